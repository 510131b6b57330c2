import * as fc from "fast-check";
import * as Schema from "@effect/schema/Schema";
import { describe, expect, test, vi } from "vitest";
import { canonicalText } from "./canonical.ts";
import { decodeTrace } from "./decode.ts";
import { encodeEvent, encodeTrace, encodeValue } from "./encode.ts";
import { eventFindings, headerFindings } from "./explain.ts";
import type { ItfValue } from "./itf.ts";
import { scanJson } from "./jsonScan.ts";
import { ItfValueSchema, TraceEventSchema, TraceHeaderSchema } from "./schema.ts";
import type { TraceEvent, TraceHeader } from "./schema.ts";
import { isItfValue, isTraceEvent, isTraceHeader } from "./shape.ts";
import { valueFindings } from "./valueFindings.ts";

// Property tests on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const STRICT = { onExcessProperty: "error" } as const;
const schemaAccepts = Schema.decodeUnknownResult(TraceEventSchema, STRICT);
const schemaAcceptsHeader = Schema.decodeUnknownResult(TraceHeaderSchema, STRICT);
const schemaAcceptsValue = Schema.decodeUnknownResult(ItfValueSchema, STRICT);

const NASTY = [
  '"',
  "\\",
  "\\\\",
  "====",
  "----",
  "\u2028",
  "\u2029",
  "\u0085",
  "\u0000",
  "\r\n",
  "\ud800",
  "é",
  "😀",
];
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join("")),
  fc.constantFrom("__proto__", "constructor", "toString", "S1", "", "1", "10", "2"),
);
const name = text.filter((key) => !key.startsWith("#"));
const fullText = text.filter((string) => string !== "");
const int = fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 }));
const fields = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.array(fc.tuple(name, value), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
const pairs = (value: fc.Arbitrary<ItfValue>, minLength = 0) =>
  fc.uniqueArray(fc.tuple(value, value), {
    minLength,
    maxLength: 3,
    selector: ([key]) => canonicalText(key),
  });

const { value } = fc.letrec<{ value: ItfValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    int,
    text,
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 3 }),
    int.map((number) => ({ "#bigint": String(number) })),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => ({ "#tup": items })),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => ({ "#set": items })),
    pairs(tie("value")).map((points) => ({ "#map": points })),
    fields(tie("value")),
  ),
}));
const logged = fc.oneof(
  value,
  pairs(value, 1).map((points) => ({ "#at": points })),
);
const count = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const event: fc.Arbitrary<TraceEvent> = fc.record(
  {
    seq: count,
    action: fullText,
    node: fullText,
    nodeSeq: count,
    args: fields(value),
    state: fields(logged),
    received: fullText,
    sent: fc.array(fullText, { maxLength: 3 }),
    at: fc.double({ noNaN: true, noDefaultInfinity: true }).map((time) => (time === 0 ? 0 : time)),
  },
  { requiredKeys: ["seq", "action"] },
);
const header: fc.Arbitrary<TraceHeader> = fc.record(
  {
    format: fc.constant("tla-trace" as const),
    version: fc.constant(1 as const),
    spec: fullText,
    constants: fields(value),
    nodes: fc.array(fullText),
    producer: fc.record(
      {
        ...{
          name: fullText,
          version: text,
          driver: text,
          seed: fc.oneof(int, text),
          scenario: text,
          mutant: text,
        },
        details: fields(fc.oneof(text, int, fc.boolean())),
      },
      { requiredKeys: ["name"] },
    ),
    purpose: text,
  },
  { requiredKeys: ["format", "version", "spec"] },
);
const expected = fc.record({
  ...{ verdict: fc.constant("diverges" as const), line: count, seq: count, mistake: fullText },
});

