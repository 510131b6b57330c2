import { mkdtempSync, rmSync } from "node:fs";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Result } from "../../traces/problem.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { canonicalText } from "../tla/value.ts";
import { runTlc } from "../tlc/run.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { readDump } from "./dump/dumpReader.ts";
import { buildGraph, type BuiltGraph } from "./graph.ts";

const SPECS = path.join(import.meta.dirname, "fixtures", "specs");
const found = await findToolchain({ env: process.env });

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "graph-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const session = () => {
  if (!found.ok) throw new Error("no toolchain");
  const limits = { memoryMiB: 512, jobs: 1, timeoutSeconds: 60 };
  return { ...limits, toolchain: found.value, runDir: root, progress: () => undefined };
};

const build = async (specFile: string, cfgFile: string): Promise<Result<BuiltGraph>> => {
  const spec = await loadSpec({ specFile, cfgFile, ...session() });
  return spec.ok ? buildGraph(spec.value, session()) : spec;
};

/** `Pool.once.cfg` belongs to `Pool.tla`. */
const moduleOf = (cfg: string): string => `${cfg.split(".")[0] ?? ""}.tla`;

const fixture = async (cfg: string): Promise<BuiltGraph> => {
  const built = await build(path.join(SPECS, moduleOf(cfg)), path.join(SPECS, cfg));
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return built.value;
};

/** A small spec in the run folder, with what varies in it. */
const written = async (lines: {
  readonly next: string;
  readonly cfg?: string;
}): Promise<Result<BuiltGraph>> => {
  const module = ["---- MODULE Tiny ----", "EXTENDS Naturals", "CONSTANT Top", "VARIABLE x", "Init == x = 0"];
  const steps = ["Up == x < Top /\\ x' = x + 1", "Choose(n) == x' = n", lines.next, "===="];
  const [spec, cfg] = [path.join(root, "Tiny.tla"), path.join(root, "Tiny.cfg")];
  await writeFile(spec, [...module, ...steps, ""].join("\n"));
  await writeFile(cfg, `CONSTANT Top = 3\nINIT Init\nNEXT Next\n${lines.cfg ?? ""}`);
  return build(spec, cfg);
};

const codes = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code }) => code);

