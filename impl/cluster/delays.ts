import type { Link } from "./script.ts";
import type { Range } from "./prng.ts";
import { channelKey } from "./world.ts";

/** How long messages travel, in milliseconds. */
export interface DelayPlan {
  readonly everywhere: Range;
  /** Exceptions, by `channelKey`. */
  readonly links: Readonly<Record<string, Range>>;
}

/** A local network. */
export const defaultDelays: DelayPlan = { everywhere: { min: 1, max: 5 }, links: {} };

export const delayOf = (plan: DelayPlan, { from, to }: Link): Range =>
  plan.links[channelKey(from, to)] ?? plan.everywhere;

/** The plan with another delay, on one link or on all without an exception. */
export const withDelay = (plan: DelayPlan, range: Range, link?: Link): DelayPlan =>
  link === undefined
    ? { ...plan, everywhere: range }
    : { ...plan, links: { ...plan.links, [channelKey(link.from, link.to)]: range } };
