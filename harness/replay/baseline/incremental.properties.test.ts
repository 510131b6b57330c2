import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { endOf, type StateGraph } from "../../graph/stateGraph.ts";
import type { ReplayDriver } from "../driver.ts";
import { judgeForbidden } from "../forbidden.ts";
import { judgePerformed, labelOf } from "../judge.ts";
import { replayGraph } from "../replay.ts";
import type { ReplayReport } from "../replayReport.ts";
import { createEnabled } from "../sample.ts";
import { decodeBaseline, encodeBaseline } from "./baselineCode.ts";
import type { Evidence } from "./evidence.ts";
import { driverOf, graphOf, type Bend, type Model, type Step, type World } from "./fixtures/bentModels.ts";
import { replayIncrementally, type Earlier, type IncrementalReplay } from "./incremental.ts";

const VALUES = 6;
const LABELS = 4;
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.nat({ max: VALUES - 1 }),
  fc.nat({ max: LABELS - 1 }),
  fc.nat({ max: VALUES - 1 }),
);
const cut = fc.tuple(fc.nat({ max: VALUES - 1 }), fc.nat({ max: LABELS - 1 }));
const ALL_LABELS = [0, 1, 2, 3];

const model: fc.Arbitrary<Model> = fc.record({
  labels: fc.constant(ALL_LABELS),
  initial: fc.uniqueArray(fc.nat({ max: VALUES - 1 }), { minLength: 1, maxLength: 2 }),
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
  cuts: fc.array(cut, { maxLength: 2 }),
});

/** A model and what becomes of it: steps come and go, cuts too, seldom labels and initial states. */
const changed = (before: Model): fc.Arbitrary<Model> =>
  fc.record({
    labels: fc.oneof(
      { weight: 4, arbitrary: fc.constant(before.labels) },
      { weight: 1, arbitrary: fc.constantFrom([...ALL_LABELS, 4], [0, 1, 2]) },
    ),
    initial: fc.oneof(
      { weight: 4, arbitrary: fc.constant(before.initial) },
      { weight: 1, arbitrary: model.map(({ initial }) => initial) },
    ),
    steps: fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: 7 }), {
          minLength: before.steps.length,
          maxLength: before.steps.length,
        }),
        fc.array(step, { maxLength: 2 }),
      )
      .map(([fates, more]) => [...before.steps.filter((_, index) => fates[index] !== 0), ...more]),
    cuts: fc.oneof(
      { weight: 3, arbitrary: fc.constant(before.cuts) },
      { weight: 1, arbitrary: fc.array(cut) },
    ),
  });

const bend: fc.Arbitrary<Bend> = fc.record({
  wrong: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(step, { maxLength: 1 }) },
  ),
  extra: fc.array(step, { maxLength: 3 }),
  patience: fc.constant(1000),
  exempt: fc.subarray(ALL_LABELS),
  deviant: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(ALL_LABELS, { maxLength: 1 }) },
  ),
  loads: fc.boolean(),
});

const RUNS = Number(process.env["CONFORMANCE_RUNS"] ?? 300);
const LONGEST_MS = 60_000 + 20 * RUNS;

const NO_BASELINE: Earlier = { kind: "none", reason: "none" };

const run = (graph: StateGraph, driver: ReplayDriver<World>, earlier: Earlier): IncrementalReplay =>
  replayIncrementally(graph, driver, { cover: coverGraph(graph), earlier, options: {} });

/** What must not depend on what was skipped. */
const told = (report: ReplayReport) => {
  const { verdict, failures, failuresTotal, deviations, negative, edgesCovered, actions, compared } = report;
  return { verdict, failures, failuresTotal, deviations, negative, edgesCovered, actions, compared };
};

const KEY = { target: "t", spec: "s", implementation: "i" };

/** By way of its file. */
const kept = (evidence: Evidence): Evidence => {
  const decoded = decodeBaseline(encodeBaseline(KEY, evidence));
  if (typeof decoded === "string") throw new Error(decoded);
  return decoded.evidence;
};

/** Now and then what is wrong is one of the steps that are new: that is what a replay of the rest is for. */
const bendOf = (before: Model, after: Model): fc.Arbitrary<Bend> => {
  const added = after.steps.filter((one) => !before.steps.some((old) => String(old) === String(one)));
  const wrong = added.map(([from, label, to]): Step => [from, label, (to + 1) % VALUES]);
  if (wrong.length === 0) return bend;
  return fc.oneof(
    bend,
    fc.tuple(bend, fc.constantFrom(...wrong)).map(([how, one]) => ({ ...how, wrong: [one] })),
  );
};

const story = model.chain((before) =>
  changed(before).chain((after) =>
    fc.tuple(fc.constant(before), fc.constant(after), bendOf(before, after), fc.boolean()),
  ),
);

