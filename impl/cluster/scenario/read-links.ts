import type { NodeId } from "../../elector/types.ts";
import { promptNotice } from "../script.ts";
import type { Link, Notice } from "../script.ts";
import type { Scenario } from "./draft.ts";
import { readLink, readNode, readRange } from "./read-words.ts";
import { isRefusal, misuse, refuse } from "./refusal.ts";
import type { Reading } from "./refusal.ts";

export const linksUsage = "A B | A>B | NODES | NODES";
export const noticeUsage = "[noticed in MIN..MAX | unnoticed]";

/** "S1 S2": both directions. "S1>S2": one. "S1 | S2 S3": all between the two sides. */
export const readLinks = (
  words: readonly string[],
  scenario: Scenario,
  usage: string,
): Reading<readonly Link[]> => {
  const [first, second, ...more] = words;
  if (first === undefined) return misuse(usage);
  if (words.includes("|")) return readSides(words, scenario, usage);
  if (second === undefined) {
    const link = readLink(first, scenario);
    return isRefusal(link) ? link : [link];
  }
  return more.length > 0 ? misuse(usage) : readSides([first, "|", second], scenario, usage);
};

/** What stands before the notice, and the notice: a prompt one unless said. */
export const readNotice = (words: readonly string[]): Reading<Noticed> => {
  if (words.at(-1) === "unnoticed") return { before: words.slice(0, -1), notice: null };
  const start = words.indexOf("noticed");
  if (start === -1) return { before: words, notice: promptNotice };
  const [inWord, range, ...more] = words.slice(start + 1);
  if (inWord !== "in" || range === undefined || more.length > 0)
    return refuse("SCN006", "words are missing, left over or out of place", "write: noticed in MIN..MAX");
  const notice = readRange(range);
  return isRefusal(notice) ? notice : { before: words.slice(0, start), notice };
};

/** Words without their notice. */
export interface Noticed {
  readonly before: readonly string[];
  readonly notice: Notice;
}

const readSides = (words: readonly string[], scenario: Scenario, usage: string): Reading<readonly Link[]> => {
  const bar = words.indexOf("|");
  const sides = [words.slice(0, bar), words.slice(bar + 1)];
  if (sides.some((side) => side.length === 0)) return misuse(usage);
  const nodes: NodeId[] = [];
  for (const word of sides.flat()) {
    const node = readNode(word, scenario);
    if (isRefusal(node)) return node;
    if (nodes.includes(node)) return refuse("SCN006", `${node} stands here twice`, "name each node once");
    nodes.push(node);
  }
  const [left, right] = [nodes.slice(0, bar), nodes.slice(bar)];
  return left.flatMap((from) => right.flatMap((to) => bothWays(from, to)));
};

const bothWays = (one: NodeId, other: NodeId): readonly Link[] => [
  { from: one, to: other },
  { from: other, to: one },
];
