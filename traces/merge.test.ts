import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { decodeTrace } from "./decode.ts";
import { encodeTrace } from "./encode.ts";
import { mergeTraces } from "./merge.ts";
import type { Problem } from "./problem.ts";
import { collectRecorder, type NewEvent } from "./recorder.ts";
import type { TraceEvent } from "./schema.ts";
import type { Trace } from "./trace.ts";

// Property tests on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const HEADER = { spec: "Spec", constants: { Server: { "#set": ["A", "B"] } } };

const traceOf = (file: string, events: readonly TraceEvent[]): Trace => ({
  file,
  header: { format: "tla-trace", version: 1, ...HEADER },
  events: events.map((event, index) => ({ line: index + 2, event })),
});
const recorded = (file: string, events: readonly NewEvent[]): Trace => {
  const recorder = collectRecorder(HEADER);
  for (const event of events) recorder.record(event);
  return recorder.trace(file);
};
const merged = (...traces: readonly Trace[]): Trace => {
  const result = mergeTraces(traces);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};
const problems = (...traces: readonly Trace[]): readonly string[] => {
  const result = mergeTraces(traces);
  return result.ok
    ? []
    : result.problems.map(({ code, file = "", line = 0 }: Problem) => `${code} ${file}:${line}`);
};
const act = (node: string, more: Partial<NewEvent> = {}): NewEvent => ({ node, action: "Next", ...more });

describe("merging", () => {
  const first = recorded("A.ndjson", [act("A", { sent: ["A.1"] }), act("A", { received: "B.1" })]);
  const second = recorded("B.ndjson", [act("B", { received: "A.1", sent: ["B.1"] }), act("B")]);

  test("puts every receive after its send and keeps the places", () => {
    const { file, events } = merged(second, first);
    expect(file).toBe("A.ndjson + B.ndjson");
    expect(events.map((each) => `${each.event.seq} ${each.file ?? ""}:${each.line}`)).toEqual([
      "1 A.ndjson:2",
      "2 B.ndjson:2",
      "3 B.ndjson:3",
      "4 A.ndjson:3",
    ]);
  });

  test("goes on with the first file by name that need not wait any more, not with the next one", () => {
    const third = recorded("C.ndjson", [act("C")]);
    const files = merged(third, second, first).events.map(({ file = "" }) => file[0]);
    expect(files.join("")).toBe("ABBAC");
  });

  test("joins the nodes and drops the expectation of one file", () => {
    const head = first.header;
    const expectation = { verdict: "diverges", line: 2, seq: 1, mistake: "m" } as const;
    const header = merged(
      { ...first, header: { ...head, nodes: ["B", "A"], expect: expectation } },
      { ...second, header: { ...head, nodes: ["C", "B"] } },
    ).header;
    expect(header).toEqual({ ...head, nodes: ["A", "B", "C"] });
  });

  test("orders a node that stands in two files by nodeSeq", () => {
    const before = traceOf("2.ndjson", [{ seq: 1, node: "A", nodeSeq: 1, action: "Stop" }]);
    const after = traceOf("1.ndjson", [{ seq: 1, node: "A", nodeSeq: 2, action: "Start" }]);
    expect(merged(after, before).events.map(({ event }) => event.action)).toEqual(["Stop", "Start"]);
  });

  test("refuses files of different runs", () => {
    const otherSpec = { ...second, header: { ...second.header, spec: "Other" } };
    const otherConstants = { ...second, header: { ...second.header, constants: { Server: "A" } } };
    expect(problems(first, otherSpec)).toEqual(["TRC060 B.ndjson:1"]);
    expect(problems(first, otherConstants)).toEqual(["TRC060 B.ndjson:1"]);
    expect(problems(first, { ...second, header: { ...second.header, purpose: "other" } })).toEqual([]);
  });

  test("refuses a receive that no file sends", () => {
    expect(problems(first)).toEqual(["TRC061 A.ndjson:3"]);
  });

  test("refuses a message that two files send", () => {
    const copy = recorded("C.ndjson", [act("C", { sent: ["A.1"] })]);
    expect(problems(first, second, copy)).toEqual(["TRC054 C.ndjson:2"]);
  });

  test("refuses a cycle and names every event that waits", () => {
    const left = recorded("L.ndjson", [act("A"), act("A", { received: "y", sent: ["x"] })]);
    const right = recorded("R.ndjson", [act("B", { received: "x", sent: ["y"] })]);
    expect(problems(left, right)).toEqual(["TRC062 L.ndjson:3", "TRC062 R.ndjson:2"]);
  });

  test("refuses a node in two files without an order of its own", () => {
    const unnumbered = traceOf("1.ndjson", [{ seq: 1, node: "A", action: "Next" }]);
    const twice = traceOf("2.ndjson", [{ seq: 1, node: "A", nodeSeq: 1, action: "Next" }]);
    expect(problems(unnumbered, twice)).toEqual(["TRC063 1.ndjson:2"]);
    expect(problems(twice, { ...twice, file: "3.ndjson" })).toEqual(["TRC063 3.ndjson:2"]);
  });

  test("of nothing is a bug", () => {
    expect(() => mergeTraces([])).toThrow("nothing to merge");
  });
});

