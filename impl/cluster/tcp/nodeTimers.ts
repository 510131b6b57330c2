import type { ElectorConfig } from "../../elector/config.ts";
import type { TimerKind } from "../../elector/types.ts";
import { drawInteger } from "../prng.ts";
import type { Prng } from "../prng.ts";
import { isRecurring, timerRange } from "../timers.ts";

export interface NodeTimersOptions {
  readonly config: ElectorConfig;
  readonly random: Prng;
  readonly onTimer: (timer: TimerKind) => void;
}

/** The six timers of 1.3 in real time; one handle each: arming again moves it. */
export interface NodeTimers {
  readonly arm: (timer: TimerKind) => void;
  readonly cancelAll: () => void;
}

/** Timers of one process, none armed. */
export const createNodeTimers = (options: NodeTimersOptions): NodeTimers => {
  const handles = new Map<TimerKind, NodeJS.Timeout>();
  let random = options.random;
  const arm = (timer: TimerKind): void => {
    const drawn = drawInteger(random, timerRange(timer, options.config));
    random = drawn.random;
    clearTimeout(handles.get(timer));
    handles.set(
      timer,
      setTimeout(() => fire(timer), drawn.value),
    );
  };
  const fire = (timer: TimerKind): void => {
    handles.delete(timer);
    // Re-armed before the elector is asked, which may cancel it again.
    if (isRecurring(timer)) arm(timer);
    options.onTimer(timer);
  };
  return {
    arm,
    cancelAll: () => {
      for (const handle of handles.values()) clearTimeout(handle);
      handles.clear();
    },
  };
};
