import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { CoveragePlan } from "./coverage/coveragePlan.ts";
import { explainTraces, type Explained, type Reasons } from "./explain/explain.ts";
import type { Untried } from "./explain/suspects/untried.ts";
import { followBatch, type Followed } from "./follow.ts";
import type { Segment } from "./segment.ts";
import { createSuspicion } from "./suspicion.ts";

export interface JudgeSession extends TlcSession {
  readonly coverage?: CoveragePlan;
  readonly looksLike?: boolean;
  readonly reasons?: Reasons;
}

/** What TLC has told about the segments of a batch. */
export interface JudgedBatch {
  /** One a segment; fewer when there are problems. */
  readonly judged: readonly JudgedSegment[];
  /** What the user has to mend before anything can be judged. */
  readonly problems: readonly Problem[];
  readonly runs: number;
}

export interface JudgedSegment {
  readonly followed: Followed;
  readonly divergence: ReturnType<Explained["divergences"]["get"]> | null;
  readonly boundReached: boolean;
  /** Whether TLC has answered all that it was asked to explain; of an accepted segment nothing is asked. */
  readonly answered: boolean;
  /** Why nothing could be found out of what it looks like, where that was asked. */
  readonly untried?: string;
}

/** Suspect segments whose suspicious event agrees with the spec after all are followed again, without suspicion. */
export const judgeBatch = async (
  segments: readonly Segment[],
  spec: LoadedSpec,
  { cautious = true, ...session }: JudgeSession & { readonly cautious?: boolean },
): Promise<JudgedBatch> => {
  const suspicion = createSuspicion(spec.modelValues);
  const { coverage } = session;
  const options = { session, suspicion, cautious, ...(coverage && { coverage }) };
  const { followed, runs, problems } = await followBatch(segments, spec, options);
  const stopped = followed.filter(({ ended }) => ended !== "accepted" && ended !== "unknown");
  const explained = await explainTraces(stopped, spec, session);
  const isUnclear = ({ trace, ended }: Followed): boolean =>
    cautious && ended === "suspect" && !explained.divergences.has(trace);
  const unclear = followed.filter(isUnclear).map(({ trace }) => trace);
  const judged = followed.filter((one) => !isUnclear(one)).map((one) => withReasons(one, explained));
  const done = { judged, problems, runs: runs + explained.runs };
  if (unclear.length === 0) return done;
  const runDir = path.join(session.runDir, "again");
  const again = await judgeBatch(unclear, spec, { ...session, runDir, cautious: false });
  return {
    judged: [...judged, ...again.judged],
    problems: [...problems, ...again.problems],
    runs: done.runs + again.runs,
  };
};

const withReasons = (
  followed: Followed,
  { divergences, boundReached, answered, untried }: Explained,
): JudgedSegment => ({
  followed,
  divergence: divergences.get(followed.trace) ?? null,
  boundReached: boundReached.has(followed.trace),
  // Nothing is asked of a trace that cannot even begin.
  answered: followed.ended === "accepted" || followed.matched < 0 || answered.has(followed.trace),
  ...withObstacle(untried.get(followed.trace)),
});

const withObstacle = (untried: Untried | undefined): Pick<JudgedSegment, "untried"> =>
  untried === undefined ? {} : { untried: untried.reason };
