import { add, at, createIntList, type IntList } from "../intList.ts";
import type { FlowDraft } from "./flowDraft.ts";

/** A path backwards from a needy node: arcs, those against their direction as `~arc`, and the node before each. */
interface Trail {
  readonly arcs: IntList;
  readonly nodes: IntList;
}

interface Round extends FlowDraft {
  /** By node: its place among the shortest distances, -1 out of reach. Paths go from lower to higher places. */
  readonly order: Int32Array;
  /** By node: arcs, first those that come in, then those that go out, that were found useless in this round. */
  readonly passed: Int32Array;
}

/**
 * Serves needy nodes along shortest paths, until none of these paths has room: depth first from the needy node
 * backwards, with a stack of its own. Each arc is found useless at most once a round.
 */
export const drain = (draft: FlowDraft, order: Int32Array, needy: Int32Array): void => {
  const round: Round = { ...draft, order, passed: new Int32Array(draft.network.nodes) };
  const trail = { arcs: createIntList(), nodes: createIntList() };
  for (const node of needy) if (at(order, node) >= 0) serve(round, trail, node);
};

const serve = (round: Round, trail: Trail, needy: number): void => {
  trail.arcs.cut(0);
  trail.nodes.cut(0);
  let here = needy;
  while (at(round.left, needy) < 0) {
    const available = availableAt(round, here);
    if (available > 0) {
      here = send(round, trail, { needy, source: here, available });
      continue;
    }
    const arc = nextArc(round, here);
    if (arc !== null) {
      trail.arcs.push(arc);
      trail.nodes.push(here);
      here = arc >= 0 ? at(round.network.from, arc) : at(round.network.to, ~arc);
    } else if (trail.arcs.length() === 0) return;
    else {
      here = trail.nodes.pop();
      trail.arcs.pop();
      add(round.passed, here, 1);
    }
  }
};

/** What a path may begin with here: what is to spare comes before new starts, which cost. */
const availableAt = ({ left, isStart, price, startCost }: Round, node: number): number => {
  if (at(left, node) > 0) return at(left, node);
  return isStart[node] === 1 && at(price, node) === startCost ? Number.MAX_SAFE_INTEGER : 0;
};

/** The next arc by which a shortest path may come to a node; `passed` stays at it. */
const nextArc = (round: Round, node: number): number | null => {
  const { network, passed, leaving, effort } = round;
  const first = at(network.inStart, node);
  const incoming = at(network.inStart, node + 1) - first;
  while (at(passed, node) < incoming) {
    effort.spent += 1;
    const arc = at(network.inArcs, first + at(passed, node));
    if (isTight(round, arc) && comesBefore(round, at(network.from, arc), node)) return arc;
    add(passed, node, 1);
  }
  return at(leaving, node) === 0 ? null : nextArcBack(round, node, incoming);
};

/** Of those that go out and are in use: what is sent there can be called back. */
const nextArcBack = (round: Round, node: number, incoming: number): number | null => {
  const { network, passed, through, effort } = round;
  const first = at(network.outStart, node) - incoming;
  while (first + at(passed, node) < at(network.outStart, node + 1)) {
    effort.spent += 1;
    const arc = first + at(passed, node);
    const isOpen = at(through, arc) > 0 && isTight(round, arc);
    if (isOpen && comesBefore(round, at(network.to, arc), node)) return ~arc;
    add(passed, node, 1);
  }
  return null;
};

const isTight = ({ network, price }: Round, arc: number): boolean =>
  at(price, at(network.to, arc)) - at(price, at(network.from, arc)) === (network.cost[arc] ?? 0);

const comesBefore = ({ order }: Round, node: number, other: number): boolean =>
  at(order, node) >= 0 && at(order, node) < at(order, other);

/** Sends what the whole path takes; returns the node from which it is to be continued. */
const send = (
  round: Round,
  { arcs, nodes }: Trail,
  {
    needy,
    source,
    available,
  }: { readonly needy: number; readonly source: number; readonly available: number },
): number => {
  const { left, through, started } = round;
  let units = Math.min(-at(left, needy), available);
  for (let place = 0; place < arcs.length(); place += 1) {
    const arc = arcs.at(place);
    if (arc < 0) units = Math.min(units, at(through, ~arc));
  }
  let cut = arcs.length();
  for (let place = arcs.length() - 1; place >= 0; place -= 1) {
    const arc = arcs.at(place);
    shift(round, arc, units);
    if (arc < 0 && at(through, ~arc) === 0) cut = place;
  }
  if (at(left, source) > 0) add(left, source, -units);
  else add(started, source, units);
  add(left, needy, units);
  if (cut === arcs.length()) return source;
  const back = nodes.at(cut);
  arcs.cut(cut);
  nodes.cut(cut);
  return back;
};

const shift = ({ network, through, arriving, leaving }: Round, arc: number, units: number): void => {
  const [forward, amount] = arc >= 0 ? [arc, units] : [~arc, -units];
  add(through, forward, amount);
  add(leaving, at(network.from, forward), amount);
  add(arriving, at(network.to, forward), amount);
};
