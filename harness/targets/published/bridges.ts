/**
 * What a told run may pass over, so that it can go on to the next difference. Each names a difference between product
 * and model; bridged, the step of the product is told as the model would have it, as far as anybody notices.
 */
export const BRIDGES = {
  "candidate-at-once": "the deciding yes and the candidacy are told as two steps, the second RequestVote",
  "proposal-to-all": "only the proposal to one peer is told: the first that votes for it",
  "leader-at-once": "the deciding vote, BecomeLeader and SendHeartbeat are told as three steps",
  "heartbeat-repeated": "a leader's second and later broadcasts in a term are not told",
  "ignored-messages-consumed": "a message without effect is not told, and stays pending",
  "scouting-refused": "an answer no is not told, and the request stays pending",
  "cession-to-all": "only the cession to the node that caused it is told",
  "cession-answered": "a leader's answer to a cession is not told, and the cession stays pending",
  "available-again": "the heartbeat that greets a new connection is not told",
  "unavailability-is-local":
    "the end of a connection is told as the other node's notice of it, or not at all where it changes nothing",
  "restart-loses-links": "what a crash loses stays pending",
  "network-loses": "what the network loses stays pending",
} as const;

export type Bridge = keyof typeof BRIDGES;

/** Whether there is such a bridge. */
export const isBridge = (name: string): name is Bridge => Object.hasOwn(BRIDGES, name);
