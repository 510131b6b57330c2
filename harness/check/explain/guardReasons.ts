import type { Place } from "../../tla/expression.ts";
import type { Why } from "../checkReport.ts";
import type { Evidence } from "./evidence.ts";
import type { Guard } from "./guardTable.ts";
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

interface Failure {
  readonly guard: Guard;
  readonly failed: FailedInState;
}

const failedGuards = ({ failed: all, guards }: Evidence): readonly Failure[] =>
  all.flatMap((failed) => {
    const guard = guards[failed.guard - 1];
    return guard === undefined || guard.outside === true ? [] : [{ guard, failed }];
  });

const byNearness = (left: Failure, right: Failure): number =>
  right.guard.depth - left.guard.depth ||
  left.failed.state - right.failed.state ||
  right.guard.at.line - left.guard.at.line;

const guardReason = (guard: Guard, failed: FailedInState, { spec, located }: Evidence): Why => {
  const source = (place: Place): string => spec.source(place);
  const bound = guard.bound.map((name, index) => [name, failed.bound[index] ?? ""] as const);
  const values = guard.parts.map((place, index) => [source(place), failed.values[index] ?? ""] as const);
  const { module, line, column } = guard.at;
  return {
    kind: "guard",
    action: located.event.action ?? "",
    args: Object.fromEntries(bound),
    conjunct: guard.denied === true ? negated(source(guard.at)) : source(guard.at),
    at: { module, line, column },
    values: Object.fromEntries(values.filter(([text, value]) => text !== value)),
    held: guard.depth,
  };
};

/** `~Full`, `~(n > 3)` */
const negated = (text: string): string => (/^[\w!]+$/u.test(text) ? `~${text}` : `~(${text})`);
