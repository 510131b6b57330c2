import { canonicalText } from "../tla/value.ts";
import { fromItf } from "../tla/itfValue.ts";
import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";

/** Traces that one TLC run can judge together: they agree on the constants. */
export interface Batch {
  readonly traces: readonly Trace[];
}

/** States times variables that one batch may hold, to bound the memory of SANY and TLC. */
const MAX_EVENTS = 60_000;

/** Groups traces by constants, then splits the groups by weight for `jobs` parallel runs. */
export const planBatches = (traces: readonly Trace[], spec: LoadedSpec, jobs: number): readonly Batch[] => {
  const groups = new Map<string, Trace[]>();
  for (const trace of traces) {
    const key = constantsKey(trace, spec);
    groups.set(key, [...(groups.get(key) ?? []), trace]);
  }
  const total = traces.reduce((sum, trace) => sum + trace.events.length, 0);
  const limit = Math.min(MAX_EVENTS, Math.max(MIN_SHARE, Math.ceil(total / jobs)));
  return [...groups.values()].flatMap((group) => splitByWeight(group, limit));
};

/** Below so many events a second JVM costs more than it saves. */
const MIN_SHARE = 5_000;

const constantsKey = ({ header }: Trace, { modelValues }: LoadedSpec): string =>
  Object.entries(header.constants ?? {})
    .map(([name, value]) => `${name} = ${canonicalText(fromItf(value, modelValues))}`)
    .sort()
    .join("; ");

const splitByWeight = (traces: readonly Trace[], limit: number): readonly Batch[] => {
  const batches: Trace[][] = [];
  let weight = Infinity;
  for (const trace of traces) {
    if (weight + trace.events.length > limit) {
      batches.push([]);
      weight = 0;
    }
    batches.at(-1)?.push(trace);
    weight += trace.events.length;
  }
  return batches.map((batch) => ({ traces: batch }));
};
