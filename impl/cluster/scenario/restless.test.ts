import { expect, test } from "vitest";
import { mutants } from "../../mutants/mutants.ts";
import { runScenario } from "./run.ts";

// Two leaders in one term, by a bug that lets one vote be enough: the heartbeats never stop (1.10 E1).
test("a scenario that never comes to rest is refused instead of filling the memory", () => {
  const step = mutants.find(({ name }) => name === "elected-by-too-few")?.step;
  if (step === undefined) throw new Error("the mutant is gone");
  const text = "nodes 3\ndelay 1..1\nrun 600000\nexpect leader S1\n";
  const run = runScenario({ file: "restless.scenario", text }, { step });
  expect(run).toMatchObject({ ok: false, problems: [{ code: "SCN011", file: "restless.scenario" }] });
});
