import { canonicalText } from "./canonical.ts";
import { traceProblem } from "./codes.ts";
import { excerpt } from "./jsonText.ts";
import { createMergeState, type Lane, type MergeState } from "./mergeState.ts";
import { failure, success, type Problem, type Result } from "./problem.ts";
import type { TraceHeader } from "./schema.ts";
import type { LocatedEvent, Trace } from "./trace.ts";

/**
 * One trace from the files of one run (usually one a node). Order: within each file as it is, within each node by
 * nodeSeq, every receive after its send; never by `at`. Whatever the order of the arguments the result is the same:
 * a file runs until it must wait, then the first by name that need not. Events are numbered anew and keep file and
 * line; the header is the first file's without `expect`. Problems: TRC054, TRC060 to TRC063. Throws for no traces.
 */
export const mergeTraces = (traces: readonly Trace[]): Result<Trace> => {
  const sorted = traces.toSorted((left, right) =>
    left.file < right.file ? -1 : left.file > right.file ? 1 : 0,
  );
  const [first] = sorted;
  if (first === undefined) throw new Error("nothing to merge");
  const different = sorted.slice(1).flatMap((trace) => headerProblems(first, trace));
  if (different.length > 0) return failure(...different);
  const lanes = sorted.map(({ file, events }): Lane => ({ file, events }));
  const state = createMergeState(lanes);
  if (state.problems.length > 0) return failure(...state.problems);
  const merged = mergeLanes(lanes, state);
  if (!merged.ok) return merged;
  return success({
    file: sorted.map(({ file }) => file).join(" + "),
    header: mergedHeader(first.header, sorted),
    events: merged.value,
  });
};

const headerProblems = (first: Trace, other: Trace): readonly Problem[] => {
  const place = { file: other.file, line: 1 };
  const constants = ({ header }: Trace): string => canonicalText(header.constants ?? {});
  const { spec } = other.header;
  if (spec !== first.header.spec) {
    const text = `spec: expected ${excerpt(first.header.spec)} as in ${first.file}, found ${excerpt(spec)}`;
    return [traceProblem("TRC060", place, text)];
  }
  if (constants(first) === constants(other)) return [];
  const text = `constants: expected those of ${first.file}, found ${excerpt(other.header.constants)}`;
  return [traceProblem("TRC060", place, text)];
};

/** `expect` names a line of one file; in the merged run it would name another. */
const mergedHeader = (first: TraceHeader, traces: readonly Trace[]): TraceHeader => {
  const header: { -readonly [Field in keyof TraceHeader]: TraceHeader[Field] } = { ...first };
  delete header.expect;
  const nodes = new Set(traces.flatMap((trace) => trace.header.nodes ?? []));
  if (nodes.size > 0) header.nodes = [...nodes].sort();
  return header;
};

const mergeLanes = (lanes: readonly Lane[], state: MergeState): Result<readonly LocatedEvent[]> => {
  const next = lanes.map(() => 0);
  const merged: LocatedEvent[] = [];
  const advance = (lane: Lane, index: number): boolean => {
    const start = next[index] ?? 0;
    let at = start;
    for (let head = lane.events[at]; head !== undefined; head = lane.events[at]) {
      if (state.waitsFor(head.event) !== undefined) break;
      state.take(head.event);
      const event = { ...head.event, seq: merged.length + 1 };
      merged.push({ line: head.line, file: head.file ?? lane.file, event });
      at++;
    }
    next[index] = at;
    return at > start;
  };
  // After each advance from the first file again: which file comes next must not depend on history.
  while (lanes.some(advance));
  const waiting = lanes.flatMap((lane, index) => waitingProblem(state, lane, lane.events[next[index] ?? 0]));
  return waiting.length > 0 ? failure(...waiting) : success(merged);
};

const waitingProblem = (
  state: MergeState,
  { file }: Lane,
  head: LocatedEvent | undefined,
): readonly Problem[] => {
  if (head === undefined) return [];
  const cause = state.waitsFor(head.event) ?? "nothing";
  const text = `expected a causal order, found that this event waits for ${cause}, and that one for this`;
  return [traceProblem("TRC062", { file, line: head.line }, text)];
};
