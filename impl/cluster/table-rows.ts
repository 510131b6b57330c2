import { effectiveQuorum } from "../elector/quorum.ts";
import type { ElectorMessage, ElectorState, NodeId } from "../elector/types.ts";
import type { ClusterActionName } from "./cluster-action.ts";
import type { Transition } from "./transition.ts";
import { channelKey, electorOf } from "./world.ts";

// The rows of table 1.5 that show as transitions, written down a second time: as a question to a run, so that tests
// can tell which rows it went through.

/** A transition as the rows ask about it. */
interface Seen {
  readonly name: ClusterActionName;
  readonly s: ElectorState;
  readonly after: ElectorState;
  /** The other node, "" for actions of one. */
  readonly from: NodeId;
  /** Term and answer of the message; 0 and false without one. */
  readonly t: number;
  readonly willVote: boolean;
}

type Row = (seen: Seen) => boolean;

/** The rows a transition went through: one, and more where a row of the page is split by what is peculiar about it. */
export const rowsOf = (transition: Transition): readonly RowName[] => {
  const seen = seeing(transition);
  return rowNames.filter((name) => rows[name](seen));
};

const seeing = ({ node, action, before, after, received }: Transition): Seen => {
  const from = action.args.j ?? "";
  const message: Partial<ElectorMessage> =
    before.channels[channelKey(from, node)]?.find(({ id }) => id === received)?.message ?? {};
  return {
    name: action.name,
    s: electorOf(before, node),
    after: electorOf(after, node),
    from,
    t: message.term ?? 0,
    willVote: message.willVote ?? false,
  };
};

const follower =
  (name: ClusterActionName, guard: Row): Row =>
  (seen) =>
    seen.name === name && seen.s.role === "Follower" && guard(seen);
const candidate =
  (name: ClusterActionName, guard: Row): Row =>
  (seen) =>
    seen.name === name && seen.s.role === "Candidate" && guard(seen);
const leader =
  (name: ClusterActionName, guard: Row): Row =>
  (seen) =>
    seen.name === name && seen.s.role === "Leader" && guard(seen);

const always: Row = () => true;
const lower: Row = ({ s, t }) => t < s.term;
const equal: Row = ({ s, t }) => t === s.term;
const higher: Row = ({ s, t }) => t > s.term;
const notHigher: Row = ({ s, t }) => t <= s.term;
const led: Row = ({ s }) => s.leaderId !== null;
const unled: Row = ({ s }) => s.leaderId === null;
const awaiting: Row = ({ s }) => s.tentativeLeaderId !== null;
const free: Row = ({ s }) => s.leaderId === null && s.tentativeLeaderId === null;
const fromLeader: Row = ({ s, from }) => from === s.leaderId;
const fromTentative: Row = ({ s, from }) => from === s.tentativeLeaderId;
const fromOther: Row = ({ s, from }) => from !== s.leaderId && from !== s.tentativeLeaderId;
const inRound: Row = ({ s }) => s.scouting.term > 0;
const wins: Row = ({ s, after }) => s.role !== after.role && after.role === "Leader";
const stands: Row = ({ after }) => after.role === "Candidate";
const failsRound: Row = ({ after }) => after.role === "Follower" && after.scouting.term === 0;
const goesOn: Row = ({ after }) => after.role === "Follower" && after.scouting.term > 0;
const fromSupporter: Row = ({ s, from }) => s.supporters.includes(from);
const stays: Row = ({ s, after }) => s.role === after.role;
const stepsDown: Row = ({ after }) => after.role === "Follower";
const both =
  (...guards: readonly Row[]): Row =>
  (seen) =>
    guards.every((guard) => guard(seen));
const not =
  (guard: Row): Row =>
  (seen) =>
    !guard(seen);

