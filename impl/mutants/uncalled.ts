import { BecomeLeader, ElectionTimeout } from "../elector/actions/election.ts";
import { HeartbeatTimeout, SendHeartbeat } from "../elector/actions/heartbeat.ts";
import { Start, Stop } from "../elector/actions/lifecycle.ts";
import { RequestVote, ScoutingTimeout, StartScouting } from "../elector/actions/scouting.ts";
import type { Effect } from "../elector/effect.ts";
import { step } from "../elector/step.ts";
import type {
  ElectorActionName,
  ElectorState,
  ElectorStep,
  StepFunction,
  TimerKind,
} from "../elector/types.ts";
import { received } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";

// Bugs that act where the elector has nothing to do: only who asks for what is forbidden sees them at once.

/** The actions that need nothing but the state. */
const OWN = {
  ...{ StartScouting, RequestVote, ScoutingTimeout, ElectionTimeout, BecomeLeader },
  ...{ SendHeartbeat, HeartbeatTimeout, Start, Stop },
} as const;

/** An action on an input that the true elector ignores, where `when` holds; the true step elsewhere. */
const daring =
  (
    input: TimerKind | "start" | "stop",
    name: keyof typeof OWN,
    when: (state: ElectorState) => boolean,
  ): StepFunction =>
  (before, given) => {
    const honest = step(before, given);
    const { event } = given;
    const isIt = event.kind === "timer" ? event.timer === input : event.kind === input;
    return isIt && honest.action === null && when(before) ? acting(before, name, OWN[name](before)) : honest;
  };

const acting = (before: ElectorState, name: ElectorActionName, { state, output }: Effect): ElectorStep => ({
  state: output.stateChanged ? { ...state, age: before.age + 1 } : state,
  action: { name, args: { i: before.self } },
  output,
});

const isFollower = ({ role }: ElectorState): boolean => role === "Follower";

const scoutsDespiteLeader: Mutant = {
  name: "scouts-despite-leader",
  description: "a follower scouts although it has a leader (1.5, wait timers: leader or tentative set)",
  step: daring("RANDOM_WAIT", "StartScouting", (state) => isFollower(state) && state.leaderId !== null),
};

const scoutsDespiteVote: Mutant = {
  name: "scouts-despite-vote",
  description: "a follower scouts although it has just voted (1.5, wait timers: leader or tentative set)",
  step: daring(
    "RANDOM_WAIT",
    "StartScouting",
    (state) => isFollower(state) && state.tentativeLeaderId !== null,
  ),
};

const scoutsAsCandidate: Mutant = {
  name: "scouts-as-candidate",
  description: "a candidate whose wait timer was left over scouts (1.5 CANDIDATE: other timers ignored)",
  step: daring("RANDOM_WAIT", "StartScouting", ({ role }) => role === "Candidate"),
};

const heartbeatsAsCandidate: Mutant = {
  name: "heartbeats-as-candidate",
  description: "a candidate sends heartbeats before it has won (1.4 leaderHeartbeat: LEADER)",
  step: daring("HEARTBEAT_BROADCAST", "SendHeartbeat", ({ role }) => role === "Candidate"),
};

const heartbeatsAsFollower: Mutant = {
  name: "heartbeats-as-follower",
  description: "who has stepped down goes on sending heartbeats (1.4 leaderHeartbeat: LEADER)",
  step: daring("HEARTBEAT_BROADCAST", "SendHeartbeat", (state) => isFollower(state) && state.term > 0),
};

const endsNoRound: Mutant = {
  name: "ends-no-round",
  description: "a follower ends a round that it has not begun (1.5 SCOUTING_RESULT: round in progress)",
  step: daring("SCOUTING_RESULT", "ScoutingTimeout", isFollower),
};

const losesElectionAsLeader: Mutant = {
  name: "loses-election-as-leader",
  description: "a leader steps down when the time of its election is over (1.5 CANDIDATE: ELECTION_RESULT)",
  step: daring("ELECTION_RESULT", "ElectionTimeout", ({ role }) => role === "Leader"),
};

