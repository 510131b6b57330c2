import { announced, effect, quiet } from "../effect.ts";
import { goodbye, toAll } from "../messages.ts";
import { followerOfNobody } from "../roles.ts";
import type { OwnAction, QuorumAction } from "./signatures.ts";

/** 1.5 DORMANT, start(): the term given at construction is kept, and so is a scouting record (E6). */
export const Start: OwnAction = (state) =>
  effect(followerOfNobody(state, "STARTED"), { stateChanged: true, timer: "INITIAL_WAIT" });

/** 1.5 stop(): term 0, everything cleared except the scouting record (E6). */
export const Stop: OwnAction = (state) =>
  announced(
    { ...followerOfNobody(state, "NONE"), role: "Dormant", term: 0 },
    { message: goodbye, destination: toAll },
  );

/** 1.8: takes part in the next decision; a leader does not look at it before a node becomes unavailable (1.6). */
export const SetQuorum: QuorumAction = (state, quorum) => quiet({ ...state, quorum });
