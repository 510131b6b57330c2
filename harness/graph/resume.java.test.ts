import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openGraphStore } from "../cache/graphs.ts";
import { isFull } from "../check/fixtures/judge.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { openGraph, type KeptGraphs } from "./graph.ts";

// TLC keeps how far it is once a minute, so that this takes minutes: only in the whole CI.

const found = await findToolchain({ env: process.env });
const root = mkdtempSync(path.join(os.tmpdir(), "resume-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A grid, each step of which takes TLC some 10 ms. */
const LAST = 80;
const MODULE = `---- MODULE Slow ----
EXTENDS Naturals, FiniteSets
VARIABLES a, b
Work == Cardinality({s \\in SUBSET (1 .. 15) : Cardinality(s) = a}) >= 0
Init == a = 0 /\\ b = 0
Right == a < ${LAST} /\\ Work /\\ a' = a + 1 /\\ b' = b
Down == b < ${LAST} /\\ Work /\\ b' = b + 1 /\\ a' = a
Next == Right \\/ Down
====
`;

const explore = async (signal: AbortSignal, told: string[]) => {
  if (!found.ok) throw new Error("no toolchain");
  const [specFile, cfgFile] = [path.join(root, "Slow.tla"), path.join(root, "Slow.cfg")];
  writeFileSync(specFile, MODULE);
  writeFileSync(cfgFile, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
  const session = {
    ...{
      toolchain: found.value,
      runDir: path.join(root, "run"),
      memoryMiB: 512,
      jobs: 1,
      timeoutSeconds: 900,
    },
    ...{ progress: (text: string) => void told.push(text), signal },
  };
  const spec = await loadSpec({ specFile, cfgFile, ...session });
  if (!spec.ok) throw new Error(JSON.stringify(spec.problems));
  const store = openGraphStore(path.join(root, "cache"));
  const kept: KeptGraphs = {
    get: () => Promise.resolve(undefined),
    put: () => Promise.resolve(),
    work: () => store.work("slow"),
  };
  const opened = await openGraph(spec.value, session, { kept });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.value;
};

const hasCheckpoint = (): boolean => {
  const cache = path.join(root, "cache");
  const files = existsSync(cache) ? readdirSync(cache, { recursive: true }) : [];
  return files.some((file) => path.basename(String(file)) === "queue.chkpt");
};

/** Stops what goes on as soon as TLC has kept how far it is. */
const afterCheckpoint = (): AbortSignal => {
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (!hasCheckpoint()) return;
    clearInterval(timer);
    // A little later, so that the dumps overlap.
    setTimeout(() => controller.abort(), 3000);
  }, 200);
  controller.signal.addEventListener("abort", () => clearInterval(timer));
  return controller.signal;
};

describe.skipIf(!found.ok || !isFull)("a search that was stopped after a checkpoint", () => {
  it("is gone on with, and the graph is the whole one", { timeout: 1_200_000 }, async () => {
    const told: string[] = [];
    const part = await explore(afterCheckpoint(), told);
    expect(part.problems).toMatchObject([{ code: "INC050" }]);
    expect(told).toContain("graph: the same command goes on from here");
    const { graph, problems } = await explore(new AbortController().signal, told);
    expect(told).toContain("graph: going on where TLC was when it was stopped");
    expect(told).not.toContain("graph: TLC could not go on; everything is explored anew");
    expect(problems).toEqual([]);
    const side = LAST + 1;
    expect([graph.states, graph.edges, graph.initial]).toEqual([side * side, 2 * side * LAST, [0]]);
    // States are numbered by their values: a grid, row by row; Down comes before Right.
    const expected = Array.from({ length: side * side }, (_, state) => {
      const [a, b] = [Math.floor(state / side), state % side];
      return [...(b < LAST ? [[state, 0, state + 1]] : []), ...(a < LAST ? [[state, 1, state + side]] : [])];
    }).flat();
    const edges = Array.from(graph.from, (from, edge) => [from, graph.label[edge], graph.to[edge]]);
    expect(edges).toEqual(expected);
    expect(existsSync(path.join(root, "cache", "slow.work"))).toBe(false);
  });
});
