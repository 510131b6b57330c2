import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import { isSameAction } from "../compare.ts";
import type { Performed } from "../driver.ts";
import { labelOf } from "../judge.ts";
import type { MutantLab } from "./lab.ts";
import { FORBIDDEN, questionsOf, rightsIn, type Question, type Right, type Rights } from "./questions.ts";

/** One walk of the true implementation over a graph, and where each mutant would have left its side. */
export interface Suspects<World> {
  readonly graph: StateGraph;
  readonly questions: readonly Question[];
  /** By label: the number of its question. */
  readonly questionOf: Int32Array;
  readonly rights: (state: number) => Rights;
  /** By state: the questions that reach a step function; the others fail before, a mutant's too. */
  readonly open: (state: number) => readonly number[];
  /** By state: the world in which the true implementation first came there, breadth first. */
  readonly worlds: readonly (World | undefined)[];
  /** By mutant. */
  readonly suspicions: readonly Suspicion[];
}

/** Where a mutant steps otherwise than the true implementation. */
export interface Suspicion {
  /** By state: the numbers of the questions. */
  readonly questions: ReadonlyMap<number, readonly number[]>;
  /** States in which its promises are to be looked at. */
  readonly promises: ReadonlySet<number>;
}

interface Draft {
  readonly questions: Map<number, number[]>;
  readonly promises: Set<number>;
}

interface Pass<World> {
  readonly graph: StateGraph;
  readonly worlds: (World | undefined)[];
  readonly queue: number[];
}

/**
 * Asks the true implementation everything in every state once, and keeps on which of these questions which mutants would
 * have done something else: what all mutants have in common with it is walked once and not once a mutant.
 */
export const findSuspects = <World>(graph: StateGraph, lab: MutantLab<World>): Suspects<World> => {
  const { honest } = lab;
  const questions = questionsOf(graph, lab.inputOf);
  const drafts = lab.mutants.map((): Draft => ({ questions: new Map(), promises: new Set() }));
  const pass: Pass<World> = {
    graph,
    worlds: Array.from({ length: graph.states }),
    queue: [...graph.initial],
  };
  const known: (Rights | undefined)[] = [];
  const opened: (readonly number[] | undefined)[] = [];
  for (const state of pass.queue) pass.worlds[state] = honest.initial(graph.stateOf(state));
  for (const state of pass.queue) {
    const world = pass.worlds[state];
    if (world === undefined) continue;
    honest.promises?.(world);
    for (const mutant of lab.deviants()) drafts[mutant]?.promises.add(state);
    const before = graph.stateOf(state);
    const rights = rightsIn(graph, state);
    const open: number[] = [];
    known[state] = rights;
    opened[state] = open;
    for (const [number, { label, labels }] of questions.entries()) {
      const { action, args } = labelOf(graph, label);
      const performed = honest.perform(world, { action, args, before });
      if (lab.stepped() || performed.kind === "taken") open.push(number);
      for (const mutant of lab.deviants()) note(drafts[mutant], state, number);
      for (const one of labels) go(pass, rights.get(one) ?? FORBIDDEN, performed);
    }
  }
  return {
    ...{ graph, questions, questionOf: byLabel(graph, questions), worlds: pass.worlds, suspicions: drafts },
    rights: (state) => (known[state] ??= rightsIn(graph, state)),
    open: (state) => opened[state] ?? [],
  };
};

const byLabel = ({ labels }: StateGraph, questions: readonly Question[]): Int32Array => {
  const numbers = new Int32Array(labels.length);
  for (const [number, question] of questions.entries())
    for (const label of question.labels) numbers[label] = number;
  return numbers;
};

const note = (draft: Draft | undefined, state: number, question: number): void => {
  const known = draft?.questions.get(state);
  if (known === undefined) draft?.questions.set(state, [question]);
  else known.push(question);
};

/** Keeps the first world by which a state was reached. */
const go = <World>(
  { graph, worlds, queue }: Pass<World>,
  right: Right,
  performed: Performed<World>,
): void => {
  if (right.kind !== "edges" || performed.kind === "refused") return;
  for (const edge of right.edges) {
    const target = endOf(graph.to, edge);
    const isTaken = isSameAction(labelOf(graph, endOf(graph.label, edge)), performed);
    if (!isTaken || worlds[target] !== undefined) continue;
    worlds[target] = performed.world;
    queue.push(target);
  }
};
