import { describe, expect, test } from "vitest";
import { decodeTrace } from "./decode.ts";
import { encodeEvent, encodeHeader, encodeTrace, encodeValue } from "./encode.ts";
import { collectRecorder, createBacklog, createRecorder, type NewEvent } from "./recorder.ts";

const EVENTS: readonly NewEvent[] = [
  { node: "A", action: "Start", sent: ["A.1"] },
  { node: "B", action: "Receive", received: "A.1", state: { x: 1 } },
  { action: "Global" },
  { node: "A", action: "Stop" },
];

describe("a recorder", () => {
  test("writes the header at once, then numbered events, one line each", () => {
    const lines: string[] = [];
    const { record } = createRecorder({ header: { spec: "Spec" }, write: (line) => lines.push(line) });
    expect(lines).toEqual(['{"format":"tla-trace","version":1,"spec":"Spec"}']);
    for (const event of EVENTS) record(event);
    expect(lines.slice(1)).toEqual([
      '{"seq":1,"node":"A","nodeSeq":1,"action":"Start","sent":["A.1"]}',
      '{"seq":2,"node":"B","nodeSeq":1,"action":"Receive","state":{"x":1},"received":"A.1"}',
      '{"seq":3,"action":"Global"}',
      '{"seq":4,"node":"A","nodeSeq":2,"action":"Stop"}',
    ]);
  });

  test("in memory holds what the decoder would read", async () => {
    const recorder = collectRecorder({ spec: "Spec", purpose: "test" });
    for (const event of EVENTS) recorder.record(event);
    const trace = recorder.trace("t");
    expect(await decodeTrace("t", encodeTrace(trace))).toEqual({ ok: true, value: trace });
  });

  test("gives no number to an event it refuses", () => {
    const { record } = collectRecorder({ spec: "Spec" });
    record({ node: "A", action: "Start" });
    expect(() => record({ node: "A" })).toThrow("TRC029");
    expect(() => record({ node: "A", action: "Bad", state: { x: 2 ** 31 } })).toThrow("TRC030 state.x");
    expect(record({ node: "A", action: "Stop" })).toMatchObject({ seq: 2, nodeSeq: 2 });
  });

  test("hands on a snapshot: later events do not appear in it", () => {
    const recorder = collectRecorder({ spec: "Spec" });
    const before = recorder.trace("t");
    recorder.record({ action: "Next" });
    expect(before.events).toEqual([]);
    expect(recorder.trace("t").events).toHaveLength(1);
  });
});

describe("a backlog", () => {
  const event = (name: string): NewEvent => ({ node: "A", action: name });

  test("makes no event of a step before it is asked, then all in order and each once", () => {
    let made = 0;
    const backlog = createBacklog((name: string) => {
      made++;
      return event(name);
    });
    const recorder = collectRecorder({ spec: "Spec" });
    backlog.keep("One");
    backlog.keep("Two");
    expect([made, recorder.trace("t").events.length]).toEqual([0, 0]);
    backlog.recordTo(recorder);
    backlog.keep("Three");
    backlog.recordTo(recorder);
    backlog.recordTo(recorder);
    expect(made).toBe(3);
    expect(recorder.trace("t").events.map(({ line, event: { action, seq } }) => [line, action, seq])).toEqual(
      [
        [2, "One", 1],
        [3, "Two", 2],
        [4, "Three", 3],
      ],
    );
  });

  test("tells what recording at every step tells", () => {
    const [later, at] = [collectRecorder({ spec: "Spec" }), collectRecorder({ spec: "Spec" })];
    const backlog = createBacklog((step: NewEvent) => step);
    for (const step of EVENTS) {
      backlog.keep(step);
      at.record(step);
    }
    backlog.recordTo(later);
    expect(encodeTrace(later.trace("t"))).toBe(encodeTrace(at.trace("t")));
  });

  test("throws for a step the format cannot hold", () => {
    const backlog = createBacklog(event);
    backlog.keep("");
    expect(() => backlog.recordTo(collectRecorder({ spec: "Spec" }))).toThrow("not a trace event");
  });
});

describe("the encoder", () => {
  test("orders the keys of the format as documented and all others by name", () => {
    const event = {
      at: 5,
      sent: ["m"],
      state: { b: { z: 1, a: 2 }, a: 1 },
      action: "A",
      seq: 1,
      received: "n",
    };
    expect(encodeEvent({ ...event, nodeSeq: 1, node: "S", args: { j: 1, i: 2 } })).toBe(
      '{"seq":1,"node":"S","nodeSeq":1,"action":"A","args":{"i":2,"j":1},' +
        '"state":{"a":1,"b":{"a":2,"z":1}},"received":"n","sent":["m"],"at":5}',
    );
  });

  test("escapes what splits lines or steers terminals", () => {
    expect(encodeValue("a\u2028b\u0085c\u009bd\u202ee\nf\ud800")).toBe(
      '"a\\u2028b\\u0085c\\u009bd\\u202ee\\nf\\ud800"',
    );
  });

  test("sorts keys however they come, by UTF-16 code units, and leaves out what is undefined", () => {
    const value = { "\u{1f600}": 1, "\uffff": 2, b: undefined, a: [] as const, B: {}, "a b": -0 } as const;
    expect(encodeValue(value as unknown as Parameters<typeof encodeValue>[0])).toBe(
      '{"B":{},"a":[],"a b":0,"\u{1f600}":1,"\uffff":2}',
    );
  });

  test("refuses a record field that starts with #, in events and in the header", () => {
    expect(() => encodeEvent({ seq: 1, state: { x: { "#odd": 1 } } })).toThrow("TRC032 state.x");
    const header = { format: "tla-trace", version: 1, spec: "Spec", constants: { "#odd": 1 } } as const;
    expect(() => encodeHeader(header)).toThrow('TRC032 constants["#odd"]');
  });
});
