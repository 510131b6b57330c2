import { createElector } from "./create.ts";
import { noOutput } from "./effect.ts";
import { message, scoutingAnswer, timer } from "./examples.ts";
import { goodbye } from "./messages.ts";
import { step } from "./step.ts";
import type { Destination, ElectorEvent, ElectorOutput, ElectorState, MessageKind } from "./types.ts";

// The language in which the tests tell the 20 scenarios of section 2.

const nodes = ["S0", "S1", "S2", "S100"];

/** What must show after a step; the output as far as it is not empty. */
export type Shown = Partial<
  Pick<ElectorState, "role" | "reason" | "leaderId" | "tentativeLeaderId" | "term" | "age">
> & {
  readonly output?: Partial<ElectorOutput>;
};
/** [event, now, what must show]. */
export type Step = readonly [ElectorEvent, number, Shown];

const all = { kind: "all" } as const;

/** Destination: one node. */
export const to = (node: string) => ({ kind: "node", node }) as const;

/** "cb, cancel" of table 1.5. */
export const cb = { stateChanged: true, cancelAllTimers: true } as const;

/** The message part of an output; to all unless said. */
export const sends = (kind: MessageKind, term: number, destination: Destination = all) =>
  ({ message: { kind, term }, destination }) as const;

/** start(). */
export const start: ElectorEvent = { kind: "start" };

/** stop(). */
export const stop: ElectorEvent = { kind: "stop" };

/** A script after its last step. */
export interface Played {
  readonly state: ElectorState;
  readonly found: readonly Shown[];
  readonly demanded: readonly Shown[];
}

/** Plays the steps at S0 (quorum 3 unless said) and gives, step by step, what was demanded and what was found. */
export const play = (steps: readonly Step[], quorum = 3): Played =>
  steps.reduce<Played>(
    ({ state: before, found, demanded }, [event, now, shown]) => {
      const { state, output } = step(before, { event, now });
      const whole = { ...shown, output: { ...noOutput, ...shown.output } };
      return { state, found: [...found, same(whole, { ...state, output })], demanded: [...demanded, whole] };
    },
    { state: createElector({ self: "S0", nodes, quorum }), found: [], demanded: [] },
  );

/** Of `all`, what `shown` names. */
const same = (shown: Shown, all: Shown): Shown =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key in shown));

/** S0 starts. */
export const begin: Step = [
  start,
  0,
  {
    role: "Follower",
    reason: "STARTED",
    age: 1,
    term: 0,
    output: { stateChanged: true, timer: "INITIAL_WAIT" },
  },
];

/** A wait timer fires and the round for `term` begins. */
export const scout = (wait: "INITIAL_WAIT" | "RANDOM_WAIT", term: number, now: number): Step => [
  timer(wait),
  now,
  {
    role: "Follower",
    term: term - 1,
    output: { ...sends("ScoutingRequest", term), timer: "SCOUTING_RESULT" },
  },
];

/** Two yes make S0 a candidate in `term`. */
export const stand = (term: number, now: number): readonly Step[] => [
  // E5: the product's tests let the answer carry the scouted term.
  [scoutingAnswer("S1", true, term), now, { role: "Follower" }],
  [
    scoutingAnswer("S2", true, term),
    now,
    {
      role: "Candidate",
      reason: "NONE",
      term,
      output: { ...cb, ...sends("ElectionProposal", term), timer: "ELECTION_RESULT" },
    },
  ],
];

/** Two votes make S0 the leader of `term`. */
export const win = (term: number, now: number): readonly Step[] => [
  [message("S1", "ElectionResponse", term), now, { role: "Candidate" }],
  [
    message("S2", "ElectionResponse", term),
    now,
    {
      role: "Leader",
      leaderId: "S0",
      term,
      output: { ...cb, ...sends("LeaderHeartbeat", term), timer: "HEARTBEAT_BROADCAST" },
    },
  ],
];

/** From the start to leader of term 1. */
export const lead: readonly Step[] = [
  begin,
  scout("INITIAL_WAIT", 1, 8000),
  ...stand(1, 8010),
  ...win(1, 8020),
];

/** Output of stop(). */
export const gone = { ...cb, message: goodbye, destination: all } as const;

/** Output of an adopted leader: announced, and told so. */
export const fakeVote = (node: string, term: number) =>
  ({
    ...cb,
    ...sends("ElectionResponse", term, to(node)),
    timer: "HEARTBEAT_CHECK",
  }) as const;

/** Output of a vote: not announced. */
export const vote = (node: string, term: number) =>
  ({ ...fakeVote(node, term), stateChanged: false }) as const;

/** A heartbeat S0 follows at once. */
export const adopt = (node: string, term: number, now: number): Step => [
  message(node, "LeaderHeartbeat", term),
  now,
  { role: "Follower", leaderId: node, term, reason: "NONE", output: fakeVote(node, term) },
];
