import type { ItfValue } from "../../../traces/itf.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { fromItf, toItf } from "../../tla/itfValue.ts";
import { canonicalText, sameValue, type TlaValue } from "../../tla/value.ts";
import type { EnabledAction, ForbiddenAction } from "../checkReport.ts";
import type { StateShape } from "./compare.ts";
import type { Evidence } from "./evidence.ts";

/** The steps that were possible instead, without duplicates, in order of appearance. */
export interface EnabledSteps {
  readonly enabled: readonly EnabledAction[];
  /** Possible but for laws; not the step of the event itself, of which the reasons speak. */
  readonly forbidden: readonly ForbiddenAction[];
  /** Whether there are more. */
  readonly isCut: boolean;
}

/** Steps that are told of each kind. */
const MAX_STEPS = 1_000;

export const enabledSteps = (evidence: Evidence): EnabledSteps => {
  const lawful = new Map<string, EnabledAction>();
  const lawless = new Map<string, ForbiddenAction>();
  for (const { probe: number, args, broken } of evidence.successors) {
    const probe = evidence.probes[number - 1];
    if (probe?.leaf !== true) continue;
    const key = `${probe.name}(${args.map(canonicalText).join(", ")})`;
    const step = { action: probe.name, args: namedArguments(probe, args) };
    const violates = broken.map(({ name }) => name);
    if (violates.length === 0) lawful.set(key, step);
    else
      lawless.set(key, {
        ...step,
        violates: [...new Set([...(lawless.get(key)?.violates ?? []), ...violates])].toSorted(),
      });
  }
  const forbidden = [...lawless].filter(([key, step]) => !lawful.has(key) && !isEvent(step, evidence));
  return {
    enabled: [...lawful.values()].slice(0, MAX_STEPS),
    forbidden: forbidden.slice(0, MAX_STEPS).map(([, step]) => step),
    isCut: Math.max(lawful.size, forbidden.length) > MAX_STEPS,
  };
};

/** The strings among some arguments that are model values, in order of their names. */
export const modelValuesIn = (
  steps: readonly Pick<EnabledAction, "args">[],
  { modelValues }: StateShape,
): readonly string[] => {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string" && modelValues.has(value)) found.add(value);
    if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  for (const { args } of steps) visit(args);
  return [...found].toSorted();
};

const isEvent = ({ action, args }: EnabledAction, { located: { event }, shape }: Evidence): boolean =>
  action === event.action &&
  Object.entries(event.args ?? {}).every(([name, given]) => {
    const actual = args[name];
    return (
      actual !== undefined && sameValue(fromItf(actual, shape.modelValues), fromItf(given, shape.modelValues))
    );
  });

const namedArguments = (
  probe: ActionOccurrence,
  args: readonly TlaValue[],
): Readonly<Record<string, ItfValue>> =>
  Object.fromEntries(
    probe.args.flatMap(({ parameter }, index) => {
      const value = args[index];
      return value === undefined ? [] : [[parameter, toItf(value)] as const];
    }),
  );
