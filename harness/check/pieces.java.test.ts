import { beforeAll, describe, expect, test } from "vitest";
import type { TraceReport } from "./checkReport.ts";
import { fixtureSpec, inFolder, isFull, judgeLoaded, sessionIn, toolchain } from "./fixtures/judge.ts";
import type { Event, Judged, TestTrace } from "./fixtures/judge.ts";
import type { CheckSession } from "./check.ts";
import { change, drop } from "./fixtures/mutate.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Followed } from "./follow.ts";
import { judgeBatch } from "./judge.ts";
import type { Segment } from "./segment.ts";

const guesses: readonly Event[] = [
  { action: "Guess", state: { shown: 3 } },
  { action: "Shuffle" },
  { action: "Guess" },
  { action: "Guess", state: { shown: 1 } },
  { action: "Reveal", state: { shown: 12 } },
  { action: "Guess", state: { shown: 2, secret: 2 } },
];

/** Which secret it is shows only long after it could have been cut: every piece ends in several states. */
const traces: readonly TestTrace[] = [
  { name: "found out at last", events: guesses },
  { name: "another secret", events: change(guesses, 5, { state: { shown: 13 } }).slice(0, 5) },
  { name: "a secret that is none", events: change(guesses, 5, { state: { shown: 14 } }) },
  { name: "the wrong one in the end", events: change(guesses, 6, { state: { shown: 2, secret: 1 } }) },
  { name: "wrong at once", events: change(guesses, 1, { state: { shown: 9 } }) },
  { name: "without the second", events: drop(guesses, 2) },
  { name: "short", events: guesses.slice(0, 1) },
  {
    name: "law broken in a later piece",
    events: [...guesses.slice(0, 3), { action: "Reveal", state: { shown: 14 } }],
  },
];

/** A piece that ends in two states, beside a trace that ends the run of TLC when the first of them is known. */
const besideFailure = async (spec: LoadedSpec, runDir: string): Promise<readonly Followed[]> => {
  const header = { format: "tla-trace", version: 1, spec: "Hidden" } as const;
  const segment = (file: string, shown: number | string): Segment => ({
    ...{ file, header },
    events: [{ line: 2, event: { seq: 1, action: "Guess", state: { shown } } }],
  });
  const segments = [{ ...segment("piece", 3), more: true }, segment("failure", "3")];
  const { judged } = await judgeBatch(segments, spec, { ...sessionIn(runDir), looksLike: false });
  return judged.map(({ followed }) => followed);
};

const told = (judged: Judged): readonly TraceReport[] =>
  traces.map(({ name }) => ({ ...judged.of(name), file: name }));

describe.skipIf(!toolchain.ok)("traces cut into pieces", () => {
  const judged = new Map<number, Judged>();
  let beside: readonly Followed[];
  beforeAll(async () => {
    await inFolder(async (folder) => {
      const spec = await fixtureSpec("Hidden", folder);
      for (const pieceEvents of isFull ? [100, 1, 4] : [100, 1]) {
        const changes: Partial<CheckSession> = {
          ...{ pieceEvents, coverage: () => true },
          // What the rest looks like is told of the piece.
          looksLike: false,
        };
        const session = { ...sessionIn(`${folder}/${pieceEvents}`), ...changes };
        judged.set(pieceEvents, await judgeLoaded(traces, spec, { folder, session }));
      }
      beside = await besideFailure(spec, `${folder}/beside`);
    });
  });
  const at = (pieceEvents: number): Judged => {
    const found = judged.get(pieceEvents);
    if (found === undefined) throw new Error("not judged");
    return found;
  };

  test("whole, some conform and some do not", () => {
    const verdicts = traces.map(({ name }) => `${at(100).of(name).verdict} ${at(100).of(name).matched}`);
    expect(verdicts).toEqual([
      ...["conforms 6", "conforms 5", "diverges 4", "diverges 5"],
      ...["diverges 0", "conforms 5", "conforms 1", "diverges 3"],
    ]);
  });

  test("all states at the end of a piece are known, even when TLC was stopped in between", () => {
    const [piece] = beside.filter(({ trace }) => trace.file === "piece");
    expect(piece).toMatchObject({ ended: "accepted", matched: 1 });
    expect(piece?.end).toHaveLength(2);
  });

  test.each(isFull ? [1, 4] : [1])(
    "%i events a piece: the same verdicts, places and reasons",
    (pieceEvents) => {
      expect(told(at(pieceEvents))).toEqual(told(at(100)));
      expect(at(pieceEvents).report.actions).toEqual(at(100).report.actions);
      expect(at(pieceEvents).report.tlc.runs).toBeGreaterThan(at(100).report.tlc.runs);
    },
  );
});
