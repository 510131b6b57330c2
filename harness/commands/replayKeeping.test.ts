import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { coverGraph } from "../graph/cover/cover.ts";
import { graphLabel } from "../graph/label.ts";
import { indexGraph } from "../graph/stateGraph.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { toldDriver } from "../replay/baseline/implementation.ts";
import type { ReplayDriver } from "../replay/driver.ts";
import { counter as trueCounter, counterGraph } from "../replay/fixtures/counter.ts";
import { replayGraph } from "../replay/replay.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import { int } from "../tla/value.ts";
import type { CommandResult } from "./options.ts";
import { codeOf } from "./replayBaseline.ts";
import { readKeeping, replayKeeping, type Keeping } from "./replayKeeping.ts";
import type { ReplaySubject } from "./replaySubject.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "keeping-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Counts up to a bound, and can be set back. */
const counter = (top: number) => {
  const ups = Array.from({ length: top }, (_, from) => [from, 0, from + 1] as const);
  const edges = [...ups, [top, 1, 0] as const];
  return indexGraph({
    states: top + 1,
    initial: [0],
    labels: [graphLabel("Up", {}), graphLabel("Reset", {})],
    from: Int32Array.from(edges, ([from]) => from),
    label: Int32Array.from(edges, ([, label]) => label),
    to: Int32Array.from(edges, ([, , to]) => to),
    beyond: 0,
    cutLabels: () => [],
    stateOf: (state) => new Map([["n", int(state)]]),
  });
};

const driverOf = (top: number): ReplayDriver<number> => ({
  initial: () => 0,
  perform: (n, { action, args }) => {
    const world = action === "Up" && n < top ? n + 1 : action === "Reset" && n === top ? 0 : null;
    return world === null ? { kind: "refused", reason: "no" } : { kind: "taken", world, action, args };
  },
  project: (n) => new Map([["n", int(n)]]),
  deviations: [],
  exempt: () => "budget",
});

/** A spec whose graph is at hand needs little else. */
const spec = { model: { rootModule: "Counter" }, specFile: "Counter.tla" } as unknown as LoadedSpec;

const keep = async (
  keeping: Keeping,
  {
    model,
    implementation,
    name = "counter",
    modelValues,
    edits = {},
  }: {
    readonly model: number;
    readonly implementation: number;
    readonly name?: string;
    /** Told to the file of a driver. */
    readonly modelValues?: readonly string[];
    readonly edits?: { readonly beforeTheRun?: () => void; readonly meanwhile?: () => void };
  },
): Promise<CommandResult & { readonly json: ReplayReport }> => {
  const graph = counter(model);
  const driver = driverOf(implementation);
  const driven = { actions: ["Up", "Reset"], variables: ["n"], modelValues: new Set(modelValues) };
  const target: ReplaySubject = {
    ...{ name, specFile: "Counter.tla" },
    ...(modelValues === undefined ? {} : { told: toldDriver(driven, false) }),
    drive: (_, use) => {
      edits.meanwhile?.();
      return use(driver);
    },
  };
  const cover = coverGraph(graph);
  const code = await codeOf(keeping.baseline);
  edits.beforeTheRun?.();
  const input = { graph, cover, target, spec, options: {}, code, problems: [], close: () => [] };
  const result = await replayKeeping(keeping, input, () => replayGraph(graph, cover, driver));
  return { ...result, json: result.json as ReplayReport };
};

describe("--baseline", () => {
  const keeping: Keeping = { emit: null, baseline: { file: path.join(folder, "counter.baseline") } };

  it("runs all at first, nothing when nothing has changed, and the rest when the model has", async () => {
    const first = await keep(keeping, { model: 3, implementation: 3 });
    expect(first.json.incremental).toMatchObject({ skippedEdges: 0, rerunEdges: 4, written: true });
    const second = await keep(keeping, { model: 3, implementation: 3 });
    expect(second.json).toMatchObject({ verdict: "conforms", edgesCovered: 4, performed: 0 });
    expect(second.json.incremental).toMatchObject({
      skippedEdges: 4,
      rerunEdges: 0,
      skippedPairs: 4,
      rerunPairs: 0,
    });
    expect(second.text).toContain("incremental: 4 edges and 4 forbidden steps skipped, 0 and 0 run: ");
    const third = await keep(keeping, { model: 4, implementation: 4 });
    expect(third.json.incremental).toMatchObject({ skippedEdges: 3, rerunEdges: 2 });
    expect(third.json.verdict).toBe("conforms");
    expect(third.exitCode).toBe(0);
  });

  it("tells failures as a whole replay does, and keeps what was green", async () => {
    const failing = await keep(keeping, { model: 5, implementation: 4 });
    expect(failing.exitCode).toBe(1);
    expect(failing.json.incremental).toMatchObject({ skippedEdges: 0, written: false });
    expect(failing.text).toContain("is left as it was");
    const again = await keep(keeping, { model: 4, implementation: 4 });
    expect(again.json.incremental).toMatchObject({ skippedEdges: 5 });
  });

  it("refuses what is none, and what is another's", async () => {
    const other = await keep(keeping, { model: 4, implementation: 4, name: "other" });
    expect(other.exitCode).toBe(65);
    expect(other.text).toContain("error RPL013");
    const file = path.join(folder, "mine.txt");
    writeFileSync(file, "mine\n");
    const foreign = await keep({ emit: null, baseline: { file } }, { model: 3, implementation: 3 });
    expect(foreign.text).toContain("error RPL011");
  });
});

