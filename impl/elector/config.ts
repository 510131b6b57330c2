/** Section 1.7 (`ElectorConfig`): all times in milliseconds. */
export interface ElectorConfig {
  /** Wait after start before the first scouting. */
  readonly initialWaitTimeoutMs: number;
  /** Upper bound of the random wait. */
  readonly maxRandomWaitTimeoutMs: number;
  /** Length of a scouting round. */
  readonly scoutingResultTimeoutMs: number;
  /** Length of an election. */
  readonly electionResultTimeoutMs: number;
  readonly heartbeatBroadcastPeriodMs: number;
  readonly heartbeatCheckPeriodMs: number;
  /** Multiplies the broadcast period, not the check period (1.6). */
  readonly heartbeatMissCount: number;
  /** 0 = majority. May exceed the number of nodes (never satisfiable). */
  readonly quorum: number;
  /** Read by the legacy leader sync only (3.9); here because it is part of the record. */
  readonly leaderSyncDelayMs: number;
}

/** The product's defaults (1.7). */
export const defaultConfig: ElectorConfig = {
  initialWaitTimeoutMs: 8000,
  maxRandomWaitTimeoutMs: 3000,
  scoutingResultTimeoutMs: 4000,
  electionResultTimeoutMs: 4000,
  heartbeatBroadcastPeriodMs: 2000,
  heartbeatCheckPeriodMs: 1000,
  heartbeatMissCount: 10,
  quorum: 0,
  leaderSyncDelayMs: 80000,
};

/** 1.7: a cluster of one node waits neither before scouting nor for votes. */
export const configFor = (nodeCount: number, config: ElectorConfig = defaultConfig): ElectorConfig =>
  nodeCount === 1 ? { ...config, initialWaitTimeoutMs: 0, electionResultTimeoutMs: 0 } : config;

/** 1.6: silence of a leader that a follower takes for its death. */
export const leaderInactivityInterval = (config: ElectorConfig): number =>
  config.heartbeatMissCount * config.heartbeatBroadcastPeriodMs;
