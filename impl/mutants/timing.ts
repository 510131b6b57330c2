import { step } from "../elector/step.ts";
import type { ElectorStep, StepFunction, TimerKind } from "../elector/types.ts";
import { except } from "./mutant.ts";
import type { Case, Mutant } from "./mutant.ts";

// Bugs of timers and of what is announced to the layer above: a spec without a clock cannot show most of them.

/** Waits for a multiple of the interval. */
const beingLate =
  (times: number): StepFunction =>
  (before, input) => {
    const { event, now } = input;
    const isCheck = event.kind === "timer" && event.timer === "HEARTBEAT_CHECK";
    const late = before.lastLeaderHeartbeat + before.leaderInactivityInterval * times;
    return isCheck && now < late
      ? step(before, { event, now: before.lastLeaderHeartbeat })
      : step(before, input);
  };

const leavesTimersRunning: Mutant = {
  name: "leaves-timers-running",
  description: "timers are never cancelled (1.3: cancel all six timers if flagged)",
  step: except((theCase) =>
    theCase.honest.output.cancelAllTimers ? putting(theCase, { cancelAllTimers: false }) : undefined,
  ),
};

const neverChecksLeader: Mutant = {
  name: "never-checks-leader",
  description: "a follower does not watch its leader (1.5: HEARTBEAT_CHECK)",
  step: except((theCase) => unarmed(theCase, "HEARTBEAT_CHECK")),
};

const broadcastsOnce: Mutant = {
  name: "broadcasts-once",
  description: "a new leader sends its first heartbeat only (1.5: HEARTBEAT_BROADCAST)",
  step: except((theCase) => unarmed(theCase, "HEARTBEAT_BROADCAST")),
};

const waitsForNoResult: Mutant = {
  name: "never-counts-out-election",
  description: "a candidate sets no end to its election (1.5: ELECTION_RESULT)",
  step: except((theCase) => unarmed(theCase, "ELECTION_RESULT")),
};

const scoutsWithoutEnd: Mutant = {
  name: "scouts-without-end",
  description: "a scout sets no end to its round (1.5: SCOUTING_RESULT)",
  step: except((theCase) => unarmed(theCase, "SCOUTING_RESULT")),
};

const neverTriesAgain: Mutant = {
  name: "never-tries-again",
  description:
    "who has lost its leader, its round or its election does not wait for another try (1.5: RANDOM_WAIT)",
  step: except((theCase) => unarmed(theCase, "RANDOM_WAIT")),
};

const givesUpAtFirstCheck: Mutant = {
  name: "gives-up-at-first-check",
  description: "a follower gives its leader up at the first check (1.6: a threshold in time)",
  step: (before, input) => {
    const { event, now } = input;
    const isCheck = event.kind === "timer" && event.timer === "HEARTBEAT_CHECK";
    return step(before, isCheck ? { event, now: now + before.leaderInactivityInterval } : input);
  },
};

const waitsForEver: Mutant = {
  name: "waits-for-ever",
  description: "a silent leader is never given up (1.5 HEARTBEAT_CHECK: expired)",
  step: beingLate(Infinity),
};

const countsTwiceTheInterval: Mutant = {
  name: "waits-twice-as-long",
  description: "a leader must be silent for twice the interval before it is given up (1.6: 10 periods)",
  step: beingLate(2),
};

const losesLeaderQuietly: Mutant = {
  name: "loses-leader-quietly",
  description: "the loss of a leader is not announced to the layer above (1.5: cb)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    const isLoss = before.role === "Follower" && before.leaderId !== null && honest.state.leaderId === null;
    return isLoss && honest.output.stateChanged && honest.state.role === "Follower"
      ? unannounced(theCase)
      : undefined;
  }),
};

/** Every bug of this file. */
export const timingMutants: readonly Mutant[] = [
  leavesTimersRunning,
  neverChecksLeader,
  broadcastsOnce,
  waitsForNoResult,
  scoutsWithoutEnd,
  neverTriesAgain,
  givesUpAtFirstCheck,
  waitsForEver,
  countsTwiceTheInterval,
  losesLeaderQuietly,
];

const putting = ({ honest }: Case, patch: Partial<ElectorStep["output"]>): ElectorStep => ({
  ...honest,
  output: { ...honest.output, ...patch },
});

const unarmed = (theCase: Case, timer: TimerKind): ElectorStep | undefined =>
  theCase.honest.output.timer === timer ? putting(theCase, { timer: null }) : undefined;

const unannounced = (theCase: Case): ElectorStep => ({
  ...putting(theCase, { stateChanged: false }),
  state: { ...theCase.honest.state, age: theCase.before.age },
});
