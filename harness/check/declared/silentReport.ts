import type { Problem } from "../../../traces/problem.ts";
import type { LocatedEvent, Trace } from "../../../traces/trace.ts";
import type { Divergence, SilentReport } from "../checkReport.ts";
import type { SilentCircle, SilentPlan, SilentStep } from "./silentSteps.ts";

/** What following a trace told of silent steps. */
export interface SilentFacts {
  readonly trace: Trace;
  readonly silent: readonly SilentStep[];
  readonly circles: readonly SilentCircle[];
}

/** Silent steps of one trace that a report lists; all are counted. */
const MAX_TAKEN = 1000;

/** The silent steps of one trace, at the events before which they happen. */
export const silentReport = ({ trace, silent }: SilentFacts, boundReached: boolean): SilentReport => ({
  steps: silent.length,
  boundReached,
  taken: silent.slice(0, MAX_TAKEN).flatMap(({ before, action, args }) => {
    const located = trace.events[before - 1];
    return located === undefined ? [] : [{ ...placeOf(located), action, args }];
  }),
});

const placeOf = ({ line, file, event }: LocatedEvent) => ({
  before: event.seq,
  line,
  ...(file === undefined ? {} : { file }),
});

/**
 * What a divergence means under a bound of silent steps. A bound that somebody gave is a part of the claim; where it is
 * only ours, and further states lie beyond it, nothing is proven: then the reason why.
 */
export const withinBound = (
  divergence: Divergence,
  { plan, boundReached }: { readonly plan: SilentPlan; readonly boundReached: boolean },
): { readonly divergence: Divergence } | { readonly reason: string } => {
  const { max, given } = plan;
  if (given || !boundReached) return { divergence: { ...divergence, silent: { max, boundReached } } };
  const { event, line, action } = divergence;
  return {
    reason:
      `event ${event} (line ${line}), ${action ?? "a step to its state"}, could not happen after at most ` +
      `${max} silent steps, and more of them lead further: say how many there may be before one event with ` +
      "--max-silent, or maxSilent in the configuration file",
  };
};

/** Circles that are told; a spec whose silent actions all commute has many. */
const MAX_CIRCLES = 5;

/** A circle of silent actions at the event before which it was noticed. JSON-serialisable. */
export interface SeenCircle {
  /** Where it is not the trace's own: in a merged trace. */
  readonly file?: string;
  readonly line: number;
  /** The event's number (`seq`). */
  readonly event: number;
  readonly actions: readonly string[];
}

export const circlesSeen = ({
  trace,
  circles,
}: Pick<SilentFacts, "trace" | "circles">): readonly SeenCircle[] =>
  circles.flatMap(({ before, actions }) => {
    const located = trace.events[before - 1];
    if (located === undefined) return [];
    const { line, file, event } = located;
    return [{ ...(file !== undefined && { file }), line, event: event.seq, actions }];
  });

/** All that were seen in one trace. */
export interface CirclesOfTrace {
  readonly file: string;
  readonly circles: readonly SeenCircle[];
}

/**
 * One warning (CFG063) for each set of silent actions that can go round in a circle, at the first event where it was
 * seen; a circle that has all the actions of a smaller one says nothing new.
 */
export const circleWarnings = (all: readonly CirclesOfTrace[]): readonly Problem[] => {
  const seen = all.flatMap(({ file, circles }) => circles.map((circle) => ({ file, circle })));
  const told: typeof seen = [];
  for (const one of seen.toSorted((left, right) => left.circle.actions.length - right.circle.actions.length))
    if (!told.some(({ circle }) => circle.actions.every((name) => one.circle.actions.includes(name))))
      told.push(one);
  return told.slice(0, MAX_CIRCLES).map(({ file, circle }) => circleWarning(file, circle));
};

const circleWarning = (trace: string, { file = trace, line, event, actions }: SeenCircle): Problem => {
  const [only, ...others] = actions;
  const what =
    others.length === 0
      ? `the silent action ${only ?? ""} can lead back to where it started`
      : `the silent actions ${actions.join(", ")} can go round in a circle`;
  return {
    ...{ code: "CFG063", file, line },
    message: `${what} (seen before event ${event}, line ${line})`,
    repair: "Nothing is lost, for no circle is followed; but no trace can tell whether they happened.",
  };
};