/** JSON that is nearly right: one place of a good value replaced by something else, or one key added or removed. */
const WRONG: readonly unknown[] = [
  ...[null, 0.5, 2 ** 31, -(2 ** 31) - 1, 1e300, -1, 0, "", [], {}, true, "x", [[]], [[1, 2]], [[1, 2, 3]]],
  ...[
    { "#set": 1 },
    { "#set": [] },
    { "#at": [] },
    { "#at": [[1, 2]] },
    {
      "#map": [
        [1, 2],
        [1, 3],
      ],
    },
  ],
  ...[
    { "#map": [[1]] },
    { "#bigint": "01" },
    { "#bigint": "2147483648" },
    { "#bigint": 1 },
    { "#tup": null },
  ],
  ...[
    { "#": 1 },
    { "#set": [], a: 1 },
    { "#at": [[1, 2]], a: 1 },
    { a: 1, "#set": [] },
    { "#set": [], "#tup": [] },
    { a: { "#x": null } },
  ],
];
const KEYS = [
  "seq",
  "action",
  "args",
  "state",
  "node",
  "nodeSeq",
  "sent",
  "at",
  "foo",
  "#set",
  "#at",
  "__proto__",
];

interface Change {
  readonly depth: number;
  readonly choice: number;
  readonly kind: "replace" | "remove" | "add";
  readonly wrong: unknown;
  readonly key: string;
}
const change: fc.Arbitrary<Change> = fc.record({
  depth: fc.nat(5),
  choice: fc.nat(20),
  kind: fc.constantFrom("replace", "remove", "add"),
  wrong: fc.constantFrom(...WRONG),
  key: fc.constantFrom(...KEYS),
});

const changed = (target: unknown, how: Change): unknown => {
  if (Array.isArray(target) && target.length > 0 && how.depth > 0) {
    return target.with(how.choice % target.length, changed(target[how.choice % target.length], deeper(how)));
  }
  if (typeof target !== "object" || target === null || Array.isArray(target)) return how.wrong;
  const entries: (readonly [string, unknown])[] = Object.entries(target);
  if (how.kind === "add") return Object.fromEntries([...entries, [how.key, how.wrong]]);
  const [key, old] = entries[how.choice % entries.length] ?? ["x", 0];
  if (how.kind === "remove") return Object.fromEntries(entries.filter(([other]) => other !== key));
  return Object.fromEntries([
    ...entries.filter(([other]) => other !== key),
    [key, how.depth === 0 ? how.wrong : changed(old, deeper(how))],
  ]);
};
const deeper = (how: Change): Change => ({ ...how, depth: how.depth - 1 });

const RUNS = { numRuns: 400 };

describe("the fast check accepts exactly what the schema accepts, and every refusal has a reason", () => {
  const agree = (candidate: unknown): boolean => {
    const accepted = schemaAccepts(candidate)._tag === "Success";
    expect(isTraceEvent(candidate)).toBe(accepted);
    expect(eventFindings(candidate).length === 0).toBe(accepted);
    return accepted;
  };

  test("for events", () => {
    fc.assert(
      fc.property(event, (good) => {
        expect(agree(good)).toBe(true);
      }),
      RUNS,
    );
  });

  test("for nearly right events, most of which are wrong", () => {
    let refused = 0;
    let runs = 0;
    fc.assert(
      fc.property(event, fc.array(change, { minLength: 1, maxLength: 2 }), (good, changes) => {
        runs++;
        if (!agree(changes.reduce(changed, good))) refused++;
      }),
      { numRuns: 1500 },
    );
    expect(refused / runs).toBeGreaterThan(0.5);
    expect(refused / runs).toBeLessThan(0.98);
  });

  test("for any JSON, and for each wrong value by itself", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        agree(json);
        agree({ seq: 1, state: { x: json } });
      }),
      RUNS,
    );
    for (const wrong of WRONG) {
      agree(wrong);
      agree({ seq: 1, state: { x: wrong } });
      agree({ seq: 1, action: "A", args: { x: wrong } });
    }
  });

  test("for values", () => {
    fc.assert(
      fc.property(fc.oneof(value, logged), fc.option(change), (good, how) => {
        const candidate = how === null ? good : changed(good, how);
        const accepted = schemaAcceptsValue(candidate)._tag === "Success";
        expect(isItfValue(candidate)).toBe(accepted);
        expect(valueFindings(candidate, ["x"]).length === 0).toBe(accepted);
      }),
      { numRuns: 1000 },
    );
  });

  test("for headers", () => {
    fc.assert(
      fc.property(header, fc.option(expected), fc.option(change), (plain, refused, how) => {
        const good = refused === null ? plain : { ...plain, expect: refused };
        const candidate = how === null ? good : changed(good, how);
        const accepted = schemaAcceptsHeader(candidate)._tag === "Success";
        expect(isTraceHeader(candidate)).toBe(accepted);
        expect(headerFindings(candidate).length === 0).toBe(accepted);
      }),
      { numRuns: 1500 },
    );
  });
});

