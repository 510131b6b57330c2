import { describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { givingGraph } from "../../graph/fixtures/giving.ts";
import type { SimulatedBehaviour } from "../../graph/simulate/simulateReader.ts";
import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import { givingDriver, heldState, type Held } from "../fixtures/giving.ts";
import { createBehaviourReplay } from "../random/behaviourReplay.ts";
import { replayGraph } from "../replay.ts";
import { createBehindTally } from "./behindTally.ts";

// Three servers that hold numbers up to 1 in the graph; the model, as behaviours tell it, goes up to 4.
const MOST = 4;
const whole = givingGraph(1);

/** The graph as a limit leaves it: of states where somebody holds 1 the steps are unknown. */
const part = (): StateGraph => {
  const inner = (state: number): boolean => whole.initial.includes(state);
  const keep = [...Array(whole.edges).keys()].filter((edge) => inner(endOf(whole.from, edge)));
  const ends = (all: Int32Array): Int32Array => Int32Array.from(keep, (edge) => endOf(all, edge));
  const edges = { from: ends(whole.from), to: ends(whole.to), label: ends(whole.label) };
  const out = { outStart: new Int32Array(whole.states + 1), outEdges: new Int32Array(keep.length) };
  for (let state = 0; state < whole.states; state += 1)
    out.outStart[state + 1] = (out.outStart[state] ?? 0) + (inner(state) ? keep.length : 0);
  keep.forEach((_, edge) => (out.outEdges[edge] = edge));
  return { ...whole, ...edges, ...out, edges: keep.length, isUnexplored: (state) => !inner(state) };
};

/** Who is given one, in turn. */
const behaviourOf = (number: number, chosen: readonly number[]): SimulatedBehaviour => {
  const states: Held[] = [[0, 0, 0]];
  for (const server of chosen)
    states.push(
      (states.at(-1) ?? []).map((held, index) => (index === server ? Math.min(MOST, held + 1) : held)),
    );
  const possible = states.map((_, step) => (step < chosen.length ? [0, 1, 2] : null));
  return { number, chosen, possible, states: states.map(heldState), broken: states.map(() => []) };
};

const tallied = (graph: StateGraph, behaviours: readonly SimulatedBehaviour[], most = MOST) => {
  const tally = createBehindTally(graph, graph.labels);
  const options = { negative: "default", seed: 1, commandFor: () => null, watch: tally.add } as const;
  const replay = createBehaviourReplay(givingDriver(most), graph.labels, options);
  behaviours.forEach(replay.follow);
  return { figures: tally.figures(), followed: replay.followed() };
};

describe("how far behaviours come behind a cut", () => {
  it("is counted by the steps that the graph does not have, whatever their depth", () => {
    const graph = part();
    expect(graph.edges).toBe(3);
    expect(replayGraph(graph, coverGraph(graph), givingDriver(MOST))).toMatchObject({
      verdict: "inconclusive",
    });
    const { figures, followed } = tallied(graph, [
      // The first step of each is the graph's; the second one leaves a state that was only found.
      behaviourOf(1, [0, 1, 1]),
      behaviourOf(2, [0]),
      behaviourOf(3, [1, 1, 1, 1, 1, 2]),
    ]);
    expect(followed).toMatchObject({ steps: 10, covered: 10, failuresTotal: 0 });
    expect(figures).toEqual({
      ...{ steps: 7, covered: 7, behaviours: 2 },
      // 1 2 0, 0 2 0, 0 3 0, 0 4 0, 0 4 1; the graph has found 1 1 0.
      states: 5,
      // All but the one where nobody holds anything; left were 1 0 0, 1 1 0 and 0 1 0.
      frontier: { states: 7, left: 3 },
      newActions: [],
    });
  });

  it("is nothing behind a whole graph, and not followed behind a difference", () => {
    expect(tallied(whole, [behaviourOf(1, [0, 1, 2])]).figures).toMatchObject({
      ...{ steps: 0, behaviours: 0, states: 0, frontier: { states: 0, left: 0 } },
    });
    const { figures, followed } = tallied(part(), [behaviourOf(1, [2, 2, 2, 2])], 2);
    expect(figures).toMatchObject({ steps: 3, covered: 1 });
    expect(followed).toMatchObject({ failuresTotal: 1, covered: 2 });
  });

  it("needs the values of the graph's states", () => {
    const { values, ...bare } = whole;
    expect(values).toBeDefined();
    expect(() => createBehindTally(bare, [])).toThrow(/not at hand/);
  });
});
