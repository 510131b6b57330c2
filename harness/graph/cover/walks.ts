import type { CoverFlow } from "./coverFlow.ts";
import type { WalkGraph } from "./coverDemand.ts";
import { add, at } from "../intList.ts";

/** An entry of a tour that is no edge: the jump back to where jumps start. Below it, jumps to states. */
const END = -1;
const STUCK = -0x80000000;

/**
 * Walks that together use each edge as often as the flow says, each from a start to where more arrives than
 * leaves: an Euler tour (Hierholzer's) through one more state, at which the tour is cut. Every part of the flow
 * must hold a start. All walks lie in one array, in which the tour was made too.
 */
export const walksOf = (graph: WalkGraph, flow: CoverFlow): readonly Int32Array[] => cut(tour(graph, flow));

/** Jumps to initial states are entries below END. */
const jumpTo = (state: number): number => END - 1 - state;

/**
 * The tour from the hub back to the hub: go on until stuck, then look for a way out further back. The way so far
 * grows from the left of the tape, the finished end of the tour from its right.
 */
const tour = (graph: WalkGraph, flow: CoverFlow): Int32Array => {
  const leave = createLeave(graph, flow);
  const hub = graph.states;
  const targetOf = (entry: number): number =>
    entry >= 0 ? at(graph.to, entry) : entry === END ? hub : END - 1 - entry;
  const tape = new Int32Array(sum(flow.uses) + 2 * sum(flow.starts));
  let [length, end] = [0, tape.length];
  for (;;) {
    const entry = leave(length === 0 ? hub : targetOf(at(tape, length - 1)));
    if (entry !== STUCK) {
      tape[length] = entry;
      length += 1;
    } else if (length === 0) break;
    else {
      length -= 1;
      end -= 1;
      tape[end] = at(tape, length);
    }
  }
  if (end > 0) throw new Error("a part of the flow holds no start");
  return tape;
};

/** Uses up a way out of a state: the entry for the tour, STUCK when all are used. */
const createLeave = (graph: WalkGraph, { uses, starts }: CoverFlow): ((state: number) => number) => {
  const edgesLeft = uses.slice();
  const startsLeft = starts.slice();
  const endsLeft = endsOf(graph, { uses, starts });
  const next = graph.outStart.slice();
  let nextStart = 0;
  const jump = (): number => {
    while (nextStart < graph.states && at(startsLeft, nextStart) === 0) nextStart += 1;
    if (nextStart === graph.states) return STUCK;
    add(startsLeft, nextStart, -1);
    return jumpTo(nextStart);
  };
  return (state) => {
    if (state === graph.states) return jump();
    const end = at(graph.outStart, state + 1);
    let place = at(next, state);
    while (place < end && at(edgesLeft, at(graph.outEdges, place)) === 0) place += 1;
    next[state] = place;
    if (place < end) {
      const edge = at(graph.outEdges, place);
      add(edgesLeft, edge, -1);
      return edge;
    }
    if (at(endsLeft, state) === 0) return STUCK;
    add(endsLeft, state, -1);
    return END;
  };
};

/** By state: how many walks end there. */
export const endsOf = (graph: WalkGraph, { uses, starts }: CoverFlow): Int32Array => {
  const left = starts.slice();
  for (let edge = 0; edge < graph.edges; edge += 1) {
    add(left, at(graph.to, edge), at(uses, edge));
    add(left, at(graph.from, edge), -at(uses, edge));
  }
  return left;
};

const cut = (tape: Int32Array): readonly Int32Array[] => {
  const walks: Int32Array[] = [];
  let first = 0;
  for (let place = 0; place < tape.length; place += 1) {
    const entry = at(tape, place);
    if (entry < END) first = place + 1;
    else if (entry === END && place > first) walks.push(tape.subarray(first, place));
  }
  return walks;
};

const sum = (values: Int32Array): number => {
  let total = 0;
  for (let index = 0; index < values.length; index += 1) total += at(values, index);
  return total;
};
