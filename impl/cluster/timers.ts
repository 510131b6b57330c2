import type { ElectorConfig } from "../elector/config.ts";
import type { TimerKind } from "../elector/types.ts";
import type { Range } from "./prng.ts";

/** From arming to firing, in milliseconds: a range of one value but for the random wait (1.3, 1.7). */
export const timerRange = (timer: TimerKind, config: ElectorConfig): Range => {
  switch (timer) {
    case "INITIAL_WAIT":
      return exactly(config.initialWaitTimeoutMs);
    case "RANDOM_WAIT":
      return { min: 0, max: config.maxRandomWaitTimeoutMs };
    case "SCOUTING_RESULT":
      return exactly(config.scoutingResultTimeoutMs);
    case "ELECTION_RESULT":
      return exactly(config.electionResultTimeoutMs);
    case "HEARTBEAT_CHECK":
      return exactly(config.heartbeatCheckPeriodMs);
    case "HEARTBEAT_BROADCAST":
      return exactly(config.heartbeatBroadcastPeriodMs);
  }
};

/** 1.3: the others are one-shot. */
export const isRecurring = (timer: TimerKind): boolean =>
  timer === "HEARTBEAT_CHECK" || timer === "HEARTBEAT_BROADCAST";

const exactly = (milliseconds: number): Range => ({ min: milliseconds, max: milliseconds });
