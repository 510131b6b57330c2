import type { Divergence, Why } from "../check/checkReport.ts";

/**
 * Whether two traces diverge for the same reason: an event of the same action, and the first reason the same conjunct,
 * the same part of the state (whatever its indices), the same law, or the same kind of impossibility.
 */
export const sameReason = (left: Divergence, right: Divergence): boolean =>
  left.action === right.action && reasonKey(left.why[0]) === reasonKey(right.why[0]);

/** Equal for the same reason. */
export const reasonKey = (why: Why | undefined): string => {
  if (why === undefined) return "none";
  switch (why.kind) {
    case "guard":
      // The text as well, which tells a condition from its negation at the same place.
      return `guard ${why.at.module}:${why.at.line}:${why.at.column} ${why.conjunct}`;
    case "state":
      return `state ${pathPattern(why.path)}`;
    case "law":
      return `law ${why.name}`;
    case "disabled":
      return `disabled ${why.action}`;
    case "evaluation":
      return "evaluation";
  }
};

/** `box[<<"a", "]">>].term` as `box[].term`: what stands in brackets tells points apart, not kinds of places. */
export const pathPattern = (path: string): string => {
  let pattern = "";
  let depth = 0;
  for (const [token] of path.matchAll(/"(?:[^"\\]|\\.)*"|[^]/gu)) {
    if (token === "]") depth -= 1;
    if (depth === 0) pattern += token;
    if (token === "[") depth += 1;
  }
  return pattern;
};
