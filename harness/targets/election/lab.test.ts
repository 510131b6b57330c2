import { expect, test, vi } from "vitest";
import { packageFile } from "../../packageRoot.ts";
import { readSuite } from "../../replay/emit/readSuite.ts";
import { equivalentOn } from "../../replay/mutants/equivalence.ts";
import { findKills } from "../../replay/mutants/kills.ts";
import { findSuspects } from "../../replay/mutants/suspects.ts";
import { everyMutant } from "../../../impl/mutants/mutants.ts";
import { step as trueStep } from "../../../impl/elector/step.ts";
import { electionLab } from "./lab.ts";
import type { ClockedWorld } from "./inputs.ts";

// What the lab remembers of inputs must not make it miss anything: the same question, asked of driver against driver.

const suite = readSuite(
  packageFile("harness", "replay", "suites", "election-two-servers-restarts.suite.txt"),
);
if (!suite.ok) throw new Error("the suite cannot be read");
const { graph } = suite.value;

const NO_LIMIT = { replay: Infinity, against: Infinity, promises: Infinity };

/** One of each file, and those that hide. */
const NAMES: readonly string[] = [
  ...["votes-twice", "forgets-to-stamp", "bumps-term-when-scouting", "forgets-term-at-start"],
  ...["proposes-to-one-peer", "obeys-old-cession", "first-answer-counts", "resumes-its-role"],
  ...["gives-up-at-first-check", "stops-twice"],
];

/** On a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

test("a mutant is suspected nowhere exactly when it does the same on the whole graph", () => {
  const lab = electionLab(everyMutant.filter(({ name }) => NAMES.includes(name)));
  expect(lab.mutants).toHaveLength(NAMES.length);
  const suspects = findSuspects(graph, lab);
  const unsuspected = lab.mutants.filter((_, number) => {
    const { questions, promises } = suspects.suspicions[number] ?? {
      questions: new Map(),
      promises: new Set(),
    };
    return questions.size === 0 && promises.size === 0;
  });
  const same = lab.mutants.filter(
    ({ driver }) => equivalentOn(suspects, lab.honest, driver).kind === "equivalent",
  );
  // A proposal to all peers is a proposal to the one that there is: another output, the same world.
  const hidden = lab.mutants.filter(({ name }) => name === "proposes-to-one-peer");
  expect(same.map(({ name }) => name).sort()).toEqual(
    [...unsuspected, ...hidden].map(({ name }) => name).sort(),
  );
  expect(same.length).toBeGreaterThan(3);
  expect(same.length).toBeLessThan(NAMES.length);
});

test("the true elector under another name is shown by nothing, and proven to be the same", () => {
  const nobody = {
    name: "nobody",
    description: "",
    step: (...given: Parameters<typeof trueStep>) => trueStep(...given),
  };
  const lab = electionLab([nobody]);
  const suspects = findSuspects(graph, lab);
  expect(findKills(suspects, 0, { lab, limits: NO_LIMIT })).toEqual({
    replay: null,
    against: null,
    promises: null,
  });
  const [mutant] = lab.mutants;
  if (mutant === undefined) throw new Error("the lab is empty");
  expect(equivalentOn<ClockedWorld>(suspects, lab.honest, mutant.driver)).toEqual({
    ...{ kind: "equivalent", states: 2894, edges: 8458, forbidden: 182546 },
  });
});
