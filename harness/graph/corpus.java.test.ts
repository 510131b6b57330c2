import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { replayGraph } from "../replay/replay.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { canonicalText } from "../tla/value.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { checkGraph } from "./checks/checks.ts";
import type { ChecksReport, DeadBranch } from "./checks/checksReport.ts";
import { checksWarnings } from "./checks/checksWarnings.ts";
import { cornersDriver } from "./fixtures/corpus/corners.ts";
import { oddDriver } from "./fixtures/corpus/odd.ts";
import { buildGraph, type BuiltGraph } from "./graph.ts";

const CORPUS = path.join(import.meta.dirname, "fixtures", "corpus");
const found = await findToolchain({ env: process.env });
const root = mkdtempSync(path.join(os.tmpdir(), "corpus-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Member extends BuiltGraph {
  readonly checks: ChecksReport;
}

const member = async (name: string): Promise<Member> => {
  if (!found.ok) throw new Error("no toolchain");
  const session = {
    ...{ memoryMiB: 512, jobs: 1, timeoutSeconds: 60, toolchain: found.value },
    ...{ runDir: path.join(root, name), progress: () => undefined },
  };
  const files = { specFile: path.join(CORPUS, `${name}.tla`), cfgFile: path.join(CORPUS, `${name}.cfg`) };
  const spec = await loadSpec({ ...files, ...session });
  if (!spec.ok) throw new Error(JSON.stringify(spec.problems));
  const built = await buildGraph(spec.value, session);
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  const checks = await checkGraph(built.value.graph, spec.value, { session, branches: true });
  return { ...built.value, checks };
};

/** What a replay of all edges and of all that is forbidden comes to. */
const SOUND = { verdict: "conforms", failuresTotal: 0 };

describe.skipIf(!found.ok)("the corpus of small graphs", () => {
  it("has odd values, parallel edges, loops and two initial states", { timeout: 60_000 }, async () => {
    const { graph, cover, report, checks } = await member("Odd");
    expect(report).toMatchObject({
      ...{ states: 16, edges: 88, initial: 2, labels: 16 },
      actions: { Turn: 14, Also: 14, Jump: 26, Flip: 2, Say: 16, Idle: 16 },
    });
    expect(cover.figures.steps).toBe(cover.figures.minSteps);
    const texts = graph.labels.map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        ...["Jump(by = -1, for = {})", "Jump(by = -1, for = {Left})", 'Say(what = "")'],
        ...['Say(what = "1 -> 2; 3 -> 4;")', 'Say(what = "[label=\\"x\\",style = filled]; }")'],
        ...['Say(what = "/\\\\ n = 7\\n/\\\\ side = Left")', 'Say(what = "\\\\n, not a new line, and \\\\")'],
        ...['Say(what = "tab \\t, new line \\n, return \\r, form feed \\f")', 'Say(what = "café ÿ ·")'],
      ]),
    );
    expect(checks).toMatchObject({
      conclusive: true,
      deadActions: [],
      branches: { verdict: "known", total: 6, taken: 6, dead: [], outside: [] },
      components: { count: 1, largest: 16, returning: { states: 16, all: true } },
    });
    expect(checks.deadLabels).toEqual(
      ["Jump(by = -1, for = {})", "Jump(by = 2, for = {Left})"].map((name) => ({ name, enabled: "never" })),
    );
    const deep = new Set(
      Array.from({ length: graph.states }, (_, state) => {
        const value = graph.stateOf(state).get("deep");
        return value === undefined ? "" : canonicalText(value);
      }),
    );
    expect(deep.size).toBe(16);
    expect(replayGraph(graph, cover, oddDriver)).toMatchObject({ ...SOUND, states: 16, edgesCovered: 88 });
  });

  it("has actions and branches that are dead for all kinds of reasons", { timeout: 60_000 }, async () => {
    const { graph, cover, report, checks } = await member("Corners");
    expect(report).toMatchObject({
      ...{ states: 9, edges: 14, initial: 2, beyond: 4 },
      actions: { Step: 6, Back: 2, Clash: 2, Split: 2, Kind: 2, Pick: 0, Never: 0, Over: 0, Beside: 0 },
    });
    expect(checks.deadActions).toEqual([
      ...["Pick", "Never"].map((name) => ({ name, enabled: "never" })),
      { name: "Over", enabled: "outside" },
      { name: "Beside", enabled: "never" },
    ]);
    expect(checks.branches).toMatchObject({ verdict: "known", total: 17, taken: 6, notes: [] });
    expect(checks.branches.outside.map(({ at }) => at.line)).toEqual([53, 54]);
    expect(checks.branches.dead.map(deathOf)).toEqual([
      ["Step", 16, "guard", "y = 2", 4],
      ["Back", 23, "step", "x' < 1", 2, "x' = 1"],
      ["Clash", 30, "step", "y' = 1 - y", 2, "y' = l"],
      ["Split", 36, "entry", "Be(0, 0)", 8],
      ["Kind", 41, "entry", "Be(0, 0)", 8],
      ["Kind", 42, "guard", "y > 1", 4],
      ["Pick", 44, "choice", "\\E k \\in {l \\in 1..2 : l > x + 5}", 4],
      ["Never", 48, "guard", "x = k + 7", 16],
      ["Beside", 56, null],
    ]);
    expect(checks.deadEnds).toMatchObject({
      stuck: { states: 1, nearest: { path: [], values: { x: "4", y: "0" } } },
      ...{ loopsOnly: { states: 0 }, leaving: { states: 0 } },
    });
    expect(checks.components).toMatchObject({ count: 2, largest: 8, closed: { components: 2, leaving: 1 } });
    expect(checksWarnings(checks, 9).map(({ code }) => code)).toEqual(["VAC030", "VAC031", "VAC032"]);
    expect(replayGraph(graph, cover, cornersDriver)).toMatchObject({ ...SOUND, states: 9, edgesCovered: 14 });
  });

  it("has one state and no edge", { timeout: 60_000 }, async () => {
    const { graph, cover, report, checks } = await member("Still");
    expect(report).toMatchObject({ states: 1, edges: 0, initial: 1, actions: { Move: 0 } });
    expect(cover.tests).toEqual([]);
    expect(checks).toMatchObject({
      deadActions: [{ name: "Move", enabled: "never" }],
      deadEnds: { stuck: { states: 1 } },
      components: { count: 1, returning: { all: true } },
    });
    expect(checks.branches.dead.map(deathOf)).toEqual([["Move", 5, "guard", 'x = "moving"', 1]]);
    const still = replayGraph(graph, cover, {
      ...{ initial: () => "still", perform: () => ({ kind: "refused", reason: "it stands still" }) },
      ...{ project: () => graph.stateOf(0), deviations: [] },
    });
    expect(still).toMatchObject({ states: 1, edges: 0, failuresTotal: 0 });
  });
});

/** Where a branch is, how it is blocked, by what, how often that was tried, and what it contradicts. */
const deathOf = ({ action, at, blocked }: DeadBranch): readonly unknown[] =>
  blocked === null
    ? [action, at.line, null]
    : [
        ...[action, at.line, blocked.kind, blocked.conjunct, blocked.tried],
        ...blocked.again.map(({ conjunct }) => conjunct),
      ];
