import { add, at, createIntList, type IntList } from "../intList.ts";
import type { FlowDraft } from "./flowDraft.ts";

const FAR = 0x7fffffff;
/** Less than any distance: nothing can be better. */
const SETTLED = -1;

/**
 * Raises the prices to what one more unit costs at each node, given what has been sent: shortest distances from
 * starts and from what is still to spare, over arcs and back over arcs in use. `raise` gives, by node, its place in
 * the order of distances, -1 for nodes out of reach. Buckets by distance, for costs are small integers.
 */
export const createPricing = (draft: FlowDraft): { readonly raise: () => Int32Array } => {
  const { network, price } = draft;
  /** By node: by how much the price rises at most. */
  const extra = new Int32Array(network.nodes);
  const order = new Int32Array(network.nodes);
  const buckets: IntList[] = [];
  const offer = (node: number, distance: number): void => {
    if (distance >= at(extra, node)) return;
    extra[node] = distance;
    while (buckets.length <= distance) buckets.push(createIntList());
    buckets[distance]?.push(node);
  };
  const raise = (): Int32Array => {
    extra.fill(FAR);
    order.fill(-1);
    offerSources(draft, offer);
    let settled = 0;
    for (let distance = 0; distance < buckets.length; distance += 1) {
      const bucket = buckets[distance];
      for (let place = 0; bucket !== undefined && place < bucket.length(); place += 1) {
        const node = bucket.at(place);
        if (at(extra, node) !== distance) continue;
        order[node] = settled;
        settled += 1;
        extra[node] = SETTLED;
        add(price, node, distance);
        offerNeighbours(draft, node, offer);
      }
      bucket?.cut(0);
    }
    return order;
  };
  return { raise };
};

type Offer = (node: number, distance: number) => void;

const offerSources = ({ left, price, starts, startCost }: FlowDraft, offer: Offer): void => {
  for (let node = 0; node < left.length; node += 1) if (at(left, node) > 0) offer(node, 0);
  for (const node of starts) offer(node, startCost - at(price, node));
};

const offerNeighbours = (
  { network, price, through, arriving, effort }: FlowDraft,
  node: number,
  offer: Offer,
): void => {
  const paid = at(price, node);
  const [first, end] = [at(network.outStart, node), at(network.outStart, node + 1)];
  for (let arc = first; arc < end; arc += 1) {
    const target = at(network.to, arc);
    offer(target, paid + (network.cost[arc] ?? 0) - at(price, target));
  }
  effort.spent += end - first;
  if (at(arriving, node) === 0) return;
  const last = at(network.inStart, node + 1);
  for (let place = at(network.inStart, node); place < last; place += 1) {
    const arc = at(network.inArcs, place);
    if (at(through, arc) === 0) continue;
    const target = at(network.from, arc);
    offer(target, paid - (network.cost[arc] ?? 0) - at(price, target));
  }
  effort.spent += last - at(network.inStart, node);
};