/** What happens in a random run: a node acts, and perhaps receives one of the messages sent so far. */
const move = fc.record({
  node: fc.nat(3),
  sends: fc.nat(2),
  receives: fc.option(fc.nat(100), { nil: undefined }),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

const runOf = (moves: readonly Move[]): readonly TraceEvent[] => {
  const recorder = collectRecorder(HEADER);
  const sent: string[] = [];
  return moves.map(({ node, sends, receives }, step) => {
    const received = receives === undefined || sent.length === 0 ? undefined : sent[receives % sent.length];
    const fresh = Array.from({ length: sends }, (_, index) => `m${step}.${index}`);
    sent.push(...fresh);
    return recorder.record(act(`N${node}`, { sent: fresh, ...(received !== undefined && { received }) }));
  });
};

/** Cuts a run into files; `fileOf` says in which file an event of a node goes. */
const filesOf = (run: readonly TraceEvent[], fileOf: (event: TraceEvent) => string): readonly Trace[] => {
  const names = [...new Set(run.map(fileOf))];
  return names.map((file) =>
    traceOf(
      file,
      run.filter((event) => fileOf(event) === file).map((event, index) => ({ ...event, seq: index + 1 })),
    ),
  );
};

const identity = ({ node = "", nodeSeq = 0 }: TraceEvent): string => `${node}:${nodeSeq}`;

/** Independent of the merge: every pair that must be in order is in order. */
const isLinearExtension = (run: readonly TraceEvent[], order: readonly TraceEvent[]): boolean => {
  const position = new Map(order.map((event, index) => [identity(event), index]));
  const at = (event: TraceEvent): number => position.get(identity(event)) ?? NaN;
  return run.every((earlier, index) =>
    run.slice(index + 1).every((later) => {
      const sameNode = earlier.node === later.node;
      const message = later.received !== undefined && earlier.sent?.includes(later.received) === true;
      return !(sameNode || message) || at(earlier) < at(later);
    }),
  );
};

describe("of any run cut into files", () => {
  const runs = fc.array(move, { minLength: 1, maxLength: 25 }).map(runOf);
  const cuts: readonly (readonly [string, (event: TraceEvent) => string])[] = [
    ["one a node", ({ node = "" }) => node],
    ["one for each start of a node", ({ node = "", nodeSeq = 0 }) => `${nodeSeq % 2} ${node}`],
    ["two nodes a file", ({ node = "" }) => (node < "N2" ? "low" : "high")],
  ];

  test.each(cuts)("%s, the merge is causal, complete, and decodable", async (...[, fileOf]) => {
    await fc.assert(
      fc.asyncProperty(runs, async (run) => {
        const trace = merged(...filesOf(run, fileOf));
        const order = trace.events.map(({ event }) => event);
        expect(order.map(({ seq }) => seq)).toEqual(run.map((_, index) => index + 1));
        expect(isLinearExtension(run, order)).toBe(true);
        expect((await decodeTrace("merged", encodeTrace(trace))).ok).toBe(true);
      }),
    );
  });

  test("the order of the arguments does not matter", () => {
    const shuffled = runs.chain((run) => {
      const files = filesOf(run, ({ node = "" }) => node);
      return fc.shuffledSubarray([...files], { minLength: files.length }).map((other) => ({ files, other }));
    });
    fc.assert(
      fc.property(shuffled, ({ files, other }) => {
        expect(mergeTraces(other)).toEqual(mergeTraces(files));
      }),
    );
  });

  test("a merge of a merge changes nothing", () => {
    fc.assert(
      fc.property(runs, (run) => {
        const once = merged(...filesOf(run, ({ node = "" }) => node));
        expect(merged(once).events.map(({ event }) => event)).toEqual(once.events.map(({ event }) => event));
      }),
    );
  });

  test("the judge of these tests refuses a wrong order", () => {
    const run = runOf([
      { node: 0, sends: 1, receives: undefined },
      { node: 1, sends: 0, receives: 0 },
    ]);
    expect(isLinearExtension(run, run)).toBe(true);
    expect(isLinearExtension(run, run.toReversed())).toBe(false);
  });
});
