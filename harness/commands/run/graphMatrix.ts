import type { BuiltGraph } from "../../graph/graph.ts";
import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import { labelOf } from "../../replay/judge.ts";
import { equivalentOn, firstPath } from "../../replay/mutants/equivalence.ts";
import type { GraphTechnique, Kill } from "../../replay/mutants/kill.ts";
import { findKills } from "../../replay/mutants/kills.ts";
import type { MutantLab } from "../../replay/mutants/lab.ts";
import { findSuspects, type Suspects } from "../../replay/mutants/suspects.ts";
import { pathText } from "../../replay/pathText.ts";
import type { Target } from "../../targets/target.ts";
import type { EquivalenceReport, Shown } from "./mutantReport.ts";
import { replayCommand } from "./reproduce.ts";

/** A graph and the name of its configuration. */
export interface NamedGraph extends Pick<BuiltGraph, "graph"> {
  readonly name: string;
}

/** What the graphs show of one mutant. */
export interface GraphFindings {
  readonly shown: Readonly<Record<GraphTechnique, Shown | null>>;
  /** Only of mutants that nothing else shows either. */
  readonly silent: Silence | null;
}

/** Of a mutant that shows nothing: the proof that there is nothing on these graphs, or what there is. */
export type Silence =
  | ({ readonly kind: "equivalent" } & EquivalenceReport)
  | { readonly kind: "different"; readonly what: string };

type Best = Record<GraphTechnique, Shown | null>;

/**
 * Looks for the shortest way to show each mutant, by each technique, over all graphs: the smallest first, and no further
 * than to what would be shorter. `isShown`: by other means, so that no proof of its silence is needed.
 */
export const graphMatrix = (
  target: Target,
  graphs: readonly NamedGraph[],
  isShown: (mutant: string) => boolean,
): ReadonlyMap<string, GraphFindings> => {
  const { selfTest } = target;
  if (selfTest === undefined || graphs.length === 0) return new Map();
  return selfTest.lab((lab) => matrixOf(target.name, { graphs, lab, isShown }));
};

const matrixOf = <World>(
  target: string,
  {
    graphs,
    lab,
    isShown,
  }: {
    readonly graphs: readonly NamedGraph[];
    readonly lab: MutantLab<World>;
    readonly isShown: (mutant: string) => boolean;
  },
): ReadonlyMap<string, GraphFindings> => {
  const walked = graphs
    .toSorted((left, right) => left.graph.edges - right.graph.edges)
    .map(({ name, graph }) => ({ name, suspects: findSuspects(graph, lab) }));
  return new Map(
    lab.mutants.map((mutant, number) => {
      const shown: Best = { replay: null, against: null, promises: null };
      for (const { name, suspects } of walked) {
        const kills = findKills(suspects, number, { lab, limits: limitsOf(shown) });
        for (const technique of GRAPH_TECHNIQUES) {
          const kill = kills[technique];
          if (kill === null) continue;
          const way = wayOf(suspects.graph, kill);
          const command = replayCommand(target, { cfg: name, mutant: mutant.name, way });
          shown[technique] = shownBy(suspects.graph, kill, { where: name, command });
        }
      }
      const needsProof =
        !isShown(mutant.name) && GRAPH_TECHNIQUES.every((technique) => shown[technique] === null);
      return [mutant.name, { shown, silent: needsProof ? silenceOf(walked, lab, number) : null }] as const;
    }),
  );
};

const GRAPH_TECHNIQUES: readonly GraphTechnique[] = ["replay", "against", "promises"];

const limitsOf = ({ replay, against, promises }: Best): Readonly<Record<GraphTechnique, number>> => ({
  replay: replay?.steps ?? Infinity,
  against: against?.steps ?? Infinity,
  promises: promises?.steps ?? Infinity,
});

const shownBy = (
  graph: StateGraph,
  { path, label, steps, why }: Kill,
  { where, command }: Pick<Shown, "where" | "command">,
): Shown => {
  const labels = textsOf(graph, path);
  return {
    ...{ steps, where, line: null, why, command },
    path: label === null ? labels : [...labels, labelOf(graph, label).text],
  };
};

const wayOf = (graph: StateGraph, { path, label }: Kill): string => {
  const [first] = path;
  const start = first === undefined ? (graph.initial[0] ?? 0) : endOf(graph.from, first);
  return pathText(graph, { start, edges: path, forbidden: label });
};

const textsOf = (graph: StateGraph, path: readonly number[]): readonly string[] =>
  path.map((edge) => labelOf(graph, endOf(graph.label, edge)).text);

interface Walked<World> {
  readonly name: string;
  readonly suspects: Suspects<World>;
}

const silenceOf = <World>(
  walked: readonly Walked<World>[],
  lab: MutantLab<World>,
  number: number,
): Silence => {
  const mutant = lab.mutants[number];
  if (mutant === undefined) throw new Error(`the lab has no mutant ${number}`);
  const sum = { states: 0, edges: 0, forbidden: 0 };
  for (const { name, suspects } of walked) {
    const found = equivalentOn(suspects, lab.honest, mutant.driver);
    if (found.kind === "different") {
      const path = textsOf(suspects.graph, firstPath(suspects, found.state));
      const asked = found.label === null ? [] : [labelOf(suspects.graph, found.label).text];
      const way = [...path, ...asked];
      const when = way.length === 0 ? "from the beginning" : `after ${way.join(", ")}`;
      return { kind: "different", what: `${name}, ${when}: ${found.what}` };
    }
    sum.states += found.states;
    sum.edges += found.edges;
    sum.forbidden += found.forbidden;
  }
  return { kind: "equivalent", graphs: walked.map(({ name }) => name), ...sum };
};
