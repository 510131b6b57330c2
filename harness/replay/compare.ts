import { actionText } from "../graph/label.ts";
import { differences, type LeafDifference } from "../tla/difference.ts";
import { canonicalText, sameValue, type TlaValue } from "../tla/value.ts";
import type { SpecAction, SpecState } from "./driver.ts";

/** Values of the graph's states are shared by many states, so that their texts are worth keeping. */
const texts = new WeakMap<TlaValue, string>();

const sharedText = (value: TlaValue): string => {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = canonicalText(value);
  texts.set(value, text);
  return text;
};

/** Where what the implementation shows differs from a state of the spec, leaf by leaf. */
export const projectionDifferences = (expected: SpecState, actual: SpecState): readonly LeafDifference[] => {
  if (actual.size === 0) throw new Error("the target compares no variable at all");
  return [...actual].flatMap(([name, value]) => {
    const wanted = valueOf(expected, name);
    return sharedText(wanted) === canonicalText(value) ? [] : differences(name, wanted, value);
  });
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
    ? []
    : [{ path: ACTION_PATH, expected: actionText(wanted), logged: actionText(performed) }];

export const isSameAction = (wanted: SpecAction, performed: SpecAction): boolean =>
  wanted.action === performed.action &&
  Object.entries(wanted.args).every(([name, value]) => {
    const given = performed.args[name];
    return given !== undefined && sameValue(value, given);
  });
