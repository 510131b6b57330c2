import path from "node:path";
import type { CheckSession } from "../check/check.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TraceEvent } from "../../traces/schema.ts";
import { eventsOf } from "./candidate.ts";
import { factsOf, onlyFacts, type Fact } from "./facts.ts";
import type { Diverging, Judge, JudgedDraft } from "./judge.ts";
import { loopDrafts } from "./loops.ts";
import { minimise } from "./minimise.ts";
import { nodeDrafts } from "./nodes.ts";
import { findShorter, type Shorter } from "./shorter.ts";
import type { Best } from "./state.ts";

/** What every phase works with. */
export interface Phase {
  readonly best: Best;
  readonly judge: Judge["judge"];
  readonly spec: LoadedSpec;
  readonly session: CheckSession;
  readonly stop: () => boolean;
}

/** Events of the candidates of one round, at most. */
const MOST_EVENTS = 40_000;

/** Drops nodes, one after the other, as long as one can go. */
export const dropNodes = async ({ best, judge, stop }: Phase): Promise<void> => {
  while (!stop()) {
    const drafts = nodeDrafts(draftOf(best.get()));
    const judged = drafts.length === 0 ? [] : await judge(drafts);
    if (!judged.some((found) => best.offer(found, "nodes"))) return;
  }
};

/** Fewer events than these are tried one by one anyway. */
const FEW_EVENTS = 30;

/** Cuts out what begins and ends in the same states, as long as there is something. */
export const cutLoops = async ({ best, judge, spec, session, stop }: Phase): Promise<void> => {
  for (let round = 1; !stop() && best.get().trace.events.length > FEW_EVENTS; round += 1) {
    const runDir = path.join(session.runDir, `loops-${best.get().trace.events.length}-${round}`);
    const drafts = await loopDrafts(best.get(), spec, { ...session, runDir });
    const judged = drafts.length === 0 || stop() ? [] : await judge(drafts);
    if (!judged.some((found) => best.offer(found, "loops"))) return;
  }
};

/** Drops events other than the last; says whether none can go any more. */
export const dropEvents = async ({ best, judge, stop }: Phase): Promise<boolean> => {
  const { trace } = best.get();
  const events = eventsOf(trace);
  const [before, last] = [events.slice(0, -1), events.slice(-1)];
  const { whole } = await minimise<TraceEvent>(before, {
    most: MOST_EVENTS,
    stop,
    judge: async (candidates) => {
      const drafts = candidates.map((some) => ({ header: trace.header, events: [...some, ...last] }));
      return offerAll(await judge(drafts), best, "events");
    },
  });
  return whole;
};

/** Replaces everything before the last event by a shorter behaviour of the spec. */
export const takeShorterWay = async ({
  best,
  judge,
  spec,
  session,
  stop,
}: Phase): Promise<Shorter["kind"]> => {
  if (stop()) return "unknown";
  const runDir = path.join(session.runDir, `shorter-${best.get().trace.events.length}`);
  const shorter = await findShorter(best.get(), spec, { ...session, runDir });
  if (shorter.kind !== "found") return shorter.kind;
  const [found] = await judge([shorter.draft]);
  return best.offer(found, "shorter") ? "found" : "unknown";
};

/** The fewer facts, the more states TLC has to follow: a round that takes too long has not succeeded. */
const FACTS_SECONDS = 20;
/** All rounds together. */
const ALL_FACTS_SECONDS = 90;

/**
 * Drops what the events say of the state, and arguments; says whether nothing can go any more. The names of actions
 * stay: an event without says in which state something was, and no longer what happened.
 */
export const dropFacts = async ({ best, judge, stop }: Phase): Promise<boolean> => {
  const deadline = {
    timeoutSeconds: FACTS_SECONDS,
    signal: AbortSignal.timeout(ALL_FACTS_SECONDS * 1000),
  };
  const { trace } = best.get();
  const events = eventsOf(trace);
  const facts = factsOf(events);
  const names = facts.filter(isName);
  // Where events name no action, little by little: without the state they could be anything.
  const isNamed = events.every(({ action }) => action !== undefined);
  const { whole } = await minimise<Fact>(statesFirst(facts), {
    most: MOST_EVENTS,
    ...(isNamed ? {} : { largest: 1, oneByOne: true }),
    stop: () => stop() || deadline.signal.aborted,
    judge: async (candidates) => {
      const drafts = candidates.map((some) => ({
        header: trace.header,
        events: onlyFacts(events, [...names, ...some]),
      }));
      return offerAll(await judge(drafts, deadline), best, "facts");
    },
  });
  return whole;
};

const isName = ({ field }: Fact): boolean => field === "action";

/** Runs of facts go together: what is said of states, of which there is most, and then the arguments. */
const statesFirst = (facts: readonly Fact[]): readonly Fact[] => [
  ...facts.filter(({ field }) => field === "variable" || field === "point"),
  ...facts.filter(({ field }) => field === "argument"),
];

const draftOf = ({ trace }: Diverging) => ({ header: trace.header, events: eventsOf(trace) });

const offerAll = (
  judged: readonly JudgedDraft[],
  best: Best,
  step: "events" | "facts",
): readonly (boolean | null)[] => {
  for (const found of judged) best.offer(found, step);
  return judged.map((found) => (found === "unknown" ? null : found !== "other"));
};
