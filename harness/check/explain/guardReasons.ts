import type { Place } from "../../tla/expression.ts";
import type { Why } from "../checkReport.ts";
import type { Evidence } from "./evidence.ts";

/** The guards that forbade the event, each with its source text and the values that made it false. */
export const guardReasons = (evidence: Evidence): readonly Why[] => {
  const seen = new Map<string, Why>();
  for (const failed of evidence.failed) {
    const guard = evidence.guards[failed.guard - 1];
    if (guard === undefined) continue;
    const source = (place: Place): string => evidence.spec.source(place);
    const bound = guard.bound.map((name, index) => [name, failed.bound[index] ?? ""] as const);
    const values = guard.operands.map((place, index) => [source(place), failed.values[index] ?? ""] as const);
    const { module, line, column } = guard.at;
    const why: Why = {
      kind: "guard",
      action: evidence.located.event.action ?? "",
      args: Object.fromEntries(bound),
      conjunct: source(guard.at),
      at: { module, line, column },
      values: Object.fromEntries(values.filter(([text, value]) => text !== value)),
    };
    seen.set(JSON.stringify(why), why);
  }
  return [...seen.values()].sort(byDepth);
};

/** A guard that stands later in an action was reached by passing the earlier ones: the nearest miss first. */
const byDepth = (left: Why, right: Why): number =>
  left.kind === "guard" && right.kind === "guard" ? right.at.line - left.at.line : 0;
