import type { Effect } from "../elector/effect.ts";
import { step } from "../elector/step.ts";
import type {
  ElectorInput,
  ElectorMessage,
  ElectorState,
  ElectorStep,
  StepFunction,
} from "../elector/types.ts";

/** A deliberate bug: the elector but for one thing. */
export interface Mutant {
  /** In words joined by hyphens; stable, for the command line. */
  readonly name: string;
  /** What it does wrong, and which rule of the protocol page it breaks. */
  readonly description: string;
  readonly step: StepFunction;
}

/** What the wrong step is made from. */
export interface Case {
  readonly before: ElectorState;
  readonly input: ElectorInput;
  /** What the true elector does. */
  readonly honest: ElectorStep;
}

/** A step function that goes wrong where `wrong` gives a step, and is the true one elsewhere. */
export const except =
  (wrong: (theCase: Case) => ElectorStep | undefined): StepFunction =>
  (before, input) => {
    const honest = step(before, input);
    // What the elector ignores (1.3), every mutant ignores too; a DORMANT one only consumes.
    const isDeaf = honest.action === null || (before.role === "Dormant" && honest.state === before);
    return isDeaf ? honest : (wrong({ before, input, honest }) ?? honest);
  };

/** The true step of an elector that takes its state for a slightly different one. */
export const asIf = ({ before, input }: Case, patch: Partial<ElectorState>): ElectorStep =>
  step({ ...before, ...patch }, input);

/** The true step with some fields of the state after it put wrong. */
export const leaving = ({ honest }: Case, patch: Partial<ElectorState>): ElectorStep => ({
  ...honest,
  state: { ...honest.state, ...patch },
});

/** The true step without its message. */
export const unsent = ({ honest }: Case): ElectorStep => ({
  ...honest,
  output: { ...honest.output, message: null, destination: null },
});

/** The same action without any effect. */
export const shrugged = ({ before, honest }: Case): ElectorStep => ({
  state: before,
  action: honest.action,
  output: { stateChanged: false, message: null, destination: null, timer: null, cancelAllTimers: false },
});

/** The message that came in, if its kind is this. */
export const received = ({ input: { event } }: Case, kind: string) =>
  event.kind === "message" && event.message.kind === kind ? event : undefined;

/** A step whose message says something else; only for steps that have one. */
export const saying = (step: ElectorStep, patch: Partial<ElectorMessage>): ElectorStep => {
  const { message } = step.output;
  if (message === null) return step;
  return { ...step, output: { ...step.output, message: { ...message, ...patch } } };
};

/** The true step of an elector that takes another quorum for its own. */
export const withQuorum = (theCase: Case, quorum: number): ElectorStep => {
  const wrong = asIf(theCase, { quorum });
  return { ...wrong, state: { ...wrong.state, quorum: theCase.before.quorum } };
};

/** An effect as the step that the true elector would have announced with it. */
export const announcing = ({ before, honest }: Case, { state, output }: Effect): ElectorStep => ({
  state: output.stateChanged ? { ...state, age: before.age + 1 } : state,
  action: honest.action,
  output,
});
