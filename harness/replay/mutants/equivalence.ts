import { edgesFrom, endOf } from "../../graph/stateGraph.ts";
import type { Performed, ReplayDriver } from "../driver.ts";
import { labelOf } from "../judge.ts";
import { dataDifference, sameData } from "./dataDifference.ts";
import { FORBIDDEN } from "./questions.ts";
import type { Suspects } from "./suspects.ts";

/** A mutant that did on a whole graph what the true implementation did, hidden parts of worlds included. */
export interface Equivalence {
  readonly kind: "equivalent";
  /** States that were reached. */
  readonly states: number;
  readonly edges: number;
  /** Steps that the spec forbids where they were asked for. */
  readonly forbidden: number;
}

/** Where it did something else, whether or not the spec can tell. */
export interface Departure {
  readonly kind: "different";
  readonly state: number;
  /** The step that was asked for; null: the initial world, or what its promises say. */
  readonly label: number | null;
  /** The first difference, in words. */
  readonly what: string;
}

/**
 * Whether a mutant does the same as the true implementation on every edge and every forbidden step of every state, in
 * the world in which each state is reached first: same answer, same action, same world down to its hidden parts, same
 * promises. As both start equal and stay equal, that is so on every way of the search, by induction. Questions that never
 * reach a step function are counted and not asked: their answer is the driver's own.
 */
export const equivalentOn = <World>(
  suspects: Suspects<World>,
  honest: ReplayDriver<World>,
  mutant: ReplayDriver<World>,
): Equivalence | Departure => {
  const { graph, worlds } = suspects;
  const figures = { states: 0, edges: 0, forbidden: 0 };
  for (const state of graph.initial) {
    const found = dataDifference(honest.initial(graph.stateOf(state)), mutant.initial(graph.stateOf(state)));
    if (found !== null) return { kind: "different", state, label: null, what: inWords(found) };
  }
  for (const [state, world] of worlds.entries()) {
    if (world === undefined) continue;
    const departure = departureIn(suspects, { state, world }, { honest, mutant });
    if (departure !== null) return departure;
    const edges = edgesFrom(graph, state).length;
    figures.states += 1;
    figures.edges += edges;
    figures.forbidden += graph.labels.length - suspects.rights(state).size;
  }
  return { kind: "equivalent", ...figures };
};

const departureIn = <World>(
  { graph, questions, rights, open }: Suspects<World>,
  { state, world }: { readonly state: number; readonly world: World },
  { honest, mutant }: { readonly honest: ReplayDriver<World>; readonly mutant: ReplayDriver<World> },
): Departure | null => {
  const different = (label: number | null, what: string): Departure => ({
    ...{ kind: "different", state, label, what },
  });
  const promises = dataDifference(honest.promises?.(world) ?? [], mutant.promises?.(world) ?? []);
  if (promises !== null) return different(null, inWords(promises));
  const before = graph.stateOf(state);
  for (const number of open(state)) {
    const question = questions[number];
    if (question === undefined) continue;
    const { action, args } = labelOf(graph, question.label);
    const [ours, its] = [honest, mutant].map((one) => one.perform(world, { action, args, before }));
    if (ours !== undefined && its !== undefined && !sameData(ours, its)) {
      const label = question.labels.find((one) => (rights(state).get(one) ?? FORBIDDEN).kind === "edges");
      return different(label ?? question.label, answersText(ours, its));
    }
  }
  return null;
};

const answersText = <World>(honest: Performed<World>, mutant: Performed<World>): string => {
  if (honest.kind === "taken" && mutant.kind === "refused") return `it refuses: ${mutant.reason}`;
  if (honest.kind === "refused" && mutant.kind === "taken") return `it takes ${mutant.action}`;
  const found = dataDifference(honest, mutant);
  return found === null ? "nothing" : inWords(found);
};

const inWords = ({ path, left, right }: { path: string; left: string; right: string }): string =>
  `${path} is ${right}, not ${left}`;

/** The edges by which a state is reached first, from an initial state. */
export const firstPath = <World>({ graph, worlds }: Suspects<World>, state: number): readonly number[] => {
  const by = new Map<number, number>();
  const queue = [...graph.initial];
  for (const from of queue)
    for (const edge of edgesFrom(graph, from)) {
      const target = endOf(graph.to, edge);
      if (by.has(target) || graph.initial.includes(target) || worlds[target] === undefined) continue;
      by.set(target, edge);
      queue.push(target);
    }
  const backwards: number[] = [];
  for (let edge = by.get(state); edge !== undefined; edge = by.get(endOf(graph.from, edge)))
    backwards.push(edge);
  return backwards.reverse();
};