describe("replayIncrementally", () => {
  it(
    "says the same as a whole replay, whatever has changed",
    () => {
      const seen = { failedAfter: 0, partly: 0 };
      fc.assert(
        fc.property(story, ([before, after, how, backwards]) => {
          const driver = driverOf(how);
          const first = run(graphOf(before, false), driver, NO_BASELINE);
          expect(first.evidence !== null).toBe(first.report.verdict === "conforms");
          if (first.evidence === null) return;
          const graph = graphOf(after, backwards);
          const second = run(graph, driver, { kind: "evidence", evidence: kept(first.evidence) });
          const whole = replayGraph(graph, coverGraph(graph), driver);
          expect(told(second.report)).toEqual(told(whole));
          expect(second.evidence !== null).toBe(whole.verdict === "conforms");
          const { skippedEdges, rerunEdges, skippedPairs, rerunPairs } = second.figures;
          expect(skippedEdges + rerunEdges).toBe(graph.edges);
          if (second.report.verdict === "conforms") {
            expect(skippedPairs + rerunPairs).toBe(whole.negative.checked);
            const third = run(graph, driver, {
              kind: "evidence",
              evidence: kept(second.evidence ?? first.evidence),
            });
            expect(third.figures).toMatchObject({ rerunEdges: 0, rerunPairs: 0 });
            expect(third.report.performed).toBe(0);
            expect(told(third.report)).toEqual(told(whole));
          }
          if (skippedEdges > 0 && rerunEdges > 0) seen.partly += 1;
          if (whole.verdict === "diverges") seen.failedAfter += 1;
        }),
        { numRuns: RUNS },
      );
      expect(seen.partly).toBeGreaterThan(RUNS / 20);
      expect(seen.failedAfter).toBeGreaterThan(RUNS / 100);
    },
    LONGEST_MS,
  );

  it(
    "relies only on ways that are still there and on which nothing fails, also where the way matters",
    () => {
      let relied = 0;
      const tired = fc.tuple(story, fc.integer({ min: 3, max: 8 }));
      fc.assert(
        fc.property(tired, ([[before, after, how, backwards], patience]) => {
          const driver = driverOf({ ...how, wrong: [], patience });
          const first = run(graphOf(before, false), driver, NO_BASELINE);
          if (first.evidence === null) return;
          const graph = graphOf(after, backwards);
          const second = run(graph, driver, { kind: "evidence", evidence: kept(first.evidence) });
          expect(second.report.failuresTotal > 0).toBe(second.report.verdict === "diverges");
          expect(second.evidence !== null).toBe(second.report.verdict === "conforms");
          if (second.evidence === null) return;
          expectEvidence(graph, driver, second.evidence);
          if (second.figures.skippedEdges > 0) relied += 1;
        }),
        { numRuns: RUNS },
      );
      expect(relied).toBeGreaterThan(RUNS / 20);
    },
    LONGEST_MS,
  );
});

/** Follows all of some evidence, step by step, and asks again all that it says was asked. */
const expectEvidence = (graph: StateGraph, driver: ReplayDriver<World>, evidence: Evidence): void => {
  const worlds: World[] = [];
  const covered = new Set<string>();
  for (const [index, parent] of evidence.parents.entries()) {
    const target = graph.stateOf(endOf(evidence.targets, index));
    if (parent < 0) {
      expect(graph.initial).toContain(evidence.targets[index]);
      worlds.push(driver.initial(target));
      continue;
    }
    const [from, label] = [endOf(evidence.targets, parent), endOf(evidence.stepLabels, index)];
    const world = worlds[parent] ?? { n: -1, steps: 0 };
    const { action, args } = labelOf(graph, label);
    const asked = { action, args, before: graph.stateOf(from), after: target };
    const outcome = judgePerformed(driver, { world, step: asked }, driver.perform(world, asked));
    expect(["same", "excused"]).toContain(outcome.kind);
    worlds.push(outcome.kind === "same" ? outcome.world : (driver.load?.(target) ?? world));
    covered.add(`${from} ${label} ${endOf(evidence.targets, index)}`);
  }
  for (let edge = 0; edge < graph.edges; edge += 1)
    expect(covered).toContain([graph.from, graph.label, graph.to].map((ends) => ends[edge]).join(" "));
  const enabled = createEnabled(graph);
  for (let state = 0; state < graph.states; state += 1) {
    const { count, has } = enabled.at(state);
    expect(evidence.asked[state]).toBe(graph.labels.length - count);
    if (count === graph.labels.length) continue;
    const at = endOf(evidence.askedAt, state) - 1;
    expect(evidence.targets[at]).toBe(state);
    for (let label = 0; label < graph.labels.length; label += 1) {
      if (has(label)) continue;
      const question = {
        world: worlds[at] ?? { n: -1, steps: 0 },
        before: graph.stateOf(state),
        state,
        label,
      };
      for (const { kind } of judgeForbidden({ graph, driver }, question)) expect(kind).not.toBe("forbidden");
    }
  }
};
