import { coverGraph, type Cover } from "../cover/cover.ts";
import { coverClasses } from "../cover/coverClasses.ts";
import type { StateGraph } from "../stateGraph.ts";
import { findSymmetry } from "./symmetry.ts";

/**
 * Tests that take one of all edges that are the same but for names which the graph does not tell apart; all edges where it
 * tells all of them apart.
 */
export const coverSymmetry = (graph: StateGraph, sets: readonly (readonly string[])[]): Cover => {
  const { proven, broken, edgeClass } = findSymmetry(graph, sets);
  const cover = proven.length === 0 ? coverGraph(graph) : coverClasses(graph, edgeClass);
  return { ...cover, figures: { ...cover.figures, symmetry: { proven, broken } } };
};
