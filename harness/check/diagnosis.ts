import type { TraceEvent } from "../../traces/schema.ts";
import type { ItfValue } from "../../traces/itf.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { fromItf, toItf } from "../tla/itfValue.ts";
import { canonicalText, sameValue, type TlaValue } from "../tla/value.ts";
import type { EnabledAction, Why } from "./checkReport.ts";
import { stateDifferences, type StateShape } from "./compare.ts";
import type { Printed } from "./printed.ts";

export type Successor = Extract<Printed, { kind: "next" }>;

/** Everything a probe run found out about one trace. */
export interface Evidence {
  readonly event: TraceEvent;
  readonly probes: readonly ActionOccurrence[];
  readonly successors: readonly Successor[];
  readonly laws: readonly string[];
  readonly shape: StateShape;
}

/** Reasons shown per divergence. */
const MAX_REASONS = 20;

/** What speaks against the event, the nearest miss first; empty when a successor agrees with the log. */
export const reasonsAgainst = (evidence: Evidence): readonly Why[] => {
  const { event, shape } = evidence;
  const misses = evidence.successors
    .filter((successor) => isExpected(successor, evidence))
    .map((successor) => stateDifferences(event, successor.after, shape))
    .sort((left, right) => left.length - right.length);
  const [nearest] = misses;
  if (nearest === undefined) return [];
  return nearest.slice(0, MAX_REASONS).map((leaf) => ({ kind: "state", ...leaf }));
};

/** Whether the event's action, with its arguments, has a successor at all. */
export const isExpected = (successor: Successor, { event, probes, shape }: Evidence): boolean => {
  const probe = probes[successor.probe - 1];
  if (probe === undefined) return false;
  if (event.action === undefined) return probe.leaf;
  return probe.name === event.action && argumentsAgree(probe, successor, { event, shape });
};

const argumentsAgree = (
  probe: ActionOccurrence,
  successor: Successor,
  { event, shape }: { readonly event: TraceEvent; readonly shape: StateShape },
): boolean =>
  probe.args.every(({ parameter }, index) => {
    const given = event.args?.[parameter];
    const actual = successor.args[index];
    return (
      given === undefined || (actual !== undefined && sameValue(fromItf(given, shape.modelValues), actual))
    );
  });

/** The steps that were possible instead, without duplicates, in order of appearance. */
export const enabledActions = ({ probes, successors }: Evidence): readonly EnabledAction[] => {
  const found = new Map<string, EnabledAction>();
  for (const { probe: number, args } of successors) {
    const probe = probes[number - 1];
    if (probe?.leaf !== true) continue;
    const key = `${probe.name}(${args.map(canonicalText).join(", ")})`;
    found.set(key, { action: probe.name, args: namedArguments(probe, args) });
  }
  return [...found.values()];
};

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