describe.skipIf(!found.ok)("buildGraph", () => {
  it("has the states and edges that TLC has with the same configuration, and says which step each edge is", async () => {
    const { graph, report } = await fixture("Pool.cfg");
    const own = await ownDump("Pool.cfg");
    expect({ states: graph.states, edges: graph.edges, initial: graph.initial.length }).toEqual(own.counts);
    expect(graph.beyond).toBeGreaterThan(0);
    expect(new Set(graph.labels.map(({ text }) => text))).toEqual(
      new Set([
        ...["Raise(w = Ann, by = 2)", "Raise(w = Bob, by = 2)", "Lift(w = Ann)", "Lift(w = Bob)"],
        ...["Raise(w = Ann, by = -1)", "Raise(w = Bob, by = -1)"],
        ...['Say(text = "q\\"uote")', 'Say(text = "back\\\\slash /\\\\ x = 1")'],
        ...["Take", "Swap(pair = <<{1}, {2}>>)", "Idle"],
      ]),
    );
    expect(report.actions).toMatchObject({ Lift: own.actions.get("Lift"), Say: own.actions.get("Say") });
    expect(report.tlc.runs).toBe(2);
    const notes = new Set(
      Array.from({ length: graph.states }, (_, state) =>
        canonicalText(graph.stateOf(state).get("note") ?? { kind: "seq", elements: [] }),
      ),
    );
    expect(notes).toEqual(new Set(['""', '"q\\"uote"', '"back\\\\slash /\\\\ x = 1"']));
  });

  it("knows which steps leave the constraint or the action constraint", async () => {
    const { graph, report } = await fixture("Pool.once.cfg");
    expect({ states: graph.states, edges: graph.edges, initial: graph.initial.length }).toEqual(
      (await ownDump("Pool.once.cfg")).counts,
    );
    expect(report.warnings.map(({ code, message }) => [code, message.split(" ")[0]])).toEqual([
      ["CFG050", "SYMMETRY"],
    ]);
    const cut = new Set<string>();
    for (let state = 0; state < graph.states; state += 1) {
      const values = graph.stateOf(state);
      const level = Number(canonicalText(values.get("level") ?? { kind: "seq", elements: [] }));
      const texts = graph.cutLabels(state).map((label) => graph.labels[label]?.text ?? "");
      for (const text of texts) cut.add(text);
      expect(texts.includes("Lift(w = Ann)")).toBe(level + 2 >= 3);
      const note = canonicalText(values.get("note") ?? { kind: "seq", elements: [] });
      expect(texts.includes('Say(text = "one")')).toBe(level === 1 && note === '"two"');
    }
    expect(cut.size).toBe(4);
  });

  it("finds the actions, not their parts, and the arguments, as far as they do not depend on the state", async () => {
    const { graph, report } = await fixture("Shapes.cfg");
    const own = await ownDump("Shapes.cfg");
    expect({ states: graph.states, edges: graph.edges, initial: graph.initial.length }).toEqual(own.counts);
    expect(report.actions).toEqual({ Add: 12, Drop: 6, Pick: 54, HandleA: 4, HandleB: 8, Tick: 12 });
    expect(graph.labels.map(({ text }) => text)).toEqual([
      ...["Add(n = N, m = 2)", "Drop(n = N)", "HandleA(n = N)", "HandleB(n = N)", "Pick(n = 1, m = 1)"],
      ...[
        "Pick(n = 1, m = 2)",
        "Pick(n = 2, m = 2)",
        "Pick(n = N)",
        "Pick(n = N, m = 0)",
        "Pick(n = N, m = 1)",
      ],
      ...["Tick"],
    ]);
  });

  it("refuses a next-state relation with steps that have no name", async () => {
    const next = "Next ==\n  \\/ Up\n  \\/ x' = 0\n  \\/ \\E n \\in 1..2 : x = n /\\ x' = 0";
    const built = await written({ next });
    expect(built).toMatchObject({ ok: false, problems: [{ code: "SPC050", line: 10 }] });
    expect(built.ok ? "" : built.problems[0]?.message).toContain("2 disjuncts");
    expect(built.ok ? "" : built.problems[0]?.message).toContain("Tiny:10, Tiny:11");
  });

  it("refuses more instances than it can name", async () => {
    expect(codes(await written({ next: "Next == \\E n \\in 0..6000 : Choose(n)" }))).toEqual(["SPC051"]);
  });

  it("refuses constants that break an assumption", async () => {
    expect(codes(await written({ next: "ASSUME Top > 5\nNext == Up" }))).toEqual(["SPC052"]);
  });

  it("refuses a model without a state", async () => {
    const built = await written({ next: "Never == FALSE\nNext == Up", cfg: "CONSTRAINT Never\n" });
    expect(codes(built)).toEqual(["SPC056"]);
  });

  it("is inconclusive when TLC cannot compute a step", async () => {
    const built = await written({ next: "Next == Up \\/ \\E n \\in {CHOOSE y \\in {} : TRUE} : Choose(n)" });
    expect(codes(built)).toEqual(["INC050"]);
    expect(codes(await written({ next: 'Bad == x\' = x + "1"\nNext == Up \\/ Bad' }))).toEqual(["INC050"]);
  });

  it("names the one step of a spec without actions after its Next", async () => {
    const built = await written({ next: "Next == x < Top /\\ x' = x + 1" });
    expect(built.ok && built.value.report).toMatchObject({ states: 4, edges: 3, actions: { Next: 3 } });
  });
});

/** What TLC dumps for the spec itself. */
const ownDump = async (cfg: string) => {
  const folder = path.join(root, "own");
  const dump = path.join(folder, "own.dot");
  const config = path.join(root, "own.cfg");
  const text = await readFile(path.join(SPECS, cfg), "utf8");
  await writeFile(config, text.replace(/^SYMMETRY.*$/m, ""));
  const module = path.join(root, moduleOf(cfg));
  await copyFile(path.join(SPECS, moduleOf(cfg)), module);
  await runTlc({
    ...session(),
    ...{ module, config, runDir: folder, dump },
    ...{ workers: 1, short: true, deadlock: false },
  });
  const counts = { states: 0, edges: 0, initial: 0 };
  const actions = new Map<string, number>();
  await readDump({ file: dump }, (entry) => {
    if (entry.kind === "edge") {
      counts.edges += 1;
      const label = Buffer.from(entry.label.subarray(0, entry.labelLength)).toString();
      actions.set(label, (actions.get(label) ?? 0) + 1);
    } else {
      counts.states += 1;
      counts.initial += entry.initial ? 1 : 0;
    }
  });
  return { counts, actions };
};
