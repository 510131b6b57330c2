import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TraceOutcome } from "../check/traceOutcome.ts";
import { decodeOutcome } from "./outcomeShape.ts";
import { openStore } from "./store.ts";
import { createVerdicts } from "./verdicts.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "verdicts-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const seen = { events: 2, varies: false, whole: "1", points: { '"a"': "1" } };
const OUTCOME: TraceOutcome = {
  report: {
    ...{ verdict: "diverges", events: 4, matched: 2 },
    divergence: {
      ...{ line: 4, event: 3, action: "Take", args: { c: "c1" }, summary: "Take could not happen" },
      part: { event: "Both", step: 1, of: 2 },
      silent: { max: 3, boundReached: false },
      ...{ frontier: [{ x: "1" }], frontierStates: 1, enabled: [{ action: "Put", args: {} }] },
      why: [
        {
          ...{ kind: "guard", action: "Take", args: { c: '"c1"' }, conjunct: "x > 1", values: { x: "1" } },
          ...{ at: { module: "M", line: 3, column: 1 }, held: 1 },
        },
        { kind: "state", path: "x", expected: "1", logged: "2" },
        { kind: "law", name: "Inv" },
        { kind: "disabled", action: "Put", message: "no" },
        { kind: "evaluation", message: "no" },
      ],
      looksLike: [
        {
          ...{
            kind: "missing",
            event: 2,
            line: 3,
            text: "missing",
            action: "Put",
            args: {},
            rest: 1,
            whole: true,
          },
          ...{
            others: [{ action: "Put", args: {} }],
            events: [1],
            leaves: [{ path: "x", expected: "1", logged: "2" }],
          },
        },
      ],
    },
    silent: { steps: 1, boundReached: true, taken: [{ before: 1, line: 2, action: "Lose", args: { c: 1 } }] },
    expected: { line: 4, mistake: "takes twice", met: true },
  },
  facts: {
    ...{ traces: 1, events: 4, withoutAction: 0, withoutArgs: 0, withoutState: 0 },
    ...{ actions: { Take: 2 }, args: { "Take.c": seen }, variables: { x: seen }, content: "ab" },
  },
  ...{ idle: false, expected: true, actions: { Take: { matched: 2, silent: 1 } }, silentSteps: 1 },
  circles: [{ line: 2, event: 1, actions: ["Lose"] }],
  coverage: {
    ...{ steps: 3, refused: false },
    ...{ taken: [[1, 2]], possible: [[1, 2]], owners: [[0, 2]], silentOwners: [] },
  },
};

/** All places in a JSON value, and what stands there. */
const placesIn = (
  value: unknown,
  at: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] =>
  typeof value !== "object" || value === null
    ? [at]
    : [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];

const replaced = (value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

describe("an outcome that was read", () => {
  it("is taken as it is", () => {
    expect(decodeOutcome(JSON.parse(JSON.stringify(OUTCOME)))).toEqual(OUTCOME);
    const conforms = { ...OUTCOME.report, divergence: undefined };
    const passed = { ...OUTCOME, report: { ...conforms, verdict: "conforms" } };
    expect(decodeOutcome(passed)).toEqual(passed);
  });

  it("is no outcome with anything else in any place, values of the trace apart", () => {
    const places = placesIn(OUTCOME).filter((at) => !at.slice(0, -1).includes("args"));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(null, [[]], 1.5), (at, by) => {
        const other = replaced(OUTCOME, at, by);
        fc.pre(JSON.stringify(other) !== JSON.stringify(OUTCOME));
        if (decodeOutcome(other) !== undefined) expect(isFree(at, by)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(decodeOutcome(replaced(OUTCOME, ["report", "matched"], "2"))).toBeUndefined();
    expect(decodeOutcome(replaced(OUTCOME, ["facts", "args", "Take.c", "varies"], 1))).toBeUndefined();
  });

  it("is no outcome without any of its parts", () => {
    for (const key of ["report", "facts", "idle", "expected", "actions", "silentSteps", "circles"])
      expect([key, decodeOutcome(replaced(OUTCOME, [key], undefined))]).toEqual([key, undefined]);
  });

  it("must be decided", () => {
    const report = { ...OUTCOME.report, divergence: undefined };
    for (const verdict of ["inconclusive", "diverges", "else"])
      expect(decodeOutcome({ ...OUTCOME, report: { ...report, verdict } })).toBeUndefined();
  });
});

/** Null is where a value may be unknown. */
const isFree = (at: readonly (string | number)[], by: unknown): boolean =>
  by === null && ["whole", "action"].includes(String(at.at(-1)));

describe("verdicts on files", () => {
  const kept = () =>
    openStore(path.join(root, "kept"), {
      ...{ folderEntries: 100, folderBytes: 1e6, entryBytes: 1e6, spread: true },
    });
  const verdicts = async (context = "context", isUnchanged = () => true) =>
    createVerdicts(await kept(), { context, isUnchanged });
  const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
  const entries = (): number =>
    readdirSync(path.join(root, "kept"), { recursive: true }).filter((name) => String(name).endsWith(".json"))
      .length;

  it("are those on files of the same bytes, whatever they are called", async () => {
    (await verdicts()).keep(sha256("trace"), OUTCOME);
    const [file, other] = [path.join(root, "a.ndjson"), path.join(root, "b.ndjson")];
    writeFileSync(file, "trace");
    writeFileSync(other, "trace ");
    expect(await (await verdicts()).find(file)).toEqual(OUTCOME);
    expect(await (await verdicts()).find(other)).toBeUndefined();
    expect(await (await verdicts("another context")).find(file)).toBeUndefined();
    writeFileSync(file, "changed");
    expect(await (await verdicts()).find(file)).toBeUndefined();
  });

  it("are found for large files, too", async () => {
    const text = "line of a trace\n".repeat(300_000);
    const file = path.join(root, "large.ndjson");
    writeFileSync(file, text);
    (await verdicts()).keep(sha256(text), OUTCOME);
    expect(await (await verdicts()).find(file)).toEqual(OUTCOME);
  });

  it("are none on what is no file, and nobody waits for it", async () => {
    const [pipe, folder] = [path.join(root, "pipe"), path.join(root, "folder")];
    execFileSync("mkfifo", [pipe]);
    mkdirSync(folder);
    const { find } = await verdicts();
    for (const name of [pipe, folder, path.join(root, "absent")]) expect(await find(name)).toBeUndefined();
  });

  it("are not kept when they are not decided, or the spec has changed meanwhile", async () => {
    const report = { verdict: "inconclusive", events: 4, matched: 2, reason: "no time" } as const;
    (await verdicts()).keep(sha256("a"), { ...OUTCOME, report });
    (await verdicts("context", () => false)).keep(sha256("a"), OUTCOME);
    expect(entries()).toBe(0);
    (await verdicts()).keep(sha256("a"), OUTCOME);
    expect(entries()).toBe(1);
  });

  it("are not kept any more once the spec has changed, although it had not at first", async () => {
    let unchanged = true;
    const { keep } = await verdicts("context", () => unchanged);
    keep(sha256("a"), OUTCOME);
    unchanged = false;
    await new Promise((resolve) => setImmediate(resolve));
    keep(sha256("b"), OUTCOME);
    expect(entries()).toBe(1);
  });
});
