import { describe, expect, it } from "vitest";
import type { ReplayFailure } from "../replay/replayReport.ts";
import type { SimulatedReport } from "../replay/random/simulatedReport.ts";
import { simulatedReport } from "../replay/random/simulatedReport.ts";
import { simulateText } from "./simulateText.ts";
import { simulateReport } from "../graph/simulate/simulateReport.ts";
import type { Simulated } from "../graph/simulate/simulate.ts";
import { simulatedText } from "./simulatedText.ts";

const request = { behaviours: 3, depth: 9, seed: 4 };

const simulated = (more: Partial<Simulated["figures"]> = {}): Simulated => ({
  figures: {
    ...{ behaviours: 3, steps: 20, longest: 9, ended: 1, distinct: 17, labels: 5, labelsTaken: 2 },
    actions: {
      Up: { taken: 20, possible: 22 },
      Stay: { taken: 0, possible: 3 },
      Lead: { taken: 0, possible: 0 },
    },
    laws: [
      { name: "Fine", broken: 0, first: null },
      { name: "Odd", broken: 2, first: { behaviour: 2, step: 1 } },
    ],
    ...more,
  },
  problems: [],
});

const path = ["Up", "Up", "Up", "Up", "Up"];
const failure: ReplayFailure = {
  ...{
    path,
    step: 5,
    shortest: path,
    count: 2,
    examples: [path],
    seed: 4,
    command: "conformance replay again",
  },
  why: [{ kind: "state", path: "x", expected: "1", logged: "2" }],
};

const report = (failures: readonly ReplayFailure[], unobserved = {}, from = simulated()): SimulatedReport =>
  simulatedReport(
    from,
    {
      ...{
        behaviours: 3,
        steps: 20,
        covered: 18,
        unobserved,
        deviations: [],
        failures,
        compared: ["x", "y"],
      },
      ...{ failuresTotal: failures.length * 2, failureKinds: failures.length },
      negative: { pairs: 90, checked: 9, rate: 0.1, seed: 4, ignored: 0, exempt: {}, excused: 0 },
    },
    {
      ...{ request, chooses: new Set(["Up"]), runDir: "runs/1", durationMs: 1000 },
      spec: { file: "A.tla", cfg: "A.cfg" },
    },
  );

describe("simulatedText", () => {
  it("says how much was gone through and compared, with the seed, and what is evidence only", () => {
    const text = simulatedText(report([]));
    expect(text.split("\n").slice(0, 3)).toEqual([
      "conforms: 18 of 20 steps followed; 3 random behaviours of at most 9 steps (seed 4), 20 steps, the longest 9, 17 distinct states, 1.0 s",
      "compared in every state: x, y",
      "forbidden steps: 9 of 90 tried (rate 0.1), 0 excused by deviations",
    ]);
    expect(text).toContain("possible and never taken: Stay");
    expect(text).toContain("possible in none of 23 states (evidence, no proof): Lead");
    expect(text).toContain("held in all of 23 states (evidence, no proof): Fine");
    expect(text).toContain("Odd did not hold in 2 states, first in behaviour 2 after 1 step");
    expect(text).toContain("warning VAC090");
  });

  it("tells the first failure whole, of the others the end, each with its command", () => {
    const lines = simulatedText(report([failure, failure])).split("\n");
    expect(lines.filter((line) => line.includes(". Up"))).toHaveLength(5 + 3);
    expect(lines).toContain("  ... 2 steps (--json has them)");
    expect(lines.filter((line) => line.includes("again: conformance replay again"))).toHaveLength(2);
  });

  it("is inconclusive where the implementation chose otherwise, unless the choice is its own", () => {
    expect(report([], { Stay: 1 })).toMatchObject({
      verdict: "inconclusive",
      warnings: [{}, { code: "INC091" }],
    });
    expect(report([], { Up: 1 })).toMatchObject({ verdict: "conforms" });
    expect(report([failure])).toMatchObject({ verdict: "diverges" });
    expect(report([], {}, { ...simulated(), problems: [{ code: "INC090", message: "cut" }] })).toMatchObject({
      verdict: "inconclusive",
      errors: [{ code: "INC090" }],
    });
  });
});

describe("simulateText", () => {
  const of = (from: Simulated) =>
    simulateReport(from, {
      ...{ request, durationMs: 1000 },
      spec: { specFile: "A.tla", cfgFile: "A.cfg" },
      session: { runDir: "runs/1", toolchain: { jar: { version: "2.18" } } },
    });

  it("names actions that never could be taken, and laws that did not hold decide the verdict", () => {
    expect(of(simulated()).verdict).toBe("diverges");
    const held = of(simulated({ laws: [{ name: "Fine", broken: 0, first: null }], distinct: null }));
    expect(held.verdict).toBe("conforms");
    const text = simulateText(held);
    expect(text).toContain(
      "conforms: 3 random behaviours of at most 9 steps (seed 4), 20 steps, the longest 9, 1.0 s",
    );
    expect(text).toContain("Lead        0                   0");
    expect(of(simulated({ laws: [], steps: 0 })).verdict).toBe("inconclusive");
  });

  it("says nothing of what held nowhere", () => {
    const nothing = simulated({ behaviours: 0, steps: 0 });
    expect(simulateText(of(nothing))).not.toContain("evidence");
  });
});
