import { endOf, edgesFrom, type StateGraph } from "../graph/stateGraph.ts";
import { comparedPart, isSameAction, projectionDifferences } from "./compare.ts";
import type { Deviation, ForbiddenStep, ReplayDriver, SpecState, SpecStep } from "./driver.ts";
import { forbiddenStep, labelOf, loadWorld } from "./judge.ts";
import type { Finding, Visit } from "./positive.ts";

/** What asking for steps that the spec does not have has shown. */
export interface Refusals {
  /** States times labels that no step of the spec has there. */
  readonly pairs: number;
  readonly checked: number;
  /** Taken all the same, by the target's reason. */
  readonly exempt: ReadonlyMap<string, number>;
  /** Taken all the same, by the deviation that excuses it. */
  readonly excused: ReadonlyMap<Deviation, number>;
  readonly findings: readonly Finding[];
}

interface Trial<World> {
  readonly graph: StateGraph;
  readonly driver: ReplayDriver<World>;
  readonly counts: { pairs: number; checked: number };
  readonly exempt: Map<string, number>;
  readonly excused: Map<Deviation, number>;
  readonly findings: Finding[];
}

/**
 * Asks, in every state, for every label that no step has there, steps that leave the constraint included: the
 * implementation must refuse or do something else. Worlds are values, so that every question starts afresh.
 */
export const tryForbidden = <World>(
  graph: StateGraph,
  driver: ReplayDriver<World>,
  visits: ReadonlyMap<number, Visit<World>>,
): Refusals => {
  const trial: Trial<World> = {
    ...{ graph, driver, counts: { pairs: 0, checked: 0 } },
    ...{ exempt: new Map(), excused: new Map(), findings: [] },
  };
  for (let state = 0; state < graph.states; state += 1) tryState(trial, state, visits.get(state));
  const { counts, exempt, excused, findings } = trial;
  return { ...counts, exempt, excused, findings };
};

const tryState = <World>(trial: Trial<World>, state: number, visit: Visit<World> | undefined): void => {
  const { graph, driver, counts } = trial;
  const enabled = new Set(graph.cutLabels(state));
  for (const edge of edgesFrom(graph, state)) enabled.add(endOf(graph.label, edge));
  counts.pairs += graph.labels.length - enabled.size;
  const loaded = visit === undefined && driver.load !== undefined;
  const place = loaded ? { world: loadWorld(driver, graph.stateOf(state)), path: () => [] } : visit;
  if (place === undefined) return;
  const before = graph.stateOf(state);
  for (let label = 0; label < graph.labels.length; label += 1)
    if (!enabled.has(label)) tryLabel(trial, place, { state, label, before });
};

const tryLabel = <World>(
  { graph, driver, counts, exempt, excused, findings }: Trial<World>,
  { world, path }: Visit<World>,
  { state, label, before }: { readonly state: number; readonly label: number; readonly before: SpecState },
): void => {
  counts.checked += 1;
  const taken = forbiddenTaken(driver, world, forbiddenStep(graph, before, label));
  if (taken === null) return;
  const deviation = driver.deviations.find(({ allows }) => allows?.(taken) === true);
  const { action, args } = taken.step;
  const reason = deviation === undefined ? (driver.exempt?.(action, args, before) ?? null) : null;
  if (deviation !== undefined) excused.set(deviation, (excused.get(deviation) ?? 0) + 1);
  else if (reason !== null) exempt.set(reason, (exempt.get(reason) ?? 0) + 1);
  else {
    const changes = taken.changes.map((leaf) => `${leaf.path} from ${leaf.expected} to ${leaf.logged}`);
    const what = changes.length === 0 ? "changing nothing" : `changing ${changes.join(", ")}`;
    const message = `the spec has no ${labelOf(graph, label).text} here; the implementation took it, ${what}`;
    const why = [{ kind: "forbidden", reason: message }] as const;
    findings.push({ kind: "forbidden", state, label, path: path(), why });
  }
};

/** What the implementation did when it took a step that the spec does not have; null when it did not take it. */
export const forbiddenTaken = <World>(
  driver: ReplayDriver<World>,
  world: World,
  step: SpecStep,
): ForbiddenStep | null => {
  const performed = driver.perform(world, step);
  return performed.kind === "refused" || !isSameAction(step, performed)
    ? null
    : takenStep(driver, performed.world, step);
};

/** What a step led to is worked out only when somebody asks: most of them nothing but a budget forbids. */
const takenStep = <World>(driver: ReplayDriver<World>, world: World, step: SpecStep): ForbiddenStep => {
  let shown: SpecState | undefined;
  const actual = (): SpecState => (shown ??= driver.project(world));
  return {
    step,
    get actual() {
      return actual();
    },
    get changes() {
      return projectionDifferences(comparedPart(step.before, actual()), actual());
    },
  };
};