const rows = {
  "DORMANT start()": ({ name }) => name === "Start",
  "DORMANT start() with an old round (E6)": both(({ name }) => name === "Start", inRound),
  "DORMANT message": ({ name, s, t }) => s.role === "Dormant" && name.startsWith("Apply") && t > 0,
  "DORMANT link news": ({ name, s }) => s.role === "Dormant" && name.startsWith("ApplyNode"),
  "FOLLOWER wait": follower("StartScouting", always),
  "FOLLOWER wait, old round (E6)": follower("StartScouting", inRound),
  "FOLLOWER wait, quorum 1": follower("RequestVote", always),
  "FOLLOWER SCOUTING_RESULT": follower("ScoutingTimeout", always),
  "FOLLOWER yes, leader or tentative set": follower(
    "ApplyScoutingResponseEvent",
    both(not(free), (x) => x.willVote),
  ),
  "FOLLOWER answer, no round": follower("ApplyScoutingResponseEvent", both(free, not(inRound))),
  "FOLLOWER answer, enough": follower("ApplyScoutingResponseEvent", stands),
  "FOLLOWER answer, all and too few": follower("ApplyScoutingResponseEvent", both(inRound, failsRound)),
  "FOLLOWER yes, recorded": follower(
    "ApplyScoutingResponseEvent",
    both(goesOn, (x) => x.willVote),
  ),
  "FOLLOWER no, recorded": follower(
    "ApplyScoutingResponseEvent",
    both(goesOn, (x) => !x.willVote),
  ),
  "FOLLOWER scouted, leader set": follower("ApplyScoutingRequestEvent", led),
  "FOLLOWER scouted, tentative set": follower("ApplyScoutingRequestEvent", awaiting),
  "FOLLOWER scouted, higher term": follower("ApplyScoutingRequestEvent", both(unled, higher)),
  "FOLLOWER scouted, no higher term": follower("ApplyScoutingRequestEvent", both(unled, notHigher)),
  "FOLLOWER proposal, leader set, no higher term": follower(
    "ApplyElectionProposalEvent",
    both(led, notHigher),
  ),
  "FOLLOWER proposal, leader set, higher term": follower("ApplyElectionProposalEvent", both(led, higher)),
  "FOLLOWER proposal, no higher term": follower("ApplyElectionProposalEvent", both(unled, notHigher)),
  "FOLLOWER proposal, higher term": follower("ApplyElectionProposalEvent", both(free, higher)),
  "FOLLOWER proposal, tentative replaced": follower("ApplyElectionProposalEvent", both(awaiting, higher)),
  "FOLLOWER proposal, round abandoned": follower("ApplyElectionProposalEvent", both(inRound, higher)),
  "FOLLOWER heartbeat of the tentative": follower("ApplyLeaderHeartbeatEvent", both(equal, fromTentative)),
  "FOLLOWER heartbeat of the leader": follower("ApplyLeaderHeartbeatEvent", both(equal, fromLeader)),
  "FOLLOWER heartbeat, equal term, none set": follower("ApplyLeaderHeartbeatEvent", both(equal, free)),
  "FOLLOWER heartbeat, equal term, other set": follower(
    "ApplyLeaderHeartbeatEvent",
    both(equal, not(free), fromOther),
  ),
  "FOLLOWER heartbeat, lower term": follower("ApplyLeaderHeartbeatEvent", lower),
  "FOLLOWER heartbeat, higher term": follower("ApplyLeaderHeartbeatEvent", both(higher, unled)),
  "FOLLOWER heartbeat, higher term, other leader": follower(
    "ApplyLeaderHeartbeatEvent",
    both(higher, led, not(fromLeader)),
  ),
  "FOLLOWER HEARTBEAT_CHECK, leader": follower("HeartbeatTimeout", led),
  "FOLLOWER HEARTBEAT_CHECK, tentative": follower("HeartbeatTimeout", awaiting),
  "FOLLOWER unavailable, leader": follower("ApplyNodeUnavailable", fromLeader),
  "FOLLOWER unavailable, tentative": follower("ApplyNodeUnavailable", fromTentative),
  "FOLLOWER unavailable, answer dropped": follower(
    "ApplyNodeUnavailable",
    ({ s, from }) => s.scouting.responses[from] !== undefined,
  ),
  "FOLLOWER unavailable, other": follower("ApplyNodeUnavailable", fromOther),
  "FOLLOWER available": follower("ApplyNodeAvailable", always),
  "FOLLOWER goodbye of the leader": follower("ApplyNodeStatusEvent", fromLeader),
  "FOLLOWER goodbye of another": follower("ApplyNodeStatusEvent", fromOther),
  "FOLLOWER cession, stale": follower("ApplyLeadershipCessionEvent", lower),
  "FOLLOWER cession of the leader": follower("ApplyLeadershipCessionEvent", both(not(lower), fromLeader)),
  "FOLLOWER cession of the leader, higher term": follower(
    "ApplyLeadershipCessionEvent",
    both(higher, fromLeader),
  ),
  "FOLLOWER cession of the tentative": follower(
    "ApplyLeadershipCessionEvent",
    both(not(lower), fromTentative),
  ),
  "FOLLOWER cession of another": follower("ApplyLeadershipCessionEvent", both(not(lower), fromOther)),
  "FOLLOWER vote": follower("ApplyElectionResponseEvent", always),
  "FOLLOWER heartbeat response": follower("ApplyHeartbeatResponseEvent", always),
  "CANDIDATE vote, stale": candidate("ApplyElectionResponseEvent", lower),
  "CANDIDATE vote, the deciding one": candidate("ApplyElectionResponseEvent", wins),
  "CANDIDATE vote, not enough": candidate("ApplyElectionResponseEvent", both(not(lower), stays)),
  "CANDIDATE vote, higher term": candidate("ApplyElectionResponseEvent", higher),
  "CANDIDATE vote, beyond a lowered quorum (E2)": candidate(
    "ApplyElectionResponseEvent",
    both(stays, ({ after }) => after.supporters.length > effectiveQuorum(after)),
  ),
  "CANDIDATE ELECTION_RESULT, enough": candidate("BecomeLeader", always),
  "CANDIDATE ELECTION_RESULT, too few": candidate("ElectionTimeout", always),
  "CANDIDATE proposal, no higher term": candidate("ApplyElectionProposalEvent", notHigher),
  "CANDIDATE proposal, higher term": candidate("ApplyElectionProposalEvent", higher),
  "CANDIDATE heartbeat, lower term": candidate("ApplyLeaderHeartbeatEvent", lower),
  "CANDIDATE heartbeat, equal term": candidate("ApplyLeaderHeartbeatEvent", equal),
  "CANDIDATE heartbeat, higher term": candidate("ApplyLeaderHeartbeatEvent", higher),
  "CANDIDATE scouted, higher term": candidate("ApplyScoutingRequestEvent", higher),
  "CANDIDATE scouted, no higher term": candidate("ApplyScoutingRequestEvent", notHigher),
  "CANDIDATE unavailable, supporter": candidate("ApplyNodeUnavailable", fromSupporter),
  "CANDIDATE unavailable, other": candidate("ApplyNodeUnavailable", not(fromSupporter)),
  "CANDIDATE available": candidate("ApplyNodeAvailable", always),
  "CANDIDATE goodbye": candidate("ApplyNodeStatusEvent", always),
  "CANDIDATE cession": candidate("ApplyLeadershipCessionEvent", always),
  "CANDIDATE scouting answer": candidate("ApplyScoutingResponseEvent", always),
  "CANDIDATE heartbeat response": candidate("ApplyHeartbeatResponseEvent", always),
  "LEADER HEARTBEAT_BROADCAST": leader("SendHeartbeat", always),
  "LEADER proposal, no higher term": leader("ApplyElectionProposalEvent", notHigher),
  "LEADER proposal, higher term": leader("ApplyElectionProposalEvent", higher),
  "LEADER vote, new supporter": leader("ApplyElectionResponseEvent", both(equal, not(fromSupporter))),
  "LEADER vote, again": leader("ApplyElectionResponseEvent", both(equal, fromSupporter)),
  "LEADER vote, stale": leader("ApplyElectionResponseEvent", lower),
  "LEADER vote, higher term": leader("ApplyElectionResponseEvent", higher),
  "LEADER heartbeat response, higher term": leader("ApplyHeartbeatResponseEvent", higher),
  "LEADER heartbeat response, no higher term": leader("ApplyHeartbeatResponseEvent", notHigher),
  "LEADER heartbeat, lower term": leader("ApplyLeaderHeartbeatEvent", lower),
  "LEADER heartbeat, equal term (E1)": leader("ApplyLeaderHeartbeatEvent", equal),
  "LEADER heartbeat, higher term": leader("ApplyLeaderHeartbeatEvent", higher),
  "LEADER cession, no higher term": leader("ApplyLeadershipCessionEvent", notHigher),
  "LEADER cession, higher term": leader("ApplyLeadershipCessionEvent", higher),
  "LEADER scouted": leader("ApplyScoutingRequestEvent", always),
  "LEADER scouting answer": leader("ApplyScoutingResponseEvent", always),
  "LEADER available": leader("ApplyNodeAvailable", always),
  "LEADER unavailable, quorum kept": leader("ApplyNodeUnavailable", both(stays, fromSupporter)),
  "LEADER unavailable, below quorum": leader("ApplyNodeUnavailable", both(stepsDown, fromSupporter)),
  "LEADER unavailable, below a raised quorum": leader(
    "ApplyNodeUnavailable",
    both(stepsDown, not(fromSupporter)),
  ),
  "LEADER goodbye": leader("ApplyNodeStatusEvent", always),
  "FOLLOWER stop()": follower("Stop", always),
  "CANDIDATE stop()": candidate("Stop", always),
  "LEADER stop()": leader("Stop", always),
  "any quorum": ({ name }) => name === "SetQuorum",
} as const satisfies Readonly<Record<string, Row>>;

/** Role and event, and what is asked of them. */
export type RowName = keyof typeof rows;

// Sound here: the keys of the literal above.
export const rowNames = Object.keys(rows) as readonly RowName[];
