import path from "node:path";
import { encodeTrace } from "../../../traces/encode.ts";
import type { Trace } from "../../../traces/trace.ts";
import type { RecordRequest, Target } from "../../targets/target.ts";
import { writeInto } from "./traceFiles.ts";

/** A trace of a mutant that differs from the true implementation's. */
export interface MutantTrace {
  readonly file: string;
  /** What made it; a longer run of it begins with this trace. */
  readonly request: RecordRequest;
  /** What its events say was done, in order. */
  readonly actions: readonly string[];
}

/** What the schedules show of one mutant. */
export interface MutantTraces {
  readonly traces: readonly MutantTrace[];
  /** Schedules in which it steps otherwise than the true implementation at least once. */
  readonly departs: number;
}

/** Traces of each mutant that are worth a judgement. */
const MOST = 2;

/** Runs of one mutant that are looked at for such traces. */
const MOST_RUNS = 9;

/** Events behind the first that is not the true one's: what is wrong shows at once, or in another run. */
const TAIL = 4;

/** Schedules that bring bugs to light; fixed, so that the self-test does not depend on `--seed`. */
const SCHEDULES: readonly RecordRequest[] = [
  { seed: 85, steps: 150 },
  { seed: 101, steps: 80 },
  { seed: 129, steps: 120 },
  { seed: 131, steps: 80 },
  { seed: 145, steps: 150 },
  { seed: 136, steps: 150, faults: true },
  ...Array.from({ length: 8 }, (_, index) => ({ seed: 201 + index, steps: 150, faults: true })),
].map((schedule) => ({ kind: "random", nodes: 3, ...schedule }));

/**
 * One run of the true implementation through each schedule tells which mutants would step otherwise, and when; of each mutant
 * the runs that differ soonest are recorded, up to a little behind the first event that is another one. A trace that is
 * equal to the true one is no evidence. Of three nodes if there are any, for those share the TLC run of the true traces.
 */
export const recordMutants = (
  target: Target,
  scenarios: readonly RecordRequest[],
  folder: string,
): ReadonlyMap<string, MutantTraces> => {
  const requests = [...scenarios.filter(isPlain), ...SCHEDULES];
  const departures = target.selfTest?.departures(requests) ?? [];
  const truth = new Map<RecordRequest, Trace | null>();
  const honest = (request: RecordRequest): Trace | null => {
    const known = truth.get(request);
    if (known !== undefined) return known;
    const trace = recorded(target, request);
    truth.set(request, trace);
    return trace;
  };
  return new Map(
    target.mutants.map(({ name }) => {
      const known = requests.flatMap((request, index): readonly Departure[] => {
        const after = departures[index]?.get(name);
        return after === undefined ? [] : [{ request, after }];
      });
      const soonest = known.toSorted((left, right) => left.after - right.after).slice(0, MOST_RUNS);
      const telling = tellingTraces(target, soonest, { name, honest });
      const traces = telling.map(({ trace, request }) => ({
        file: writeInto(path.join(folder, name), trace),
        request,
        actions: trace.events.map(({ event: { action, args } }) => eventText(action, args)),
      }));
      return [name, { traces, departs: known.length }];
    }),
  );
};

interface Departure {
  readonly request: RecordRequest;
  /** Events before it. */
  readonly after: number;
}

interface Telling {
  readonly trace: Trace;
  readonly request: RecordRequest;
}

interface Subject {
  readonly name: string;
  readonly honest: (request: RecordRequest) => Trace | null;
}

/** The first ones of three nodes, or else of other numbers. */
const tellingTraces = (
  target: Target,
  departures: readonly Departure[],
  subject: Subject,
): readonly Telling[] => {
  const others: Telling[] = [];
  const ofThree: Telling[] = [];
  for (const { request } of departures) {
    if (ofThree.length === MOST) break;
    const trace = tellingTrace(target, request, subject);
    if (trace === null) continue;
    (trace.header.nodes?.length === 3 ? ofThree : others).push({ trace, request });
  }
  return ofThree.length > 0 ? ofThree : others.slice(0, MOST);
};

const tellingTrace = (target: Target, request: RecordRequest, { name, honest }: Subject): Trace | null => {
  const trace = recorded(target, request, name);
  const truth = honest(request);
  if (trace === null || truth === null) return null;
  const [lines, trueLines] = [eventsOf(trace), eventsOf(truth)];
  const differing = lines.findIndex((line, index) => line !== trueLines[index]);
  return differing < 0 ? null : { ...trace, events: trace.events.slice(0, differing + 1 + TAIL) };
};

const eventText = (action = "(no action)", args: Readonly<Record<string, unknown>> = {}): string => {
  const named = Object.entries(args).map(([name, value]) => `${name} = ${String(value)}`);
  return named.length === 0 ? action : `${action}(${named.join(", ")})`;
};

/** Without constants of its own, which would take a TLC run of their own. */
const isPlain = (request: RecordRequest): boolean =>
  request.kind === "scenario" && !/^(memory|quorum \d)/m.test(request.text);

/** With a bug a scenario may never come to rest; then it is no evidence, neither for nor against. */
const recorded = (target: Target, request: RecordRequest, mutant?: string): Trace | null => {
  const recording = target.record?.(request, mutant);
  return recording?.ok === true && recording.value.trace.events.length > 0 ? recording.value.trace : null;
};

const eventsOf = (trace: Trace): readonly string[] => encodeTrace(trace).trimEnd().split("\n").slice(1);
