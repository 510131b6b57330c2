import type { BuiltGraph } from "../graph/graph.ts";
import { takenActions } from "../graph/stateGraph.ts";
import { replayGraph } from "../replay/replay.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import type { Target } from "../targets/target.ts";

/** Takes a target's implementation, or one of its mutants, along a graph of its spec. */
export const replayTarget = (
  target: Target,
  { graph, cover }: Pick<BuiltGraph, "graph" | "cover">,
  mutant?: string,
): ReplayReport =>
  target.drive({ actions: takenActions(graph), ...(mutant === undefined ? {} : { mutant }) }, (driver) =>
    replayGraph(graph, cover, driver),
  );
