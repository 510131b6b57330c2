import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Trace } from "../../traces/trace.ts";
import { FileChangedError, listCursor } from "../../traces/traceFile.ts";
import { createFacts } from "./vacuity/facts.ts";
import type { TraceSource } from "./source.ts";
import { createSupply, type Batch, type SupplyLimits } from "./supply.ts";

const traceOf = (name: string, length: number, limit: number): Trace => ({
  file: name,
  header: { format: "tla-trace", version: 1, spec: "Ticks", constants: { Limit: limit } },
  events: Array.from({ length }, (_, index) => ({
    line: index + 2,
    event: { seq: index + 1, action: "Up", state: { n: index * limit } },
  })),
});

const sourceOf = (trace: Trace): TraceSource => ({
  ...{ file: trace.file, header: trace.header, events: trace.events.length },
  bytes: trace.events.length * 100,
  facts: createFacts().facts(),
  read: () => listCursor(trace.events),
});

// eslint-disable-next-line @typescript-eslint/require-await -- a source that has everything at once
async function* oneByOne(sources: readonly TraceSource[]): AsyncGenerator<TraceSource> {
  yield* sources;
}

const withLevel = ({ line, event }: Trace["events"][number], n: number): Trace["events"][number] => ({
  line,
  event: { ...event, state: { n: n + event.seq } },
});

const lines = (batches: readonly Batch[]): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  for (const { segment } of batches.flatMap(({ pieces }) => pieces)) {
    const known = found.get(segment.file) ?? [];
    found.set(segment.file, [...known, ...segment.events.map(({ line }) => line)]);
  }
  return found;
};

/** Takes everything; each piece that is not the last goes on in a state that says how much came before. */
const takeAll = async (sources: readonly TraceSource[], limits: SupplyLimits) => {
  const supply = createSupply(oneByOne(sources), { modelValues: new Set() }, limits);
  const batches: Batch[] = [];
  for (let batch = await supply.take(); batch !== null; batch = await supply.take()) {
    batches.push(batch);
    for (const { trace, segment } of batch.pieces)
      if (segment.more === true) supply.goOn(trace, [[{ kind: "int", value: segment.events.length }]]);
  }
  return { batches, lost: supply.lost() };
};

const limitsOf = (changes: Partial<SupplyLimits>): SupplyLimits => ({
  ...{ maxBytes: 1_000_000, maxEvents: 1_000, share: 1_000_000 },
  ...changes,
});

describe("the supply of batches", () => {
  const anyTraces = fc.array(
    fc.record({ length: fc.integer({ min: 1, max: 12 }), limit: fc.integer({ min: 1, max: 3 }) }),
    {
      maxLength: 12,
    },
  );
  const anyLimits = fc.record({
    maxBytes: fc.integer({ min: 1, max: 900 }),
    maxEvents: fc.integer({ min: 1, max: 9 }),
    share: fc.integer({ min: 1, max: 3_000 }),
  });

  test("every event of every trace comes once and in order, whatever the limits", async () => {
    await fc.assert(
      fc.asyncProperty(anyTraces, anyLimits, async (shapes, limits) => {
        const traces = shapes.map(({ length, limit }, index) => traceOf(`t${index}`, length, limit));
        const { batches } = await takeAll(traces.map(sourceOf), limits);
        const found = lines(batches);
        for (const trace of traces)
          expect(found.get(trace.file)).toEqual(trace.events.map(({ line }) => line));
        for (const { pieces } of batches) {
          expect(new Set(pieces.map(({ segment }) => segment.header.constants?.["Limit"])).size).toBe(1);
          for (const { segment } of pieces) {
            expect(segment.events.length).toBeGreaterThan(0);
            expect(segment.events.length).toBeLessThanOrEqual(limits.maxEvents);
          }
        }
      }),
    );
  });

  test("all traces that fit are one batch", async () => {
    const { batches } = await takeAll(
      ["a", "b", "c"].map((name) => sourceOf(traceOf(name, 5, 1))),
      limitsOf({}),
    );
    expect(batches.map(({ pieces }) => pieces.length)).toEqual([3]);
  });

  test("a batch is closed when it has its share", async () => {
    const sources = ["a", "b", "c", "d"].map((name) => sourceOf(traceOf(name, 5, 1)));
    const { batches } = await takeAll(sources, limitsOf({ share: 1_000 }));
    expect(batches.map(({ pieces }) => pieces.length)).toEqual([2, 2]);
  });

  test("a piece starts where the one before has ended", async () => {
    const { batches } = await takeAll([sourceOf(traceOf("a", 5, 1))], limitsOf({ maxEvents: 2 }));
    const segments = batches.flatMap(({ pieces }) => pieces.map(({ segment }) => segment));
    expect(segments.map(({ more, start }) => ({ more, start }))).toEqual([
      { more: true, start: undefined },
      { more: true, start: [[{ kind: "int", value: 2 }]] },
      { more: undefined, start: [[{ kind: "int", value: 2 }]] },
    ]);
  });

  test("what did not fit is held back whole, however much of it was read before", async () => {
    const others = traceOf("b", 6, 1);
    const later = { ...others, events: others.events.map((event) => withLevel(event, 100)) };
    const supply = createSupply(
      oneByOne([sourceOf(traceOf("a", 6, 1)), sourceOf(later)]),
      { modelValues: new Set() },
      limitsOf({ maxEvents: 3, maxBytes: 550 }),
    );
    const batches: Batch[] = [];
    for (let batch = await supply.take(); batch !== null; batch = await supply.take()) {
      batches.push(batch);
      // The next piece of the first trace begins in a state so large that even less fits beside it.
      for (const { trace, segment } of batch.pieces)
        if (segment.more === true) supply.goOn(trace, [[{ kind: "string", value: "x".repeat(150) }]]);
    }
    expect(lines(batches).get("b")).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test("a trace whose file was changed is lost, the others are not", async () => {
    const changed = {
      ...sourceOf(traceOf("b", 5, 1)),
      read: () => ({ next: () => Promise.reject(new FileChangedError("b")) }),
    };
    const { batches, lost } = await takeAll(
      [sourceOf(traceOf("a", 5, 1)), changed, sourceOf(traceOf("c", 5, 1))],
      limitsOf({}),
    );
    expect([...lines(batches).keys()]).toEqual(["a", "c"]);
    expect(lost.map(({ problem }) => problem.code)).toEqual(["TRC004"]);
  });
});
