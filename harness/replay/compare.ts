import { actionText } from "../graph/label.ts";
import { differences, type LeafDifference } from "../tla/difference.ts";
import { sameValue, type TlaValue } from "../tla/value.ts";
import type { SpecAction, SpecState } from "./driver.ts";

const NO_DIFFERENCES: readonly LeafDifference[] = [];

/** Where what the implementation shows differs from a state of the spec, leaf by leaf. */
export const projectionDifferences = (expected: SpecState, actual: SpecState): readonly LeafDifference[] => {
  if (actual.size === 0) throw new Error("the target compares no variable at all");
  let found: LeafDifference[] | undefined;
  for (const [name, value] of actual) {
    const wanted = valueOf(expected, name);
    if (!sameValue(wanted, value)) (found ??= []).push(...differences(name, wanted, value));
  }
  return found ?? NO_DIFFERENCES;
};

/** Whether what the implementation shows is a state of the spec. */
export const isShown = (expected: SpecState, actual: SpecState): boolean => {
  if (actual.size === 0) throw new Error("the target compares no variable at all");
  for (const [name, value] of actual) if (!sameValue(valueOf(expected, name), value)) return false;
  return true;
};

/** The part of a state that is compared: the variables that the implementation shows. */
export const comparedPart = (state: SpecState, shown: SpecState): SpecState =>
  new Map([...shown.keys()].map((name) => [name, valueOf(state, name)]));

const valueOf = (state: SpecState, name: string): TlaValue => {
  const value = state.get(name);
  if (value === undefined) throw new Error(`the target compares ${name}, which is no variable of the spec`);
  return value;
};

/** Path of the leaf that stands for the action itself; no variable can have this name. */
export const ACTION_PATH = "(action)";

/** Whether an action was taken with all arguments that the label names; others are the spec's own choice. */
export const actionDifferences = (wanted: SpecAction, performed: SpecAction): readonly LeafDifference[] =>
  isSameAction(wanted, performed)
    ? NO_DIFFERENCES
    : [{ path: ACTION_PATH, expected: actionText(wanted), logged: actionText(performed) }];

export const isSameAction = (wanted: SpecAction, performed: SpecAction): boolean => {
  if (wanted.action !== performed.action) return false;
  for (const name in wanted.args) {
    const [value, given] = [wanted.args[name], performed.args[name]];
    if (value === undefined || given === undefined || !sameValue(value, given)) return false;
  }
  return true;
};
