import { mergeTraces } from "../../../traces/merge.ts";
import { failure, type Result } from "../../../traces/problem.ts";
import type { TraceEvent } from "../../../traces/schema.ts";
import type { LocatedEvent, Trace } from "../../../traces/trace.ts";
import { withEndsAfterBeginnings } from "./tcpConnections.ts";
import type { ProcessRecord } from "./tcpFiles.ts";

/**
 * One trace of all processes of a run. A node's processes follow each other with a `Crash` between them, and after the
 * last one if it was killed and not replaced. A crash stands as late as causality allows: just before the next Start of
 * its node, or at the end. For what a process did shortly before it died may be heard long after, and a connection that
 * it had accepted may come up at the other end; the spec wants both ends alive for that.
 */
export const mergeProcesses = (records: readonly ProcessRecord[]): Result<Trace> => {
  const nodes = [...new Set(records.map(({ process }) => process.node))];
  const lanes = nodes.flatMap((node) =>
    lanesOf(records.filter(({ process }) => process.node === node).toSorted(byIncarnation)),
  );
  if (lanes.length === 0)
    return failure({
      code: "TRC011",
      message: "expected events, found none: every process was killed before its first step",
      repair: "Run for longer.",
    });
  return mergeTraces(withEndsAfterBeginnings(lanes));
};

const byIncarnation = (one: ProcessRecord, other: ProcessRecord): number =>
  one.process.incarnation - other.process.incarnation;

/** A process that was killed before its first step has left nothing, and is not told of. */
const lanesOf = (processes: readonly ProcessRecord[]): readonly Trace[] => {
  const lived = processes.flatMap(({ process, trace }) =>
    trace === null || trace.events.length === 0 ? [] : [{ process, trace }],
  );
  const lanes: Trace[] = [];
  let nodeSeq = 0;
  for (const [index, { process, trace }] of lived.entries()) {
    const numbered = trace.events.map((located) => renumbered(located, ++nodeSeq));
    const successor = lived[index + 1];
    const crash = process.killed ? crashOf(process.node, ++nodeSeq) : undefined;
    lanes.push({ ...trace, events: numbered });
    if (crash !== undefined)
      lanes.push({ ...trace, file: crashFile(process.node, successor?.process.begun), events: [crash] });
  }
  return lanes;
};

const renumbered = ({ line, event }: LocatedEvent, nodeSeq: number): LocatedEvent => ({
  line,
  event: { ...event, nodeSeq },
});

const crashOf = (node: string, nodeSeq: number): LocatedEvent => {
  const event: TraceEvent = { seq: 1, node, nodeSeq, action: "Crash", args: { i: node } };
  return { line: 1, event };
};

/**
 * The merge takes from a later file only when all earlier ones wait. So crashes come last, in the order in which the
 * next processes really began: of two that everything waits for, the second may not come first.
 */
const crashFile = (node: string, successor: number | undefined): string =>
  successor === undefined ? `~crash-last-${node}` : `~crash-${String(successor).padStart(9, "0")}`;
