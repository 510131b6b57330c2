import { endOf } from "../graph/stateGraph.ts";
import { leavesOfValue, type Leaf } from "../tla/difference.ts";
import { comparedPart, projectionDifferences } from "./compare.ts";
import type { SpecState } from "./driver.ts";
import { judgeEdge } from "./edge.ts";
import { judgeForbidden } from "./forbidden.ts";
import { labelOf, loadWorld, whyOf, type Engine, type Place } from "./judge.ts";
import type { PathLeaf, PathReport, PathStep } from "./pathReport.ts";
import { pathText, type AskedPath } from "./pathText.ts";

interface Followed<World> {
  readonly step: PathStep;
  /** Null when nothing can be asked any more. */
  readonly place: Place<World> | null;
}

/** Follows one path, and tells after every step what the model and the implementation have, leaf by leaf. */
export const followPath = <World>(engine: Engine<World>, asked: AskedPath): PathReport => {
  const started = performance.now();
  const { graph } = engine;
  const begun = begin(engine, asked.start);
  const steps = [begun.step];
  let { place } = begun;
  for (const edge of asked.edges) {
    if (place === null) break;
    const followed = follow(engine, place, edge);
    steps.push(followed.step);
    place = followed.place;
  }
  if (asked.forbidden !== null && place !== null) {
    const last = asked.edges.at(-1);
    const state = last === undefined ? asked.start : endOf(graph.to, last);
    steps.push(askForbidden(engine, { ...place, state, label: asked.forbidden }));
  }
  const wanted = 1 + asked.edges.length + (asked.forbidden === null ? 0 : 1);
  return {
    command: "replay",
    verdict: verdictOf(steps),
    path: pathText(graph, asked),
    ...{ steps, left: wanted - steps.length },
    durationMs: Math.round(performance.now() - started),
  };
};

const verdictOf = (steps: readonly PathStep[]): PathReport["verdict"] => {
  if (steps.some(({ outcome }) => outcome === "different")) return "diverges";
  return steps.some(({ outcome }) => outcome === "unobserved") ? "inconclusive" : "conforms";
};

const begin = <World>({ graph, driver }: Engine<World>, start: number): Followed<World> => {
  const before = graph.stateOf(start);
  const world = driver.initial(before);
  const shown = driver.project(world);
  const why = projectionDifferences(before, shown).map(whyOf);
  const outcome = why.length === 0 ? "same" : "different";
  const step = { label: null, outcome, why, excuse: null, leaves: leavesOf(before, shown) } as const;
  return { step, place: why.length === 0 ? { world, before } : loaded(driver, before) };
};

const loaded = <World>(driver: Engine<World>["driver"], before: SpecState): Place<World> | null =>
  driver.load === undefined ? null : { world: loadWorld(driver, before), before };

const follow = <World>(engine: Engine<World>, place: Place<World>, edge: number): Followed<World> => {
  const { graph, driver } = engine;
  const after = graph.stateOf(endOf(graph.to, edge));
  const label = labelOf(graph, endOf(graph.label, edge));
  const outcome = judgeEdge(engine, place, { edge, after });
  const { action, args } = label;
  // Once more, for what it shows: worlds are values, so that asking twice is asking once.
  const step = { action, args, before: place.before, after };
  const [performed] = (driver.outcomes?.(place.world, step) ?? [driver.perform(place.world, step)]).filter(
    (one) => one.kind === "taken",
  );
  const world = outcome.kind === "same" ? outcome.world : (performed?.world ?? place.world);
  const told = {
    label: label.text,
    outcome: outcome.kind,
    why: outcome.kind === "different" ? outcome.why : [],
    excuse: outcome.kind === "excused" ? `${outcome.deviation.id}: ${outcome.deviation.reason}` : null,
    leaves: leavesOf(after, driver.project(world)),
  };
  return {
    step: told,
    place: outcome.kind === "same" ? { world: outcome.world, before: after } : loaded(driver, after),
  };
};

/** The model's side is the state in which the step is not allowed. */
const askForbidden = <World>(
  engine: Engine<World>,
  question: Parameters<typeof judgeForbidden<World>>[1],
): PathStep => {
  const { graph, driver } = engine;
  const { world, before, label } = question;
  const { action, args, text } = labelOf(graph, label);
  const outcomes = judgeForbidden(engine, question);
  const step = { action, args, before };
  const [performed] = (driver.outcomes?.(world, step) ?? [driver.perform(world, step)]).filter(
    (one) => one.kind === "taken",
  );
  const why = outcomes.flatMap((outcome) => (outcome.kind === "forbidden" ? [outcome.why] : []));
  const excuses = outcomes.flatMap((outcome) => {
    if (outcome.kind === "excused") return [`${outcome.deviation.id}: ${outcome.deviation.reason}`];
    return outcome.kind === "exempt" ? [outcome.reason] : [];
  });
  return {
    label: text,
    outcome: why.length > 0 ? "different" : outcomes.length > 0 ? "allowed" : "same",
    why,
    excuse: excuses[0] ?? null,
    leaves: leavesOf(before, driver.project(performed?.world ?? world)),
  };
};

const leavesOf = (model: SpecState, shown: SpecState): readonly PathLeaf[] => {
  const [left, right] = [textsOf(comparedPart(model, shown)), textsOf(shown)];
  return [...new Set([...left.keys(), ...right.keys()])].map((path) => ({
    path,
    model: left.get(path) ?? null,
    implementation: right.get(path) ?? null,
  }));
};

const textsOf = (state: SpecState): ReadonlyMap<string, string> =>
  new Map(
    [...state].flatMap(([name, value]) =>
      leavesOfValue(name, value).map(({ path, text }: Leaf) => [path, text]),
    ),
  );
