import { describe, expect, test } from "vitest";
import { decodeTrace } from "./decode.ts";
import { encodeEvent, encodeHeader, encodeTrace, encodeValue } from "./encode.ts";
import { collectRecorder, createRecorder, type NewEvent } from "./recorder.ts";

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

  test("refuses a record field that starts with #, in events and in the header", () => {
    expect(() => encodeEvent({ seq: 1, state: { x: { "#odd": 1 } } })).toThrow("TRC032 state.x");
    const header = { format: "tla-trace", version: 1, spec: "Spec", constants: { "#odd": 1 } } as const;
    expect(() => encodeHeader(header)).toThrow('TRC032 constants["#odd"]');
  });
});
