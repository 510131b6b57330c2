import { endOf } from "../graph/stateGraph.ts";
import { judgeEdge } from "./edge.ts";
import { judgeForbidden } from "./forbidden.ts";
import { judgeInitial, loadWorld, type Engine, type Place } from "./judge.ts";
import type { AskedPath } from "./pathText.ts";
import type { ReplayWhy } from "./replayReport.ts";

/**
 * Why the last step of a path fails, by following it: nothing when it does not fail, null when something else fails
 * before. A path without steps is about its initial state.
 */
export const reasonsAtEnd = <World>(
  engine: Engine<World>,
  { start, edges, forbidden }: AskedPath,
): readonly ReplayWhy[] | null => {
  const { graph, driver } = engine;
  const before = graph.stateOf(start);
  const first = driver.initial(before);
  const initial = judgeInitial(driver, first, before);
  if (edges.length === 0 && forbidden === null) return initial;
  if (initial.length > 0) return null;
  const place = placeAfter(engine, { world: first, before }, forbidden === null ? edges.slice(0, -1) : edges);
  const [last] = edges.slice(-1);
  if (place === null) return null;
  if (forbidden !== null) {
    const state = last === undefined ? start : endOf(graph.to, last);
    return judgeForbidden(engine, { ...place, state, label: forbidden }).flatMap((outcome) =>
      outcome.kind === "forbidden" ? [outcome.why] : [],
    );
  }
  const edge = last ?? -1;
  const outcome = judgeEdge(engine, place, { edge, after: graph.stateOf(endOf(graph.to, edge)) });
  return outcome.kind === "different" ? outcome.why : [];
};

/** Where a path without differences leads; null when there is one. */
const placeAfter = <World>(
  engine: Engine<World>,
  begin: Place<World>,
  edges: readonly number[],
): Place<World> | null => {
  const { graph, driver } = engine;
  let place = begin;
  for (const edge of edges) {
    const after = graph.stateOf(endOf(graph.to, edge));
    const outcome = judgeEdge(engine, place, { edge, after });
    if (outcome.kind === "different" || outcome.kind === "unobserved") return null;
    place = { world: outcome.kind === "same" ? outcome.world : loadWorld(driver, after), before: after };
  }
  return place;
};
