import type { StateGraph } from "../stateGraph.ts";
import { levelSlice } from "./levelSlice.ts";
import { findSymmetry, type Symmetry } from "./symmetry.ts";

/** Names that a graph, or the whole levels of a part of one, does not tell apart. */
export interface PartSymmetry extends Pick<Symmetry, "proven" | "broken" | "edgeClass" | "edgeClasses"> {
  /** What was proven holds for steps out of states less than so many steps from an initial one; null: for all. */
  readonly depth: number | null;
}

/** The symmetry of a graph; where none is proven of a part as it stands, that of its whole levels. */
export const partSymmetry = (graph: StateGraph, sets: readonly (readonly string[])[]): PartSymmetry => {
  const whole = findSymmetry(graph, sets);
  if (whole.proven.length > 0 || graph.isUnexplored === undefined) return { ...whole, depth: null };
  const { graph: slice, edges, depth } = levelSlice(graph);
  const found = findSymmetry(slice, sets);
  if (found.proven.length === 0) return { ...whole, depth: null };
  const { proven, broken } = found;
  const edgeClass = new Int32Array(graph.edges).fill(-1);
  for (const [number, edge] of edges.entries()) edgeClass[edge] = found.edgeClass[number] ?? -1;
  let edgeClasses = found.edgeClasses;
  for (let edge = 0; edge < graph.edges; edge += 1) {
    if ((edgeClass[edge] ?? -1) >= 0) continue;
    edgeClass[edge] = edgeClasses;
    edgeClasses += 1;
  }
  return { proven, broken, edgeClass, edgeClasses, depth };
};
