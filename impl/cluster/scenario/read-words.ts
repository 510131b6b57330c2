import type { NodeId } from "../../elector/types.ts";
import type { Range } from "../prng.ts";
import type { Link } from "../script.ts";
import type { Scenario } from "./draft.ts";
import { isRefusal, refuse } from "./refusal.ts";
import type { Reading } from "./refusal.ts";

/** A day: longer runs are slips of the pen. */
const longestMs = 86_400_000;

/** More than any cluster has nodes; as far as traces may go (`UpToAHundred` in spec/election). */
export const mostQuorum = 100;

export const mostTerm = Number.MAX_SAFE_INTEGER;

/** A whole number, not negative. */
export const readNumber = (word: string, most: number): Reading<number> => {
  if (!/^-?\d+$/.test(word))
    return refuse("SCN003", `"${word}" is not a whole number`, "write digits only, without unit");
  const value = Number(word);
  if (value < 0) return refuse("SCN004", `${word} is negative`, "write 0 or more");
  return value <= most ? value : refuse("SCN003", `${word} is too large`, `write at most ${most}`);
};

/** Milliseconds. */
export const readMs = (word: string): Reading<number> => readNumber(word, longestMs);

/** How fast a clock runs: "0.5", "2". */
export const readFactor = (word: string): Reading<number> => {
  if (!/^-?\d+(\.\d+)?$/.test(word))
    return refuse("SCN003", `"${word}" is not a number`, "write a factor such as 0.5 or 2");
  const value = Number(word);
  if (value < 0) return refuse("SCN004", `${word} is negative`, "write a factor from 0.1 to 10");
  const isSound = value >= 0.1 && value <= 10;
  return isSound ? value : refuse("SCN003", `no clock runs ${word} times as fast`, "write 0.1 to 10");
};

export const readNode = (word: string, { nodes }: Scenario): Reading<NodeId> =>
  nodes.includes(word)
    ? word
    : refuse("SCN002", `there is no node "${word}"`, `name one of ${nodes.join(", ")}`);

/** "1..5": both ends included. */
export const readRange = (word: string): Reading<Range> => {
  const [low, high, ...more] = word.split("..");
  if (low === undefined || high === undefined || more.length > 0)
    return refuse("SCN005", `"${word}" is not a range`, "write MIN..MAX, as in 1..5");
  const [min, max] = [readMs(low), readMs(high)];
  if (isRefusal(min)) return min;
  if (isRefusal(max)) return max;
  return min <= max ? { min, max } : refuse("SCN005", `the range ${word} is empty`, `write ${max}..${min}`);
};

/** "S1>S2": one direction. */
export const readLink = (word: string, scenario: Scenario): Reading<Link> => {
  const [from, to, ...more] = word.split(">").map((end) => readNode(end, scenario));
  if (from === undefined || to === undefined || more.length > 0)
    return refuse("SCN006", `"${word}" is not a link`, "write FROM>TO, as in S1>S2");
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  return from === to ? refuse("SCN006", `${word} is no link`, "name two different nodes") : { from, to };
};
