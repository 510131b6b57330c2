import type { ItfValue } from "../../../../traces/itf.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import { fromItf, toItf } from "../../../tla/itfValue.ts";
import { canonicalText, sameValue, type TlaValue } from "../../../tla/value.ts";
import type { EnabledAction } from "../../checkReport.ts";

/** The step that a variant has noted: its number in the spec's shape, and its arguments. */
export const stepOf = (found: TlaValue, { shape }: LoadedSpec): readonly EnabledAction[] => {
  const [number, args] = elementsOf(found);
  const occurrence = number?.kind === "int" ? shape.occurrences[number.value - 1] : undefined;
  if (occurrence === undefined) return [];
  const values = elementsOf(args);
  const named = occurrence.args.flatMap(({ parameter }, index) => {
    const value = values[index];
    return value === undefined ? [] : [[parameter, toItf(value)] as const];
  });
  return [{ action: occurrence.name, args: Object.fromEntries(named) }];
};

/** The elements of a sequence; none of anything else. */
export const elementsOf = (value: TlaValue | undefined): readonly TlaValue[] =>
  value?.kind === "seq" ? value.elements : [];

/** Whether a step has the arguments that an event gives. */
export const agrees = (
  args: EnabledAction["args"],
  given: Readonly<Record<string, ItfValue>>,
  { modelValues }: LoadedSpec,
): boolean =>
  Object.entries(given).every(([name, value]) => {
    const actual = args[name];
    return actual !== undefined && sameValue(fromItf(actual, modelValues), fromItf(value, modelValues));
  });

/** Each step once, in an order of their own. */
export const distinct = (steps: readonly EnabledAction[]): readonly EnabledAction[] =>
  [...new Map(steps.map((step) => [stepKey(step), step]))]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, step]) => step);

/** Equal for equal steps. */
export const stepKey = ({ action, args }: EnabledAction): string =>
  `${action}(${Object.entries(args)
    .map(([name, value]) => `${name}=${canonicalText(fromItf(value, new Set()))}`)
    .join()})`;
