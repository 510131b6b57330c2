import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sha256 } from "../../cache/entry.ts";
import { packageFile } from "../../packageRoot.ts";
import { decodeBaseline, encodeBaseline } from "./baselineCode.ts";
import { readBaseline, writeBaseline } from "./baselineFile.ts";
import type { Evidence } from "./evidence.ts";
import type { Identity } from "./implementation.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "baseline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "a.baseline");
const about = { target: "election", spec: "Election" };
const key = { ...about, implementation: "0123" };
const known = { kind: "known", digest: "0123", actions: ["A", "B"] } as const;

const evidence: Evidence = {
  states: Uint8Array.from({ length: 32 }, (_, index) => index),
  situations: Uint8Array.from({ length: 32 }, (_, index) => 255 - index),
  labels: ["A", 'B(i = "x")'],
  declared: ["D1"],
  named: ["B"],
  parents: Int32Array.of(-1, 0),
  stepLabels: Int32Array.of(-1, 1),
  targets: Int32Array.of(0, 1),
  deviations: Int32Array.of(0, 1),
  askedAt: Int32Array.of(1, 2),
  asked: Int32Array.of(1, 2),
  noted: Int32Array.of(0, 1),
  notes: [{ exempt: { budget: 2 }, excused: { "0": 1 }, ignored: 3 }],
  rate: 0.5,
  seed: 7,
};

const codes = async (wanted = about): Promise<readonly string[]> => {
  const read = await readBaseline(file, wanted, known);
  return read.ok ? read.value.warnings.map(({ code }) => code) : read.problems.map(({ code }) => code);
};

const earlier = async (identity: Identity = known) => {
  const read = await readBaseline(file, about, identity);
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
    expect(readFileSync(file, "latin1").startsWith("tla-conformance baseline 2\n")).toBe(true);
  });

  it("says nothing of another implementation, or of one that nobody can tell apart", async () => {
    await writeBaseline(file, key, evidence);
    expect(await earlier({ ...known, digest: "4567" })).toMatchObject({ kind: "none" });
    expect(await earlier({ kind: "unknown", reason: "it is hidden" })).toEqual({
      kind: "none",
      reason: "it is hidden: everything was run",
    });
  });

  it("holds as long as all actions are the spec's that the implementation said it did", async () => {
    await writeBaseline(file, key, evidence);
    expect(await earlier({ ...known, actions: ["C", "B"] })).toMatchObject({ kind: "evidence" });
    expect(await earlier({ ...known, actions: null })).toMatchObject({ kind: "evidence" });
    expect(await earlier({ ...known, actions: ["A", "C"] })).toMatchObject({ kind: "none" });
  });

  it("is refused, and so left alone, when it is another spec's or target's, or no baseline", async () => {
    await writeBaseline(file, key, evidence);
    expect(await codes({ ...about, spec: "Other" })).toEqual(["RPL013"]);
    expect(await codes({ ...about, target: "published" })).toEqual(["RPL013"]);
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

  it("is replaced, with a warning, when it is cut off, changed by hand, or of another version", async () => {
    const whole = encodeBaseline(key, evidence);
    const text = whole.toString("latin1");
    const rest = text.slice(text.indexOf("\n", 30) + 1);
    for (const bytes of [
      whole.subarray(0, -1),
      whole.subarray(0, 27),
      text.replace("Election", "Elektion"),
    ]) {
      writeFileSync(file, bytes, "latin1");
      expect(await codes()).toEqual(["RPL012"]);
      expect(await earlier()).toMatchObject({ kind: "none" });
    }
    for (const version of ["1", "3", "20"]) {
      writeFileSync(file, text.replace("baseline 2", `baseline ${version}`), "latin1");
      expect(await earlier()).toMatchObject({ reason: expect.stringContaining("version") as string });
    }
    // By somebody who knows how to make up for the digest, and writes what no replay can have shown.
    const forged = rest.replace('"states":2', '"states":3');
    expect(forged).not.toBe(rest);
    const digest = sha256(Buffer.from(forged, "latin1"));
    writeFileSync(file, `tla-conformance baseline 2\n${digest}\n${forged}`, "latin1");
    expect(await codes()).toEqual(["RPL012"]);
  });

  it("is none when a byte of it is another one or missing, wherever", () => {
    const whole = encodeBaseline(key, evidence);
    expect(decodeBaseline(whole)).toEqual({ key, evidence });
    for (let place = 0; place < whole.length; place += 1) {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      expect(decodeBaseline(bytes)).toBeTypeOf("string");
      expect(decodeBaseline(whole.subarray(0, place))).toBeTypeOf("string");
    }
  });
});
