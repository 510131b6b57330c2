import { defaultConfig, leaderInactivityInterval } from "./config.ts";
import type { ElectorConfig } from "./config.ts";
import { noRound } from "./roles.ts";
import type { ElectorState, NodeId } from "./types.ts";

export interface ElectorOptions {
  readonly self: NodeId;
  /** All configured nodes, self included. */
  readonly nodes: readonly NodeId[];
  /** Term of the last ledger record; 0 for an empty ledger (1.9). */
  readonly term?: number;
  /** Overrides `config.quorum`; 0 = majority. */
  readonly quorum?: number;
  readonly config?: ElectorConfig;
}

/** A Dormant elector as it is constructed, before start() (1.5 DORMANT). */
export const createElector = ({
  self,
  nodes,
  term = 0,
  config = defaultConfig,
  quorum = config.quorum,
}: ElectorOptions): ElectorState =>
  constructed({ self, nodes, term, quorum, leaderInactivityInterval: leaderInactivityInterval(config) });

/** A Dormant elector that has seen nothing, from what its process is given; the first of a node or a later one. */
export const constructed = ({
  self,
  nodes,
  term,
  quorum,
  leaderInactivityInterval: interval,
}: Pick<ElectorState, "self" | "nodes" | "term" | "quorum" | "leaderInactivityInterval">): ElectorState => ({
  self,
  nodes,
  role: "Dormant",
  reason: "NONE",
  term,
  leaderId: null,
  tentativeLeaderId: null,
  supporters: [],
  scouting: noRound,
  lastLeaderHeartbeat: 0,
  leaderInactivityInterval: interval,
  quorum,
  age: 0,
});
