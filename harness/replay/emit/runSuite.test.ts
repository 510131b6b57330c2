import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { sha256 } from "../../cache/entry.ts";
import { coverGraph } from "../../graph/cover/cover.ts";
import { graphLabel } from "../../graph/label.ts";
import { indexGraph } from "../../graph/stateGraph.ts";
import { findTarget } from "../../targets/registry.ts";
import { int } from "../../tla/value.ts";
import type { ReplayDriver } from "../driver.ts";
import { runSuite, type SuiteTarget } from "./runSuite.ts";
import { writeSuite } from "./writeSuite.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "run-suite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A counter from 0 to 2 that can be set back. */
const graph = indexGraph({
  states: 3,
  initial: [0],
  labels: [graphLabel("Up", {}), graphLabel("Reset", {})],
  from: Int32Array.of(0, 1, 1, 2),
  to: Int32Array.of(1, 2, 0, 0),
  label: Int32Array.of(0, 0, 1, 1),
  beyond: 0,
  cutLabels: () => [],
  stateOf: (state) => new Map([["n", int(state)]]),
});

const driver = (next: (n: number, action: string) => number | null): ReplayDriver<number> => ({
  initial: () => 0,
  perform: (n, { action, args }) => {
    const world = next(n, action);
    return world === null
      ? { kind: "refused", reason: "it does not want to" }
      : { kind: "taken", world, action, args };
  },
  project: (n) => new Map([["n", int(n)]]),
  deviations: [],
});

const targetOf = (next: (n: number, action: string) => number | null): SuiteTarget => ({
  drive: (_request, use) => use(driver(next)),
});

const right = (n: number, action: string): number | null =>
  action === "Up" ? (n < 2 ? n + 1 : null) : n > 0 ? 0 : null;

const spec = path.join(folder, "Counter.tla");
writeFileSync(spec, "---- MODULE Counter ----\n====\n");
const sources = [
  { file: "./Counter.tla", digest: sha256(readFileSync(spec)) },
  { file: "./gone.cfg", digest: sha256("") },
];
const head = {
  name: "counter",
  command: "conformance replay --emit vitest --out .",
  sources,
  actions: ["Reset", "Up"],
  modelValues: [],
};
const written = await writeSuite(
  { head, graph, cover: coverGraph },
  { folder, runner: "// tla-conformance suite runner\n", force: false },
);
const data = pathToFileURL(path.join(folder, "counter.suite.txt"));

/** Runs the tests as a test runner would: name -> what went wrong, null for nothing. */
const results = (
  target: SuiteTarget | undefined,
  from: URL = data,
): Readonly<Record<string, string | null>> => {
  const found: Record<string, string | null> = {};
  runSuite({
    ...{ data: from, target },
    describe: (_name, body) => body(),
    it: (name, body) => {
      try {
        body();
        found[name] = null;
      } catch (error) {
        found[name] = error instanceof Error ? error.message : String(error);
      }
    },
  });
  return found;
};

const UP = "takes Up wherever the spec does (2 edges)";
const FORBIDDEN = "does nothing that the spec does not allow";

describe("runSuite", () => {
  it("has a test an action, and all pass for an implementation of the spec", () => {
    expect(written.ok).toBe(true);
    expect(results(targetOf(right))).toEqual({
      "is of Counter.tla as it is now": null,
      "is of gone.cfg as it is now": null,
      "starts as the spec does (1 initial state)": null,
      "takes Reset wherever the spec does (2 edges)": null,
      [UP]: null,
      [FORBIDDEN]: null,
      "still shows every declared deviation": null,
      "conforms as a whole": null,
    });
  });

  it("tells of a wrong step the path and what differs", () => {
    const found = results(targetOf((n, action) => (n === 1 && action === "Up" ? 3 : right(n, action))));
    expect(found[UP]).toContain("1 of 2 edges of Up were taken as the spec says");
    expect(found[UP]).toContain("  1. Up\n  2. Up\n");
    expect(found[UP]).toContain("n: the spec gives 2, the implementation has 3");
    expect(found["conforms as a whole"]).toContain("diverges");
    expect(found["starts as the spec does (1 initial state)"]).toBeNull();
  });

  it("tells of a step that the spec forbids", () => {
    const found = results(targetOf((n, action) => (n === 2 && action === "Up" ? 0 : right(n, action))));
    expect(found[FORBIDDEN]).toContain("the spec has no Up here");
    expect(found[UP]).toBeNull();
  });

  it("tells of an initial state that is another, and of a deviation that does not occur", () => {
    const wrong: SuiteTarget = { drive: (_request, use) => use({ ...driver(right), initial: () => 1 }) };
    expect(results(wrong)["starts as the spec does (1 initial state)"]).toContain("n: the spec gives 0");
    const deviation = { id: "D", reason: "r", where: "w", matches: () => false };
    const unused: SuiteTarget = {
      drive: (_request, use) => use({ ...driver(right), deviations: [deviation] }),
    };
    expect(results(unused)["still shows every declared deviation"]).toContain("D (w) no longer occurs");
  });

  it("says which source has changed, and how to write the suite anew", () => {
    writeFileSync(spec, "---- MODULE Counter ----\nEXTENDS Naturals\n====\n");
    const found = results(targetOf(right));
    expect(found["is of Counter.tla as it is now"]).toContain("conformance replay --emit vitest --out .");
    expect(found["conforms as a whole"]).toBeNull();
  });

  it("is one test that fails where the suite cannot be read, or its target is gone", () => {
    const damaged = path.join(folder, "damaged.suite.txt");
    writeFileSync(damaged, readFileSync(new URL(data), "utf8").replace("  Up ", "  Down "));
    const found = results(targetOf(right), pathToFileURL(damaged));
    expect(Object.keys(found)).toEqual(["can be read"]);
    expect(found["can be read"]).toMatch(/RPL005 .*damaged\.suite\.txt:\d+/);
    expect(results(undefined)["conforms as a whole"]).toContain("is not there any more");
  });

  it("takes the targets of this repository as they are", () => {
    const target: SuiteTarget | undefined = findTarget("election");
    expect(target).toBeDefined();
  });
});
