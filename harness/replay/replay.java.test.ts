import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildGraph, type BuiltGraph } from "../graph/graph.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { fn, int, model, record, sameValue, set, string, type TlaValue } from "../tla/value.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import type { Performed, ReplayDriver, SpecState, SpecStep } from "./driver.ts";
import { replayGraph } from "./replay.ts";
import type { ReplayReport } from "./replayReport.ts";

const SPECS = path.join(import.meta.dirname, "..", "graph", "fixtures", "specs");
const found = await findToolchain({ env: process.env });
const root = mkdtempSync(path.join(os.tmpdir(), "replay-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const built = async (): Promise<BuiltGraph> => {
  if (!found.ok) throw new Error("no toolchain");
  const limits = { memoryMiB: 512, jobs: 1, timeoutSeconds: 60 };
  const session = { ...limits, toolchain: found.value, runDir: root, progress: () => undefined };
  const [specFile, cfgFile] = [path.join(SPECS, "Pool.tla"), path.join(SPECS, "Pool.cfg")];
  const spec = await loadSpec({ specFile, cfgFile, ...session });
  const graph = spec.ok ? await buildGraph(spec.value, session) : spec;
  if (!graph.ok) throw new Error(JSON.stringify(graph.problems));
  return graph.value;
};

/** An implementation of fixtures/specs/Pool.tla. */
interface Pool {
  readonly level: number;
  readonly note: string;
  readonly pool: readonly number[];
  readonly owners: Readonly<Record<string, boolean>>;
}

const numberOf = (value: TlaValue | undefined): number => (value?.kind === "int" ? value.value : NaN);
const textOf = (value: TlaValue | undefined): string => (value?.kind === "string" ? value.value : "");
const nameOf = (value: TlaValue | undefined): string => (value?.kind === "model" ? value.name : "");

/** What each action makes of a pool, or null where it has no effect. */
const effect = (pool: Pool, { action, args, before, after }: SpecStep): Pool | null => {
  const raise = (by: number): Pool => ({
    ...pool,
    level: pool.level + by,
    owners: { ...pool.owners, [nameOf(args["w"])]: true },
  });
  switch (action) {
    case "Raise": {
      const by = numberOf(args["by"]);
      return by === 2 || pool.level >= 0 ? raise(by) : null;
    }
    case "Lift":
      return raise(2);
    case "Say":
      return pool.level === 1 ? { ...pool, note: textOf(args["text"]) } : null;
    case "Take": {
      // The spec chooses: the one that is gone afterwards; when nobody says, any.
      const taken = pool.pool.find((k) => after === undefined || !isIn(k, after));
      if (pool.note === "" || taken === undefined || !isIn(taken, before)) return null;
      return { ...pool, pool: pool.pool.filter((k) => k !== taken) };
    }
    case "Swap":
      return pool.pool.join() === "1" ? { ...pool, pool: [2] } : null;
    case "Idle":
      return pool.level === 0 ? pool : null;
    default:
      return null;
  }
};

const isIn = (k: number, state: SpecState): boolean => {
  const pool = state.get("pool");
  return pool?.kind === "set" && pool.elements.some((element) => sameValue(element, int(k)));
};

const PAGE = "a page that is rather long, so that the book does not fit into one line";

const project = ({ level, note, pool, owners }: Pool): SpecState =>
  new Map([
    ["level", int(level)],
    ["note", string(note)],
    ["pool", set(pool.map(int))],
    [
      "book",
      fn(
        Object.entries(owners).map(([name, owned]) => [
          model(name),
          record([
            ["owner", model(owned ? name : "Nobody")],
            ["page", string(PAGE)],
          ]),
        ]),
      ),
    ],
  ]);

const driver = (bend: (pool: Pool, step: SpecStep) => Pool | null = effect): ReplayDriver<Pool> => ({
  initial: (state) => ({
    ...{ level: numberOf(state.get("level")), note: "", pool: [1, 2] },
    owners: { Ann: false, Bob: false },
  }),
  perform: (pool, step): Performed<Pool> => {
    const world = bend(pool, step);
    return world === null
      ? { kind: "refused", reason: "without effect" }
      : { kind: "taken", world, action: step.action, args: step.args };
  },
  project,
  deviations: [],
});

const shared = found.ok ? await built() : null;

const replay = (bend?: Parameters<typeof driver>[0]): ReplayReport => {
  if (shared === null) throw new Error("no toolchain");
  return replayGraph(shared.graph, shared.cover, driver(bend));
};

describe.skipIf(!found.ok)("replayGraph, on a graph of TLC's", () => {
  it("conforms for an implementation of the spec", () => {
    const report = replay();
    expect(report.failures).toEqual([]);
    expect(report).toMatchObject({
      verdict: "conforms",
      states: 110,
      edges: 590,
      edgesCovered: 590,
      compared: ["level", "note", "pool", "book"],
    });
    expect(report.negative.pairs).toBeGreaterThan(0);
    expect(report.negative.checked).toBe(report.negative.pairs);
    for (const { edges, covered } of Object.values(report.actions)) {
      expect(edges).toBeGreaterThan(0);
      expect(covered).toBe(edges);
    }
  });

  it("finds a string that loses its backslash", () => {
    const report = replay((pool, step) => {
      const after = effect(pool, step);
      return after === null ? null : { ...after, note: after.note.replace("\\slash", "slash") };
    });
    expect(report.verdict).toBe("diverges");
    expect(report.failures[0]?.why).toEqual([
      {
        kind: "state",
        path: "note",
        expected: '"back\\\\slash /\\\\ x = 1"',
        logged: '"backslash /\\\\ x = 1"',
      },
    ]);
  });

  it("finds a step that is taken below zero", () => {
    const report = replay((pool, step) =>
      effect(step.action === "Raise" ? { ...pool, level: 0 } : pool, step),
    );
    expect(report.verdict).toBe("diverges");
    expect(report.failures[0]).toMatchObject({ step: 1 });
  });
});
