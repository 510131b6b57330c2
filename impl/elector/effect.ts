import type { ElectorOutput, ElectorState } from "./types.ts";

/** What an action does: the state after it and the output record (1.2). */
export interface Effect {
  readonly state: ElectorState;
  readonly output: ElectorOutput;
}

/** The empty output record. */
export const noOutput: ElectorOutput = {
  stateChanged: false,
  message: null,
  destination: null,
  timer: null,
  cancelAllTimers: false,
};

/** Nothing to tell, to send or to arm; the state may have changed all the same. */
export const quiet = (state: ElectorState): Effect => ({ state, output: noOutput });

/** A state and only those parts of the output record that are not empty. */
export const effect = (state: ElectorState, output: Partial<ElectorOutput>): Effect => ({
  state,
  output: { ...noOutput, ...output },
});

/** "cb, cancel" of table 1.5: but for start() the two come together. */
export const announced = (state: ElectorState, output: Partial<ElectorOutput>): Effect =>
  effect(state, { stateChanged: true, cancelAllTimers: true, ...output });
