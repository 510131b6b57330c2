import type { Problem } from "../../traces/problem.ts";
import { evaluationMessage, evaluationPlace, isEvaluation } from "./evaluation.ts";
import { causes, inputProblems } from "./inputProblems.ts";
import { findPlace, type Place } from "./location.ts";
import { CODE } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";
import type { TlcRun } from "./run.ts";
import { counterexampleAfter, type CounterexampleState } from "./states.ts";

export type Violated = "invariant" | "property" | "deadlock" | "assumption" | "assertion";

/** What a run of TLC means. Only `finished` says that TLC has looked at everything and found nothing wrong. */
export type TlcOutcome =
  | { readonly kind: "finished" }
  | {
      readonly kind: "violated";
      readonly what: Violated;
      /** As TLC names it: an operator, or a place for something without a name; none for temporal properties. */
      readonly name?: string;
      readonly message: string;
      readonly place?: Place;
      readonly states: readonly CounterexampleState[];
      readonly lassoTo?: number | "stuttering";
    }
  | {
      /** TLC could not compute the value of something in the spec. */
      readonly kind: "evaluation";
      readonly message: string;
      readonly place?: Place;
      readonly states: readonly CounterexampleState[];
    }
  /** TLC could not begin: SPC and CFG codes are the user's to mend; JAV and TLC codes stand for a broken tool. */
  | { readonly kind: "input"; readonly problems: readonly Problem[] }
  | { readonly kind: "stopped"; readonly why: StoppedWhy; readonly message: string };

/** `unknown`: TLC ended in a way that nothing here explains. */
export type StoppedWhy = "timeout" | "killed" | "outOfMemory" | "aborted" | "unknown";

/**
 * Message codes decide; the exit status only confirms. A violation that TLC has reported stays one even when TLC was
 * stopped while it printed the rest; everything else needs a run that ended by itself.
 */
export const classify = (run: TlcRun): TlcOutcome => {
  if (run.problems !== undefined) return { kind: "input", problems: run.problems };
  const violated = findViolation(run.messages);
  if (violated !== undefined) return violated;
  if (run.ended !== "finished")
    return { kind: "stopped", why: run.ended, message: stoppedMessage(run, run.ended) };
  const failed = run.messages.findIndex(isError);
  const error = run.messages[failed];
  if (error !== undefined) return explainError(run, error, failed);
  return endedWell(run) ? { kind: "finished" } : unexplained(run);
};

const VIOLATIONS: ReadonlyMap<number, Violated> = new Map([
  [CODE.invariantViolated, "invariant"],
  [CODE.invariantInitial, "invariant"],
  [CODE.actionPropertyViolated, "property"],
  [CODE.propertyInitial, "property"],
  [CODE.temporalPropertyViolated, "property"],
  [CODE.deadlock, "deadlock"],
  [CODE.assumptionFalse, "assumption"],
]);

const findViolation = (messages: readonly ToolMessage[]): TlcOutcome | undefined => {
  for (const [index, message] of messages.entries()) {
    const what = violatedBy(message);
    if (what === undefined) continue;
    const name = nameIn(message.text);
    const place = findPlace(message.text);
    return {
      ...{ kind: "violated", what, message: evaluationMessage(message) },
      ...(name === undefined ? {} : { name }),
      ...(place === undefined ? {} : { place }),
      ...counterexampleAfter(messages, index),
    };
  }
  return undefined;
};

/** An Assert that fails is its own error, or the cause inside the error of what evaluated it. */
const violatedBy = (message: ToolMessage): Violated | undefined => {
  if (!isError(message)) return undefined;
  const direct = VIOLATIONS.get(message.code);
  if (direct !== undefined) return direct;
  return causes(message).some(({ code }) => code === CODE.assertFailed) ? "assertion" : undefined;
};

/** The name has no field of its own; the code has already said what kind of thing it names. */
const NAME =
  /^(?:(?:Invariant|(?:Action |Temporal )?[Pp]roperty|Assumption) (.+?) (?:is|was) (?:violated|false)|Evaluating (?:invariant|action property|assumption) (.+?) failed)/;

const nameIn = (text: string): string | undefined => {
  const match = NAME.exec(text);
  return match?.[1] ?? match?.[2];
};

const isError = ({ severity }: ToolMessage): boolean => severity === "error" || severity === "bug";

const explainError = (run: TlcRun, error: ToolMessage, index: number): TlcOutcome => {
  const problems = inputProblems(error, run);
  if (problems.length > 0) return { kind: "input", problems };
  if (!isEvaluation(error)) return unexplained(run);
  const place = evaluationPlace(run.messages, index);
  return {
    ...{ kind: "evaluation", message: evaluationMessage(error) },
    ...(place === undefined ? {} : { place }),
    states: counterexampleAfter(run.messages, index).states,
  };
};

/** A complete search says so (2193); random simulation only finishes. */
const endedWell = ({ messages, status }: TlcRun): boolean => {
  const has = (wanted: number): boolean => messages.some(({ code, complete }) => code === wanted && complete);
  return status === 0 && has(CODE.finished) && (has(CODE.success) || has(CODE.modeSimulation));
};

const unexplained = (run: TlcRun): TlcOutcome => {
  const said = run.messages.find(isError)?.text ?? (run.stderrTail.trim() || "it printed no error");
  const message = `TLC ended with status ${run.status ?? "none"} and cannot be relied on: ${said.slice(0, 1000)}`;
  return { kind: "stopped", why: "unknown", message };
};

const stoppedMessage = (run: TlcRun, ended: Exclude<TlcRun["ended"], "finished">): string => {
  const seconds = `${(run.durationMs / 1000).toFixed(1)} s`;
  switch (ended) {
    case "timeout":
      return `TLC did not finish in its time; it was stopped after ${seconds}`;
    case "killed":
      return `TLC was killed by somebody else after ${seconds}`;
    case "outOfMemory":
      return `TLC ran out of memory after ${seconds} (${run.command.find((word) => word.startsWith("-Xmx")) ?? ""})`;
    case "aborted":
      return `TLC was stopped on request after ${seconds}`;
  }
};
