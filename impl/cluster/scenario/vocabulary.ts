import { actions } from "../../elector/actions/table.ts";
import type { Reason, Role } from "../../elector/types.ts";
import type { ClusterActionName, FaultActionName } from "../cluster-action.ts";

/** What a node can be: its elector's role, or without a process. */
export type NodeRole = Role | "Crashed";

const everyRole: Readonly<Record<NodeRole, true>> = {
  Dormant: true,
  Follower: true,
  Candidate: true,
  Leader: true,
  Crashed: true,
};

const everyFault: Readonly<Record<FaultActionName, true>> = { Crash: true, LinkDown: true };

const everyReason: Readonly<Record<Reason, true>> = {
  NONE: true,
  STARTED: true,
  LEADER_NO_HEARTBEAT: true,
  LEADER_UNAVAILABLE: true,
  LEADER_PREEMPTED: true,
  ELECTION_PREEMPTED: true,
  QUORUM_NOT_ACHIEVED: true,
};

const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] =>
  // Sound here: the tables are literals of exactly these keys.
  Object.keys(table) as Name[];

/** All names a scenario may use, from tables the compiler keeps complete. */
export const roles: readonly NodeRole[] = namesOf(everyRole);
export const reasons: readonly Reason[] = namesOf(everyReason);
export const actionNames: readonly ClusterActionName[] = [...namesOf(actions), ...namesOf(everyFault)];
