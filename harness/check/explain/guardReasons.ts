import type { Place } from "../../tla/expression.ts";
import { fromItf } from "../../tla/itfValue.ts";
import { canonicalText } from "../../tla/value.ts";
import type { Why } from "../checkReport.ts";
import type { FailedGuard } from "../printed.ts";
import type { Evidence } from "./evidence.ts";
import type { Guard, TakenFrom } from "./guardTable.ts";
import type { FailedInState } from "./probeRun.ts";

/**
 * The guards that forbade the event, each with its source text and the values that made it false. First comes the one
 * whose instance got furthest, by the number of its conjuncts that held; then by frontier state, then by line from below.
 */
export const guardReasons = (evidence: Evidence): readonly Why[] => {
  const seen = new Map<string, Why>();
  for (const { guard, failed } of failedGuards(evidence).toSorted(byNearness)) {
    const why = guardReason(guard, failed, evidence);
    const key = JSON.stringify(why);
    if (!seen.has(key)) seen.set(key, why);
  }
  return [...seen.values()];
};

/** Instances of the action that there are, with other arguments than the event's: `name = value` texts of each. */
export const otherInstances = ({ failed, guards }: Evidence): readonly string[] => {
  const texts = failed.flatMap(({ guard: number, bound }) => {
    const guard = guards[number - 1];
    if (guard?.outside !== true) return [];
    const named = guard.bound.flatMap((name, index) => {
      const value = bound[index] ?? "";
      return value === "" ? [] : [`${name} = ${value}`];
    });
    return [named.join(", ")];
  });
  return [...new Set(texts)];
};

/** Most parts told of one law. */
const MAX_PARTS = 3;

/** A law that forbids the event, with what of it is false after some of the steps that would have been the event. */
export const lawReasons = (
  name: string,
  failed: readonly FailedGuard[],
  evidence: Pick<Evidence, "guards" | "spec">,
): readonly Why[] => {
  const told = new Map<string, Why>();
  for (const one of failed.toSorted(byText)) {
    const guard = evidence.guards[one.guard - 1];
    if (guard === undefined || told.size === MAX_PARTS) continue;
    const why: Why = {
      kind: "law",
      name,
      broken: { of: guard.ofStep === true ? "step" : "state", ...part(guard, one, evidence) },
    };
    told.set(JSON.stringify(why), why);
  }
  return told.size === 0 ? [{ kind: "law", name }] : [...told.values()];
};

/** Sets from which nothing can be taken, or not what the event gives. */
export const domainReasons = (evidence: Evidence): readonly Why[] => {
  const told = new Map<string, Why>();
  for (const one of evidence.failed.toSorted(byText)) {
    const guard = evidence.guards[one.guard - 1];
    if (guard?.domain === undefined) continue;
    const why = domainReason(guard, guard.domain, { one, evidence });
    told.set(JSON.stringify(why), why);
  }
  return [...told.values()];
};

/** Longer values are cut in messages, and sets, which may be as large as those of all subsets, in reports. */
const MAX_VALUE = 200;
const MAX_SET = 5_000;

const domainReason = (
  guard: Guard,
  { symbol, parameter, given }: TakenFrom,
  { one, evidence }: { readonly one: FailedInState; readonly evidence: Evidence },
): Why => {
  const { located, shape } = evidence;
  const { args, at, conjunct, values } = part(guard, one, evidence);
  const [value = ""] = one.values;
  const set = conjunct === value ? value : `${conjunct} = ${cut(value)}`;
  const beside = Object.entries({ ...values, ...args }).filter(([text]) => text !== conjunct);
  const where =
    beside.length === 0
      ? ""
      : `, where ${beside.map(([name, text]) => `${name} = ${cut(text)}`).join(" and ")}`;
  const logged = located.event.args?.[parameter];
  const taken = symbol === parameter ? symbol : `${parameter} (there ${symbol})`;
  const message =
    given && logged !== undefined
      ? `${canonicalText(fromItf(logged, shape.modelValues))} is not in ${set}, from which ${taken} is taken${where}`
      : `${taken} is taken from ${set}${where}`;
  const shown = Object.entries(values).map(([text, told]) => [text, cut(told, MAX_SET)] as const);
  return {
    ...{ kind: "disabled", action: located.event.action ?? "", message, at },
    values: Object.fromEntries(shown),
  };
};

const cut = (text: string, most = MAX_VALUE): string =>
  text.length <= most ? text : `${text.slice(0, most)}...`;

interface Failure {
  readonly guard: Guard;
  readonly failed: FailedInState;
}

const failedGuards = ({ failed: all, guards }: Evidence): readonly Failure[] =>
  all.flatMap((failed) => {
    const guard = guards[failed.guard - 1];
    const isCondition = guard?.outside !== true && guard?.domain === undefined;
    return guard === undefined || !isCondition ? [] : [{ guard, failed }];
  });

const byNearness = (left: Failure, right: Failure): number =>
  right.guard.depth - left.guard.depth ||
  left.failed.state - right.failed.state ||
  right.guard.at.line - left.guard.at.line ||
  byText(left.failed, right.failed);

/** TLC enumerates sets in another order when other traces are in its run. */
const byText = (left: FailedGuard, right: FailedGuard): number =>
  JSON.stringify(left) < JSON.stringify(right) ? -1 : 1;

const guardReason = (guard: Guard, failed: FailedInState, evidence: Evidence): Why => ({
  ...{ kind: "guard", action: evidence.located.event.action ?? "", held: guard.depth },
  ...part(guard, failed, evidence),
});

/** A condition that is false, and the values that make it so. */
const part = (guard: Guard, failed: FailedGuard, { spec }: Pick<Evidence, "spec">) => {
  const source = (place: Place): string => spec.source(place);
  const bound = guard.bound.map((name, index) => [name, failed.bound[index] ?? ""] as const);
  const values = guard.parts.map((place, index) => [source(place), failed.values[index] ?? ""] as const);
  const { module, line, column } = guard.at;
  return {
    args: Object.fromEntries(bound),
    conjunct: guard.denied === true ? negated(source(guard.at)) : source(guard.at),
    at: { module, line, column },
    values: Object.fromEntries(values.filter(([text, value]) => text !== value)),
  };
};

/** `~Full`, `~(n > 3)` */
const negated = (text: string): string => (/^[\w!]+$/u.test(text) ? `~${text}` : `~(${text})`);
