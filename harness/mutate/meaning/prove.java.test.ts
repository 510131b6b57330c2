import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../traces/schema.ts";
import type { Trace } from "../../../traces/trace.ts";
import { fixtureSpec, inFolder, sessionIn, toolchain } from "../../check/fixtures/judge.ts";
import type { Alignment, Mutant } from "../mutant.ts";
import { runMeaning } from "./meaningRun.ts";
import { proveEquivalence } from "./prove.ts";

const traceOf = (...events: readonly Omit<TraceEvent, "seq">[]): Trace => ({
  ...{ file: "t.ndjson", header: { format: "tla-trace", version: 1, spec: "Laws" } },
  events: events.map((event, index) => ({ line: index + 2, event: { seq: index + 1, ...event } })),
});
const mutantOf = (original: Trace, alignment: Alignment): Mutant => ({
  ...{ name: "m", original, events: [] },
  edit: {
    ...{ operator: alignment.kind === "splice" ? "splice" : "rename", event: 1, at: 1 },
    ...{ change: "", means: "", alignment, events: () => [] },
  },
});

const ONE = traceOf({ action: "Set", args: { v: 1 } }, { action: "Set" });
const ANY = traceOf({ action: "Set" }, { action: "Set" });
const BOTH = traceOf({ action: "Both" }, { action: "Set" });

describe.skipIf(!toolchain.ok)("what TLC tells of every way along a trace", () => {
  test("are the steps that the laws allow, or nothing where it is not all", async () => {
    await inFolder(async (folder) => {
      const spec = await fixtureSpec("Laws", folder);
      const task = { trace: traceOf({ action: "Set" }), from: 0, most: 1_000 };
      const session = sessionIn(`${folder}/plain`);
      const { told } = await runMeaning([task, { ...task, most: 10 }], spec, session);
      // From 0 to what is below 5, from 1 to as many but 0; whoever owns it.
      const sizes = [...(told[0]?.steps[0]?.values() ?? [])].map(({ size }) => size);
      expect(sizes.toSorted()).toEqual([4, 4, 5, 5]);
      expect(told[1]).toBeNull();
      const silent = { ...spec, declarations: { silent: ["Give"], compose: new Map() } };
      const quiet = await runMeaning([task], silent, sessionIn(`${folder}/silent`));
      // A silent step is no event to compare.
      expect(quiet).toMatchObject({ outcome: { kind: "finished" }, told: [null] });
    });
  });

  test("proves that runs can meet at a seam one way only, and nothing of steps that are several", async () => {
    await inFolder(async (folder) => {
      const spec = await fixtureSpec("Laws", folder);
      const composed = { silent: [], compose: new Map([["Both", [{ action: "Set" }, { action: "Set" }]]]) };
      const meeting = mutantOf(ONE, { kind: "splice", before: 1, other: ANY, from: 1 });
      const missing = mutantOf(ANY, { kind: "splice", before: 1, other: ONE, from: 1 });
      const untold = mutantOf(ONE, { kind: "window", before: 0, original: 1, mutant: 1 });
      const { proofs } = await proveEquivalence(
        [...[meeting, missing].map((mutant) => ({ mutant, trace: ANY })), { mutant: untold, trace: BOTH }],
        { ...spec, declarations: composed },
        sessionIn(folder),
      );
      expect([meeting, missing, untold].map((mutant) => proofs.get(mutant))).toEqual([
        { equivalence: "meeting", told: true },
        { equivalence: null, told: true },
        { equivalence: null, told: false },
      ]);
    });
  });
});