describe("encoding", () => {
  test("gives back what was encoded, on lines that nothing else splits", async () => {
    await fc.assert(
      fc.asyncProperty(header, fc.array(event, { minLength: 1, maxLength: 4 }), async (head, events) => {
        const numbered = events.map((each, index) => onlyOnce({ ...each, seq: index + 1 }));
        const named = numbered.flatMap(({ node }) => (node === undefined ? [] : [node]));
        const trace = {
          header: head.nodes === undefined ? head : { ...head, nodes: [...head.nodes, ...named] },
          events: numbered.map((each, index) => ({ line: index + 2, event: each })),
        };
        const encoded = encodeTrace(trace);
        expect(encoded.split(/[\n\r\u0085\u2028\u2029]/u)).toHaveLength(events.length + 2);
        expect(await decodeTrace("t", encoded)).toEqual({ ok: true, value: { file: "t", ...trace } });
      }),
      RUNS,
    );
  });

  test("does not depend on the order of keys, and decodes to itself", () => {
    fc.assert(
      fc.property(event, (good) => {
        const reversed = Object.fromEntries(Object.entries(good).reverse()) as unknown as TraceEvent;
        expect(encodeEvent(reversed)).toBe(encodeEvent(good));
        expect(encodeEvent(JSON.parse(encodeEvent(good)) as TraceEvent)).toBe(encodeEvent(good));
      }),
      RUNS,
    );
  });

  test("leaves no duplicate key and the right depth to a scan", () => {
    fc.assert(
      fc.property(value, (good) => {
        const { duplicateKey, depth } = scanJson(encodeValue(good));
        expect(duplicateKey).toBeUndefined();
        expect(depth).toBe(depthOf(good));
      }),
      RUNS,
    );
  });
});

/** Message ids and nodeSeq that are in order by construction. */
const onlyOnce = (each: TraceEvent): TraceEvent => ({
  ...each,
  ...(each.sent && { sent: each.sent.map((id, index) => `${each.seq}.${index}.${id}`) }),
  ...(each.nodeSeq !== undefined && { nodeSeq: each.seq }),
});

const depthOf = (json: unknown): number =>
  typeof json === "object" && json !== null ? 1 + Math.max(0, ...Object.values(json).map(depthOf)) : 0;

test("equal TLA+ values have one canonical text, different ones two", () => {
  const equal: readonly (readonly [ItfValue, ItfValue])[] = [
    [7, { "#bigint": "7" }],
    [["a", 1], { "#tup": ["a", 1] }],
    [["a"], { "#map": [[1, "a"]] }],
    [
      { a: 1, b: 2 },
      {
        "#map": [
          ["b", 2],
          ["a", 1],
        ],
      },
    ],
    [{ "#set": [1, 2, 2] }, { "#set": [2, { "#bigint": "1" }] }],
    [[], {}],
  ];
  for (const [left, right] of equal) expect(canonicalText(left)).toBe(canonicalText(right));
  const different: readonly ItfValue[] = [
    1,
    "1",
    true,
    "true",
    [1],
    { "#set": [1] },
    { a: 1 },
    [[1]],
    { "#set": [] },
    [],
  ];
  expect(new Set(different.map(canonicalText)).size).toBe(different.length);
});
