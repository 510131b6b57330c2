import path from "node:path";
import { encodeTrace } from "../../../traces/encode.ts";
import type { Trace } from "../../../traces/trace.ts";
import type { RecordRequest, Target } from "../../targets/target.ts";
import { writeInto } from "./traceFiles.ts";

/** Traces of each mutant that are worth a judgement. */
const MOST = 3;

/** Schedules that bring bugs to light; fixed, so that the self-test does not depend on `--seed`. */
const SCHEDULES: readonly RecordRequest[] = [
  { seed: 101, steps: 80 },
  { seed: 129, steps: 120 },
  { seed: 131, steps: 80 },
  ...Array.from({ length: 8 }, (_, index) => ({ seed: 201 + index, steps: 150, faults: true })),
].map((schedule) => ({ kind: "random", nodes: 3, ...schedule }));

/**
 * Runs every mutant through the schedules and keeps the shortest traces that differ from the true implementation's: an
 * equal trace is no evidence. Of three nodes if there are any, for those share the TLC run of the true traces.
 */
export const recordMutants = (
  target: Target,
  scenarios: readonly RecordRequest[],
  folder: string,
): ReadonlyMap<string, readonly string[]> => {
  const requests = [...scenarios.filter(isPlain), ...SCHEDULES];
  const honest = requests.map((request) => eventsOf(recorded(target, request)));
  return new Map(
    target.mutants.map(({ name }) => {
      const telling = requests
        .map((request) => recorded(target, request, name))
        .filter((trace, index) => trace !== null && eventsOf(trace) !== honest[index])
        .flatMap((trace) => trace ?? [])
        .toSorted((left, right) => left.events.length - right.events.length);
      const ofThree = telling.filter(({ header }) => header.nodes?.length === 3);
      const chosen = (ofThree.length > 0 ? ofThree : telling).slice(0, MOST);
      return [name, chosen.map((trace) => writeInto(path.join(folder, name), trace))];
    }),
  );
};

/** Without constants of its own, which would take a TLC run of their own. */
const isPlain = (request: RecordRequest): boolean =>
  request.kind === "scenario" && !/^(memory|quorum \d)/m.test(request.text);

/** With a bug a scenario may never come to rest; then it is no evidence, neither for nor against. */
const recorded = (target: Target, request: RecordRequest, mutant?: string): Trace | null => {
  const recording = target.record?.(request, mutant);
  return recording?.ok === true && recording.value.trace.events.length > 0 ? recording.value.trace : null;
};

const eventsOf = (trace: Trace | null): string =>
  trace === null ? "" : encodeTrace(trace).split("\n").slice(1).join("\n");
