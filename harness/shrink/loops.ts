import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import { runMeaning } from "../mutate/meaning/meaningRun.ts";
import { isWithin, statesBefore } from "../mutate/meaning/relations.ts";
import { eventsOf } from "./candidate.ts";
import type { Diverging, Draft } from "./judge.ts";

/** Cuts proposed, the longest first. */
const MOST_CUTS = 50;

/** States and steps: where more is open than this, there is no telling whether moments are the same. */
const TOLD_PER_EVENT = 20;

/**
 * The trace without what happens between two moments in which, as TLC tells, it is in the same states: what comes after
 * is as possible, or impossible, as before. None where TLC cannot tell.
 */
export const loopDrafts = async (
  { trace }: Diverging,
  spec: LoadedSpec,
  session: TlcSession,
): Promise<readonly Draft[]> => {
  const events = trace.events.slice(0, -1);
  const most = TOLD_PER_EVENT * trace.events.length;
  const run = await runMeaning([{ trace: { ...trace, events }, from: 0, most }], spec, session);
  const [told] = run.told;
  if (told === null || told === undefined) return [];
  const meaning = { initial: told.states, steps: told.steps };
  const moments = Array.from({ length: events.length + 1 }, (_, index) => statesBefore(meaning, index));
  const cuts: { from: number; to: number }[] = [];
  for (const [from, here] of moments.entries())
    for (let to = moments.length - 1; to > from; to -= 1)
      if (isSame(here, moments[to])) {
        cuts.push({ from, to });
        break;
      }
  return cuts
    .sort((left, right) => right.to - right.from - (left.to - left.from))
    .slice(0, MOST_CUTS)
    .map(({ from, to }) => ({ header: trace.header, events: eventsOf(trace).toSpliced(from, to - from) }));
};

const isSame = (left: ReadonlySet<number>, right: ReadonlySet<number> | undefined): boolean =>
  right !== undefined && left.size === right.size && isWithin(left, right);
