import type { NodeId } from "../../elector/types.ts";
import type { End } from "../connections.ts";
import type { Link } from "../script.ts";

/** Two nodes, in the order of the configuration or of the script. */
export type Pair = readonly [NodeId, NodeId];

/** Every pair of a cluster. */
export const pairsAmong = (nodes: readonly NodeId[]): readonly Pair[] =>
  nodes.flatMap((one, index) => nodes.slice(index + 1).map((other) => [one, other] as const));

/** The pairs that these directions belong to, each once. */
export const pairsOf = (links: readonly Link[]): readonly Pair[] => {
  const pairs = links.map(({ from, to }) => [from, to] as const);
  return pairs.filter((pair, index) => pairs.findIndex((other) => isSamePair(pair, other)) === index);
};

/** The end of each of the two. */
export const endsOf = ([one, other]: Pair): readonly End[] => [
  { node: one, peer: other },
  { node: other, peer: one },
];

/** Both directions between the two. */
export const linksOf = ([one, other]: Pair): readonly Link[] => [
  { from: one, to: other },
  { from: other, to: one },
];

/** In whatever order. */
export const isSamePair = ([one, other]: Pair, [this_, that]: Pair): boolean =>
  (one === this_ && other === that) || (one === that && other === this_);