const givesItselfUp: Mutant = {
  name: "gives-itself-up",
  description: "a leader, which gets no heartbeats, gives itself up (1.5 FOLLOWER: HEARTBEAT_CHECK)",
  step: daring("HEARTBEAT_CHECK", "HeartbeatTimeout", ({ role }) => role === "Leader"),
};

const givesNobodyUp: Mutant = {
  name: "gives-nobody-up",
  description: "a follower of nobody gives its leader up (1.5 HEARTBEAT_CHECK: leader or tentative set)",
  step: daring("HEARTBEAT_CHECK", "HeartbeatTimeout", isFollower),
};

const startsTwice: Mutant = {
  name: "starts-twice",
  description: "start() of a running elector starts it anew (1.5 DORMANT: an error if already started)",
  step: daring("start", "Start", ({ role }) => role !== "Dormant"),
};

const stopsTwice: Mutant = {
  name: "stops-twice",
  description: "stop() of a stopped elector says goodbye once more (1.5: any enabled state)",
  step: daring("stop", "Stop", ({ role }) => role === "Dormant"),
};

const standsWithoutScouting: Mutant = {
  name: "stands-without-scouting",
  description: "a follower stands at once when its wait is over (1.5: only if 1 >= quorum)",
  step: (before, input) => {
    const honest = step(before, input);
    return honest.action?.name === "StartScouting"
      ? acting(before, "RequestVote", RequestVote(before))
      : honest;
  },
};

const winsWithoutVotes: Mutant = {
  name: "wins-when-time-is-over",
  description: "a candidate leads when its time is over, whatever its votes (1.5 ELECTION_RESULT: >= quorum)",
  step: (before, input) => {
    const honest = step(before, input);
    return honest.action?.name === "ElectionTimeout"
      ? acting(before, "BecomeLeader", BecomeLeader(before))
      : honest;
  },
};

const losesWonElection: Mutant = {
  name: "loses-won-election",
  description: "a candidate gives up when its time is over, whatever its votes (1.5 ELECTION_RESULT: else)",
  step: (before, input) => {
    const honest = step(before, input);
    return honest.action?.name === "BecomeLeader"
      ? acting(before, "ElectionTimeout", ElectionTimeout(before))
      : honest;
  },
};

const answersWhenStopped: Mutant = {
  name: "answers-when-stopped",
  description: "a stopped elector answers scouts (1.3: a DORMANT elector answers nothing)",
  step: (before, input) => {
    const honest = step(before, input);
    const asked = received({ before, input, honest }, "ScoutingRequest");
    if (before.role !== "Dormant" || asked === undefined || honest.action === null) return honest;
    const awake = step({ ...before, role: "Follower" }, input);
    return { ...awake, state: before };
  },
};

const votesWhenStopped: Mutant = {
  name: "votes-when-stopped",
  description: "a stopped elector votes, and runs again (1.3: a DORMANT elector ignores everything)",
  step: (before, input) => {
    const honest = step(before, input);
    const asked = received({ before, input, honest }, "ElectionProposal");
    const isAsked = before.role === "Dormant" && asked !== undefined && honest.action !== null;
    return isAsked ? step({ ...before, role: "Follower" }, input) : honest;
  },
};

/** Every bug of this file. */
export const uncalledMutants: readonly Mutant[] = [
  scoutsDespiteLeader,
  scoutsDespiteVote,
  scoutsAsCandidate,
  heartbeatsAsCandidate,
  heartbeatsAsFollower,
  endsNoRound,
  losesElectionAsLeader,
  givesItselfUp,
  givesNobodyUp,
  startsTwice,
  stopsTwice,
  standsWithoutScouting,
  winsWithoutVotes,
  losesWonElection,
  answersWhenStopped,
  votesWhenStopped,
];
