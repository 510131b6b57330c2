import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageFile } from "../../packageRoot.ts";
import { readBaseline, writeBaseline } from "./baselineFile.ts";
import type { Evidence } from "./evidence.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "baseline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "a.baseline");
const key = { target: "election", spec: "Election", implementation: "0123" };

const evidence: Evidence = {
  states: Uint8Array.from({ length: 32 }, (_, index) => index),
  situations: Uint8Array.from({ length: 32 }, (_, index) => 255 - index),
  labels: ["A", 'B(i = "x")'],
  parents: Int32Array.of(-1, 0),
  stepLabels: Int32Array.of(-1, 1),
  targets: Int32Array.of(0, 1),
  deviations: Int32Array.of(0, 1),
  askedAt: Int32Array.of(1, 2),
  asked: Int32Array.of(1, 2),
  noted: Int32Array.of(0, 1),
  notes: [{ exempt: { budget: 2 }, excused: { "0": 1 }, ignored: 3 }],
  rate: 0.5,
};

const codes = async (wanted = key): Promise<readonly string[]> => {
  const read = await readBaseline(file, wanted);
  return read.ok ? read.value.warnings.map(({ code }) => code) : read.problems.map(({ code }) => code);
};

const earlier = async (wanted: Parameters<typeof readBaseline>[1] = key) => {
  const read = await readBaseline(file, wanted);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.earlier;
};

describe("a baseline", () => {
  it("is read as it was written", async () => {
    expect(await earlier()).toMatchObject({
      kind: "none",
      reason: expect.stringContaining("no baseline yet") as string,
    });
    expect(await writeBaseline(file, key, evidence)).toEqual([]);
    expect(await earlier()).toEqual({ kind: "evidence", evidence });
    expect(readFileSync(file, "latin1").startsWith("tla-conformance baseline 1\n")).toBe(true);
  });

  it("says nothing of another implementation, or of one that nobody can tell apart", async () => {
    await writeBaseline(file, key, evidence);
    expect(await earlier({ ...key, implementation: "4567" })).toMatchObject({ kind: "none" });
    expect(await earlier({ ...key, implementation: null })).toMatchObject({ kind: "none" });
    await writeBaseline(file, { ...key, implementation: null }, evidence);
    expect(await earlier({ ...key, implementation: null })).toMatchObject({ kind: "none" });
  });

  it("is refused, and so left alone, when it is another spec's or target's, or no baseline", async () => {
    await writeBaseline(file, key, evidence);
    expect(await codes({ ...key, spec: "Other" })).toEqual(["RPL013"]);
    expect(await codes({ ...key, target: "published" })).toEqual(["RPL013"]);
    writeFileSync(file, readFileSync(packageFile("package.json")));
    expect(await codes()).toEqual(["RPL011"]);
    writeFileSync(file, "");
    expect(await codes()).toEqual(["RPL011"]);
    rmSync(file);
    mkdirSync(file);
    expect(await codes()).toEqual(["RPL010"]);
    expect(await writeBaseline(file, key, evidence)).toMatchObject([{ code: "RPL014" }]);
    rmSync(file, { recursive: true });
  });

  it("is replaced, with a warning, when a byte of it is another one, wherever", async () => {
    await writeBaseline(file, key, evidence);
    const whole = readFileSync(file);
    const start = "tla-conformance baseline ".length;
    for (let place = start; place < whole.length; place += 1) {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      expect(await codes()).toEqual(["RPL012"]);
      writeFileSync(file, whole.subarray(0, place));
      expect(await codes()).toEqual(["RPL012"]);
    }
    expect(await earlier()).toMatchObject({ kind: "none" });
  });
});
