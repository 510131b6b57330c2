import { writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { encodeTrace } from "../../traces/encode.ts";
import { inFolder, sessionIn, toolchain } from "../check/fixtures/judge.ts";
import { fill, note, traceOf, turn, type Draft } from "./fixtures/traces.ts";
import { loadValve } from "./fixtures/valve.ts";
import { judgeMutants } from "./judgeMutants.ts";
import { makeMutants } from "./makeMutants.ts";
import { mutate } from "./mutate.ts";
import { OPERATORS } from "./mutant.ts";
import type { MutateReport } from "./mutateReport.ts";
import { collectValues } from "./seenValues.ts";

/** Says everything about what it changes. */
const TOLD = [turn(true), note("a", ["a"]), fill(2, 2), note("b", ["a", "b"]), fill(1, 3), turn(false)];
/** Its fills say nothing of the level. */
const BLIND = [turn(true), fill(2), turn(false)];
const WRONG = [fill(1, 1)];

const mutateAll = (lists: readonly (readonly Draft[])[], seed = 1): Promise<MutateReport> =>
  inFolder(async (folder) => {
    const files = lists.map((_, index) => path.join(folder, `${index}.ndjson`));
    for (const [index, file] of files.entries())
      await writeFile(file, encodeTrace(traceOf(lists[index] ?? [])));
    const spec = await loadValve(folder);
    const session = sessionIn(path.join(folder, "run"));
    const report = await mutate(files, spec, { session, operators: OPERATORS, limit: 200, seed });
    const name = ({ file }: { readonly file: string }): string => path.basename(file);
    return {
      ...report,
      originals: report.originals.map((one) => ({ ...one, file: name(one) })),
      survivors: report.survivors.map((one) => ({ ...one, file: name(one) })),
    };
  });

test.skipIf(!toolchain.ok)("a mutant that nobody could judge has not survived", async () => {
  const original = traceOf(TOLD);
  const context = { seen: collectValues([original]), siblings: () => [], domains: [], traces: [original] };
  const choice = { operators: ["truncate"], limit: 1, seed: 1 } as const;
  const [mutant] = [...makeMutants([original], { ...context, actions: new Map() }, choice)];
  if (mutant === undefined) throw new Error("no mutant");
  await inFolder(async (folder) => {
    const { fates } = await judgeMutants(
      [mutant],
      await loadValve(folder),
      sessionIn(path.join(folder, "run"), { memoryMiB: 2 }),
    );
    expect(fates.get(mutant)).toMatchObject({ kind: "inconclusive" });
  });
});

describe.skipIf(!toolchain.ok)("mutants of traces of a valve", () => {
  let report: MutateReport;
  beforeAll(async () => {
    report = await mutateAll([TOLD, BLIND, WRONG]);
  });

  const survivors = (file: string) =>
    report.survivors
      .filter((one) => one.file === file && one.operator !== "splice")
      .map(({ operator, change, line, meaning }) => `${line} ${operator}: ${change} (${meaning})`)
      .toSorted();
  const operator = (name: string) => report.operators.find((one) => one.operator === name);

  test("a trace that diverges has no mutants, and decides the verdict", () => {
    expect(report.originals.map(({ verdict }) => verdict)).toEqual(["conforms", "conforms", "diverges"]);
    expect(report.verdict).toBe("diverges");
    expect(report.survivors.filter(({ file }) => file === "2.ndjson")).toEqual([]);
    expect(report.errors).toEqual([]);
  });

  test("a real weakness is found: where the level is not logged, a wrong amount passes", () => {
    expect(survivors("1.ndjson").filter((line) => line.includes("argument:"))).toEqual([
      "3 argument: event 2, Fill(n = 2): n 2 -> 1 (different)",
      "3 argument: event 2, Fill(n = 2): n 2 -> 3 (different)",
    ]);
    expect(survivors("1.ndjson")).toContain("3 delete: event 2, Fill(n = 2) is left out (different)");
    expect(survivors("1.ndjson")).toContain("3 duplicate: event 2, Fill(n = 2) stands twice (different)");
  });

  test("where everything is logged, no wrong value, argument, name or action passes", () => {
    for (const name of ["value", "argument", "rename", "misspell"])
      expect(survivors("0.ndjson").filter((line) => line.includes(` ${name}:`))).toEqual([]);
    expect(operator("value")?.survived).toBe(0);
    expect(operator("misspell")?.score).toBe(1);
  });

  test("equivalence is known where it is known: prefixes, steps that change nothing, commuting steps, redundant fields", () => {
    expect(operator("truncate")).toMatchObject({ equivalent: operator("truncate")?.mutants, score: null });
    // A second Note of the same changes nothing.
    expect(report.equivalentBy.stutter).toBe(2);
    expect(report.equivalentBy.commuting).toBeGreaterThanOrEqual(3);
    expect(report.equivalentBy.same).toBeGreaterThan(0);
    expect(survivors("0.ndjson").filter((line) => line.includes("without argument"))).toEqual([]);
  });

  test("what a weaker log leaves open is told as different", () => {
    expect(survivors("1.ndjson")).toContain("3 drop: event 2, Fill(n = 2): without argument n (different)");
  });

  test("the sums are right, and the score is what is left", () => {
    const { total, operators, withoutDrop } = report;
    for (const one of [total, withoutDrop, ...operators]) {
      expect(one.killed).toBe(one.refused + one.there + one.later);
      expect(one.mutants).toBe(one.killed + one.equivalent + one.survived + one.inconclusive);
    }
    expect(total.mutants).toBe(operators.reduce((sum, { mutants }) => sum + mutants, 0));
    expect(total.inconclusive).toBe(0);
    expect(total.score).toBe(total.killed / (total.killed + total.survived));
    expect(withoutDrop.score).toBeGreaterThan(total.score ?? 1);
    expect(Object.values(report.refusedBy).reduce((sum, count) => sum + count, 0)).toBe(total.refused);
  });
});
