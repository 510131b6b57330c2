import type { Arbitrary } from "fast-check";
import { edgesFrom, endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { WalkCommand } from "./walkCommand.ts";

/** Initial states and commands, to be generated in this order: a start, then the commands of a walk from there. */
export interface WalkArbitraries<World> {
  readonly start: Arbitrary<number>;
  readonly command: Arbitrary<WalkCommand<World>>;
}

/** Of so many commands one is for any label, which the state at hand may not have. */
const ANY_ONE_OF = 8;

const PICKS = 64;

/**
 * Commands that mostly fit: while they are generated, a walk through the graph goes along, so that hardly one in eight
 * has to be passed over; labels alone, without the walk, would fit one time in twenty. Everything depends on
 * fast-check's seed alone. Making a failing walk shorter is left to fast-check, which drops commands.
 */
export const walkArbitraries = <World>(
  fc: typeof import("fast-check"),
  graph: StateGraph,
  commandFor: (label: number, pick: number) => WalkCommand<World>,
): WalkArbitraries<World> => {
  const cursor = { state: 0 };
  const made = new Map<number, WalkCommand<World>>();
  const command = (label: number, pick: number): WalkCommand<World> => {
    const key = label * PICKS + pick;
    const known = made.get(key) ?? commandFor(label, pick);
    made.set(key, known);
    return known;
  };
  const chance = fc.noBias(fc.noShrink(fc.nat(LARGEST)));
  return {
    start: chance.map((number) => {
      cursor.state = graph.initial[number % graph.initial.length] ?? 0;
      return cursor.state;
    }),
    command: chance.map((number) => {
      const [pick, any, choice] = [
        number % PICKS,
        below(number / PICKS) % ANY_ONE_OF,
        below(number / PICKS / ANY_ONE_OF),
      ];
      const edges = edgesFrom(graph, cursor.state);
      const edge = edges[choice % edges.length];
      if (edge === undefined || any === 0) return command(choice % graph.labels.length, pick);
      cursor.state = endOf(graph.to, edge);
      return command(endOf(graph.label, edge), pick);
    }),
  };
};

/** For one choice among many, all of them as likely as can be seen. */
const LARGEST = 2 ** 31 - 1;

const below = Math.floor;
