import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { fixtureFile, inFolder, sessionIn, toolchain } from "../check/fixtures/judge.ts";
import { checkModels, type ModelQuestion } from "./model.ts";
import type { ModelReport } from "./modelReport.ts";

const question = (name: string, spec: string, more: Partial<ModelQuestion> = {}): ModelQuestion => ({
  ...{ name, specFile: fixtureFile(`${spec}.tla`), cfgFile: fixtureFile(`${spec}.cfg`), short: true },
  ...more,
});
const LOW = { cfgFile: fixtureFile("Laws.low.cfg"), violates: "Low" };
const HAPPENS = { cfgFile: fixtureFile("Laws.happens.cfg") };
const FIGURES = { generated: 2837, distinct: 441, depth: 6 };

describe.skipIf(!toolchain.ok)("model checking", () => {
  let report: ModelReport;
  beforeAll(async () => {
    const questions = [
      question("holds", "Slots", { figures: FIGURES }),
      question("other figures", "Slots", { figures: { ...FIGURES, distinct: 440 } }),
      question("violated", "Laws", { cfgFile: fixtureFile("Laws.low.cfg") }),
      question("violated as expected", "Laws", { cfgFile: fixtureFile("Laws.low.cfg"), violates: "Low" }),
      question("violates another", "Laws", { cfgFile: fixtureFile("Laws.low.cfg"), violates: "Even" }),
      question("not violated", "Slots", { violates: "Sane" }),
      question("through Set", "Laws", { ...LOW, through: ["Set"] }),
      question("through Give", "Laws", { ...LOW, through: ["Give"] }),
      question("rests", "Rests", { cfgFile: fixtureFile("Rests.cfg") }),
      question("may not rest", "Rests", { cfgFile: fixtureFile("Rests.never.cfg"), violates: "deadlock" }),
      question("for ever", "Laws", { ...HAPPENS, violates: "Happens", lasso: true }),
      question("not for ever", "Laws", { ...LOW, lasso: true }),
      question("no such file", "Slots", { cfgFile: fixtureFile("Nowhere.cfg") }),
    ];
    report = await inFolder((folder) => checkModels(questions, sessionIn(path.join(folder, "run"))));
  });
  const of = (name: string) => report.models.find((model) => model.name === name);

  test("the first question's figures stand at the top", () => {
    expect(report).toMatchObject({ command: "model", ...FIGURES, violated: null, counterexample: [] });
    expect(report.actions["Fill"]?.generated).toBeGreaterThan(0);
    expect(report.tlc.runs).toBe(13);
  });

  test.each([
    ["holds", "conforms"],
    ["other figures", "diverges"],
    ["violated", "diverges"],
    ["violated as expected", "conforms"],
    ["violates another", "diverges"],
    ["not violated", "diverges"],
    ["through Set", "conforms"],
    ["through Give", "diverges"],
    ["rests", "conforms"],
    ["may not rest", "conforms"],
    ["for ever", "conforms"],
    ["not for ever", "diverges"],
    ["no such file", null],
  ])("%s: %s", (name, verdict) => {
    expect(of(name)?.verdict).toBe(verdict);
  });

  test("a violation comes with its name and the states that lead there", () => {
    const { violated, counterexample } = of("violated") ?? {};
    expect(violated).toBe("Low");
    expect(counterexample?.at(0)?.action).toBe("initial state");
    expect(Number(counterexample?.at(-1)?.state["x"])).toBeGreaterThanOrEqual(5);
  });

  test("the worst verdict is the report's, and problems with files are errors", () => {
    expect(report.verdict).toBe("diverges");
    expect(report.errors).toMatchObject([{ code: "CFG002" }]);
  });
});