describe("--baseline with the file of a driver", () => {
  const driver = path.join(folder, "driver.mjs");
  const file = path.join(folder, "driver.baseline");
  const keeping: Keeping = { emit: null, baseline: { file, driver } };
  const same = { model: 3, implementation: 3, modelValues: ["a"] };
  const write = (text: string) => () => writeFileSync(driver, text);
  beforeEach(() => {
    rmSync(file, { force: true });
    write("export default {};\n")();
  });

  it("runs all when the driver has changed, or what it is told of the spec", async () => {
    await keep(keeping, same);
    const again = await keep(keeping, same);
    expect(again.json.incremental).toMatchObject({ skippedEdges: 4 });
    const told = await keep(keeping, { ...same, modelValues: ["a", "b"] });
    expect(told.json.incremental).toMatchObject({ skippedEdges: 0, written: true });
    write("export default {};\n// changed\n")();
    const changed = await keep(keeping, { ...same, modelValues: ["a", "b"] });
    expect(changed.json.incremental).toMatchObject({ skippedEdges: 0, written: true });
  });

  it("keeps nothing of code that was changed since it was loaded, before the run or during it", async () => {
    const before = await keep(keeping, { ...same, edits: { beforeTheRun: write("// another\n") } });
    expect(before.json.incremental).toMatchObject({ rerunEdges: 4, written: false });
    expect(before.text).toContain("have changed since the command began: everything was run");
    const meanwhile = await keep(keeping, { ...same, edits: { meanwhile: write("// one more\n") } });
    expect(meanwhile.json).toMatchObject({ verdict: "conforms", warnings: [{ code: "RPL015" }] });
    expect(existsSync(file)).toBe(false);
  });

  it("leaves what it has when the driver says no more which implementation it is", async () => {
    await keep(keeping, same);
    const kept = readFileSync(file);
    write('import "my-elector";\n')();
    const unknown = await keep(keeping, same);
    expect(unknown.json.incremental).toMatchObject({ rerunEdges: 4, written: false });
    expect(unknown.text).toContain("the driver uses my-elector, and only --impl-version can say");
    expect(readFileSync(file).equals(kept)).toBe(true);
  });
});

describe("readKeeping", () => {
  const codes = (options: Parameters<typeof readKeeping>[0]): readonly string[] => {
    const read = readKeeping(options);
    return read.ok ? [] : read.problems.map(({ code }) => code);
  };

  it("takes what goes together", () => {
    expect(readKeeping({})).toMatchObject({ value: { emit: null, baseline: null } });
    expect(readKeeping({ emit: "vitest", out: "suites", baseline: "b", implVersion: "1" })).toMatchObject({
      value: { emit: { folder: "suites", force: false }, baseline: { file: "b", version: "1" } },
    });
  });

  it("refuses what does not, all at once", () => {
    expect(codes({ emit: "jest", out: "x" })).toEqual(["USE050"]);
    expect(codes({ emit: "vitest" })).toEqual(["USE050"]);
    expect(codes({ out: "x" })).toEqual(["USE050"]);
    expect(codes({ force: true })).toEqual(["USE050"]);
    expect(codes({ emit: "vitest", out: "x", cover: "states" })).toEqual(["USE050"]);
    expect(codes({ implVersion: "1" })).toEqual(["USE051"]);
    expect(codes({ emit: "vitest", out: "x", baseline: "b", mutant: "m" })).toEqual(["USE050", "USE051"]);
    expect(codes({ baseline: "b", random: "5" })).toEqual(["USE050"]);
    expect(codes({ emit: "vitest", out: "x", simulate: "5" })).toEqual(["USE050"]);
  });
});

describe("a driver that does not show every variable", () => {
  const twoVariables = counterGraph();
  const shows = (...names: readonly string[]): typeof trueCounter => ({
    ...trueCounter,
    project: (world) => new Map([...trueCounter.project(world)].filter(([name]) => names.includes(name))),
  });
  const warningsOf = async (told: boolean, ...names: readonly string[]): Promise<readonly string[]> => {
    const cover = coverGraph(twoVariables);
    const driven = { actions: [], variables: ["n", "last"], modelValues: new Set<string>() };
    const driver = shows(...names);
    const target: ReplaySubject = {
      ...{ name: "counter", specFile: "Counter.tla", drive: (_, use) => use(driver) },
      ...(told ? { told: toldDriver(driven, false) } : {}),
    };
    const input = { graph: twoVariables, cover, target, spec, options: {}, code: null, problems: [] };
    const keeping = { emit: null, baseline: null };
    const result = await replayKeeping(keeping, { ...input, close: () => [] }, () =>
      replayGraph(twoVariables, cover, driver),
    );
    const { warnings } = result.json as ReplayReport;
    return warnings.map(({ code, message }) => `${code} ${message}`);
  };

  it("is told which are never compared; a target knows", async () => {
    expect(await warningsOf(true, "n", "last")).toEqual([]);
    expect(await warningsOf(true, "n")).toEqual([
      "VAC023 only n is compared: the driver does not show last, and the verdict says nothing of it",
    ]);
    expect(await warningsOf(false, "n")).toEqual([]);
  });
});
