import { describe, expect, test } from "vitest";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { createFacts } from "./vacuity/facts.ts";
import type { Followed } from "./follow.ts";
import type { TraceSource } from "./source.ts";
import { NOTHING_SO_FAR, withPiece } from "./traceVerdict.ts";

// Only the parts that are looked at.
const spec = {
  shape: { occurrences: [], anonymous: 0 },
  declarations: { silent: ["Lose"], compose: new Map() },
} as unknown as LoadedSpec;

const header = { format: "tla-trace", version: 1, spec: "S" } as const;
const events = [1, 2, 3].map((seq) => ({ line: seq + 1, event: { seq, action: "Go" } }));
const source: TraceSource = {
  ...{ file: "t.ndjson", header, events: 3, bytes: 100, facts: createFacts().facts() },
  read: () => ({ next: () => Promise.resolve(undefined) }),
};

const piece = (changes: Partial<Followed>): Followed => ({
  trace: { file: "t.ndjson", header, events },
  ...{ matched: 3, ended: "accepted", branches: [], silent: [], circles: [], cut: false, idle: true },
  ...{ end: [], laws: [], ...changes },
});
const lost = (before: number) => ({ before, action: "Lose", args: {} });

const join = (...pieces: readonly Partial<Followed>[]) => {
  let soFar = NOTHING_SO_FAR;
  return pieces.map((changes) => {
    const judged = { followed: piece(changes), divergence: null, boundReached: false, answered: true };
    const next = withPiece(soFar, judged, { source, spec });
    soFar = next.soFar;
    return next;
  });
};

describe("a trace in pieces", () => {
  test("can be passed without any change only when each piece can", () => {
    const idle = (...all: readonly boolean[]) =>
      join(...all.map((one) => ({ idle: one }))).at(-1)?.soFar.idle;
    expect([idle(true, true), idle(false, true), idle(true, false)]).toEqual([true, false, false]);
  });

  test("adds up what was matched, and the silent steps of all pieces", () => {
    const last = join({ silent: [lost(1), lost(2)] }, { matched: 2, ended: "unknown", silent: [lost(1)] }).at(
      -1,
    );
    expect(last?.report).toMatchObject({ verdict: "inconclusive", matched: 5, silent: { steps: 3 } });
    expect(last?.report.silent?.taken).toHaveLength(3);
  });

  test("was cut where one of its pieces was", () => {
    expect(join({ cut: true }, {}).map(({ soFar }) => soFar.cut)).toEqual([true, true]);
  });
});
