import { searchGraph, shortestPath, type Reached } from "../graph/search.ts";
import { endOf } from "../graph/stateGraph.ts";
import type { Deviation } from "./driver.ts";
import type { FailureGroup, FailureGroups, NearFinding } from "./groups.ts";
import { labelOf, type Engine } from "./judge.ts";
import { likenessOf, type Likeness } from "./likeness.ts";
import { pathText, type AskedPath } from "./pathText.ts";
import { reasonsAtEnd } from "./proof.ts";
import { shorterWays } from "./shorterWays.ts";
import type { ReplayFailure, ReplayWhy } from "./replayReport.ts";
import type { Finding, Path } from "./walk.ts";

/** Groups told in full; the others are counted. */
export const MAX_FAILURES = 20;

/** How a failure is to be found again. */
export interface Reproducing {
  readonly seed: number;
  /** The command that follows a path (`pathText`); null for the whole replay. */
  readonly commandFor: (path: string | null) => string | null;
}

interface Context<World> extends Reproducing {
  readonly engine: Engine<World>;
  readonly reached: Reached;
  readonly likeness: Likeness;
}

/** Failures for a report: labels instead of numbers, and the shortest path that shows the same, proven by following it. */
export const failuresOf = <World>(
  engine: Engine<World>,
  groups: FailureGroups,
  reproducing: Reproducing,
): readonly ReplayFailure[] => {
  const all = groups.all();
  if (all.length === 0) return [];
  const { graph } = engine;
  const context = { engine, ...reproducing, reached: searchGraph(graph), likeness: likenessOf(graph) };
  return all.slice(0, MAX_FAILURES).map((group) => failureOf(context, group));
};

/** A declared deviation that occurs nowhere hides the next real difference: it must be taken off the list. */
export const unusedDeviation = (
  { id, where }: Deviation,
  { seed, commandFor }: Reproducing,
): ReplayFailure => ({
  ...{ path: [], step: 0, shortest: null, count: 1, examples: [], seed, command: commandFor(null) },
  why: [{ kind: "deviation", id, reason: `the declared deviation ${id} (${where}) no longer occurs` }],
});

const failureOf = <World>(context: Context<World>, group: FailureGroup): ReplayFailure => {
  const { engine, seed, commandFor } = context;
  const { count, nearest } = group;
  const { finding, shown } = shortestOf(context, group);
  const found = askedPath(finding, finding.path());
  const labels = labelsOf(engine, found);
  const others = nearest
    .filter((near) => near.finding !== finding)
    .map((near) => labelsOf(engine, straight(context, near.finding)));
  return {
    path: labels,
    step: finding.kind === "initial" ? 0 : labels.length,
    why: shown?.why ?? finding.why,
    shortest: shown === null ? null : labelsOf(engine, shown.path),
    ...{ count, examples: [shown === null ? labels : labelsOf(engine, shown.path), ...others], seed },
    command: commandFor(pathText(engine.graph, shown?.path ?? found)),
  };
};

interface Shown {
  readonly path: AskedPath;
  readonly why: readonly ReplayWhy[];
}

interface Shortest {
  readonly finding: Finding;
  /** Null when not even the path on which it was found shows it alone: an earlier difference lies on it. */
  readonly shown: Shown | null;
}

/** The nearest of them by a shortest path if one shows it, else the path on which one was found, made shorter. */
const shortestOf = <World>(context: Context<World>, { nearest, likeness }: FailureGroup): Shortest => {
  for (const { finding } of nearest) {
    const shown = follow(context, straight(context, finding), likeness);
    if (shown !== null) return { finding, shown };
  }
  const [first] = nearest;
  if (first === undefined) throw new Error("a group of failures without any");
  return { finding: first.finding, shown: shortcut(context, first, likeness) };
};

/** The path on which one was found, made shorter as long as it shows the same; null when it shows something else first. */
const shortcut = <World>(
  context: Context<World>,
  { finding }: NearFinding,
  likeness: string,
): Shown | null => {
  const { graph } = context.engine;
  const found = finding.path();
  let shown = follow(context, askedPath(finding, found), likeness);
  let steps = MOST_STEPS;
  for (let best: Shown | null = shown; best !== null && steps > 0;) {
    shown = best;
    best = null;
    for (const way of shorterWays(graph, shown.path, (state) =>
      shortestPath(graph, context.reached, state),
    )) {
      steps -= way.edges.length + 1;
      best = follow(context, askedPath(finding, way), likeness);
      if (best !== null || steps <= 0) break;
    }
  }
  return shown;
};

/** Steps taken to make one path shorter. */
const MOST_STEPS = 50_000;

/** Follows a path; null when what shows at its end is not the same failure. */
const follow = <World>(
  { engine, likeness }: Context<World>,
  path: AskedPath,
  wanted: string,
): Shown | null => {
  const why = reasonsAtEnd(engine, path);
  if (why === null || why.length === 0) return null;
  const { graph } = engine;
  const last = path.edges.at(-1);
  const number = path.forbidden ?? (last === undefined ? null : endOf(graph.label, last));
  const label = number === null ? null : labelOf(graph, number);
  return likeness(label, why) === wanted ? { path, why } : null;
};

/** A shortest path to the same step. */
const straight = <World>(context: Context<World>, finding: Finding): AskedPath => {
  const { graph } = context.engine;
  switch (finding.kind) {
    case "initial":
      return askedPath(finding, finding.path());
    case "edge":
      return askedPath(finding, pathVia(context, endOf(graph.from, finding.edge), [finding.edge]));
    case "forbidden":
      return askedPath(finding, pathVia(context, finding.state, []));
  }
};

/** A shortest path to a state, and more edges from there. */
const pathVia = <World>(
  { engine: { graph }, reached }: Context<World>,
  state: number,
  rest: readonly number[],
): Path => {
  const edges = [...shortestPath(graph, reached, state), ...rest];
  const [first] = edges;
  return { start: first === undefined ? state : endOf(graph.from, first), edges };
};

const askedPath = (finding: Finding, path: Path): AskedPath => ({
  ...path,
  forbidden: finding.kind === "forbidden" ? finding.label : null,
});

const labelsOf = <World>({ graph }: Engine<World>, { edges, forbidden }: AskedPath): readonly string[] => [
  ...edges.map((edge) => labelOf(graph, endOf(graph.label, edge)).text),
  ...(forbidden === null ? [] : [labelOf(graph, forbidden).text]),
];
