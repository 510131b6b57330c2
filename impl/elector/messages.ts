import type { Destination, ElectorMessage, NodeId } from "./types.ts";

// The wire messages of section 1.4, with the term each carries.

export const scoutingRequest = (term: number): ElectorMessage => ({ kind: "ScoutingRequest", term });

/** `term` is the responder's own, not the scouted one (1.4). */
export const scoutingResponse = (term: number, willVote: boolean): ElectorMessage => ({
  kind: "ScoutingResponse",
  term,
  willVote,
});

export const electionProposal = (term: number): ElectorMessage => ({ kind: "ElectionProposal", term });

/** A vote, or the "fake vote" that tells a leader it is followed (1.4). */
export const electionResponse = (term: number): ElectorMessage => ({ kind: "ElectionResponse", term });

export const leaderHeartbeat = (term: number): ElectorMessage => ({ kind: "LeaderHeartbeat", term });

export const heartbeatResponse = (term: number): ElectorMessage => ({ kind: "HeartbeatResponse", term });

export const leadershipCession = (term: number): ElectorMessage => ({ kind: "LeadershipCession", term });

/** The only message with term 0: a stopping elector says goodbye (1.4). */
export const goodbye: ElectorMessage = { kind: "NodeStatus", term: 0, isAvailable: false };

export const toAll: Destination = { kind: "all" };

export const toNode = (node: NodeId): Destination => ({ kind: "node", node });
