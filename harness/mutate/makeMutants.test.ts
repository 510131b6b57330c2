import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTrace } from "../../traces/decode.ts";
import type { ItfValue } from "../../traces/itf.ts";
import type { Trace } from "../../traces/trace.ts";
import { constantsText, rawEvents } from "./edit.ts";
import { traceOf, type Draft } from "./fixtures/traces.ts";
import { traceKey } from "./identity.ts";
import { mutantText } from "./judgeMutants.ts";
import { makeMutants, renumbered } from "./makeMutants.ts";
import { OPERATORS, type Mutant, type OperatorName } from "./mutant.ts";
import type { OperatorContext } from "./operatorContext.ts";
import { collectValues } from "./seenValues.ts";

const contextOf = (traces: readonly Trace[]): OperatorContext => ({
  seen: collectValues(traces),
  siblings: (name) => ["Nil", "Up", "Down"].filter((other) => other !== name),
  actions: new Map([
    ["Go", ["i", "j"]],
    ["Stop", ["i"]],
    ["Rest", []],
  ]),
  traces,
  domains: [["S1", "S2", "S3"]],
});

const mutantsOf = (
  traces: readonly Trace[],
  choice: {
    readonly operators?: readonly OperatorName[];
    readonly limit?: number;
    readonly seed?: number;
  } = {},
): readonly Mutant[] => [
  ...makeMutants(traces, contextOf(traces), { operators: OPERATORS, limit: 20, seed: 1, ...choice }),
];

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.boolean(),
  fc.constantFrom("S1", "S2", "Nil", "x"),
);
const { value } = fc.letrec<{ readonly value: ItfValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).map((items) => ({ "#set": items })),
    fc.record({ term: tie("value"), name: scalar }),
    fc
      .tuple(tie("value"), tie("value"))
      .map(([a, b]) => ({ "#map": [["k1", a] as const, ["k2", b] as const] })),
  ),
}));
const event: fc.Arbitrary<Draft> = fc.record(
  {
    action: fc.constantFrom("Go", "Stop"),
    args: fc.record({ i: fc.constantFrom("S1", "S2") }),
    state: fc.dictionary(
      fc.constantFrom("level", "box"),
      fc.oneof(
        value,
        value.map((image) => ({ "#at": [["S1", image] as const] })),
      ),
      { minKeys: 1 },
    ),
    node: fc.constantFrom("S1", "S2"),
  },
  { requiredKeys: ["action"] },
);
const traces = fc
  .array(fc.array(event, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
  .map((lists) => lists.map((events, index) => traceOf(events, `t${index}.ndjson`)));

const keyOf = ({ original, events }: Mutant): string => traceKey(constantsText(original), events);

test("what a trace says with other constants is said anew", () => {
  const go: Draft = { action: "Go" };
  const constants = (N: number) => ({ constants: { N } });
  const shorter = (N: number) =>
    mutantsOf([traceOf([go, { action: "Stop" }], "a", constants(1)), traceOf([go], "b", constants(N))], {
      operators: ["truncate"],
    }).filter(({ original, events }) => original.file === "a" && events.length === 1);
  expect(shorter(1)).toHaveLength(0);
  expect(shorter(2)).toHaveLength(1);
});

describe("mutants of any traces", () => {
  test("none says what one of the traces says, and no two say the same", () => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 1, max: 99 }), (some, seed) => {
        const originals = some.map((trace) => traceKey(constantsText(trace), rawEvents(trace.events)));
        const keys = mutantsOf(some, { seed, limit: 8 }).map(keyOf);
        expect(keys.filter((key) => originals.includes(key))).toEqual([]);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 25 },
    );
  });

  test("the seed decides, and nothing else", () => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 1, max: 99 }), (some, seed) => {
        const texts = (): readonly string[] => mutantsOf(some, { seed, limit: 3 }).map(mutantText);
        expect(texts()).toEqual(texts());
      }),
      { numRuns: 30 },
    );
  });

  test("numbers are in order, whatever else is wrong", () => {
    fc.assert(
      fc.property(traces, (some) => {
        for (const { events } of mutantsOf(some, { limit: 5 }))
          expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      }),
      { numRuns: 30 },
    );
  });

  test("only names and omissions break the format", async () => {
    await fc.assert(
      fc.asyncProperty(traces, async (some) => {
        for (const mutant of mutantsOf(some, { limit: 4 })) {
          const decoded = await decodeTrace(mutant.name, mutantText(mutant));
          const mayBreak = mutant.edit.operator === "misspell" || mutant.edit.operator === "drop";
          expect(decoded.ok || mayBreak, `${mutant.edit.change} ${JSON.stringify(decoded)}`).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("operators", () => {
  const box = { level: 1, flag: true, who: { "#set": ["S1"] }, list: [4, 5] };
  const trace = traceOf([
    { action: "Go", args: { i: "S1", j: "S2" }, state: { box }, node: "S1", nodeSeq: 1, sent: ["m1"] },
    {
      action: "Stop",
      args: { i: "S2" },
      state: {
        at: {
          "#at": [
            ["S1", 1],
            ["S2", 2],
          ],
        },
      },
      node: "S2",
      nodeSeq: 1,
      received: "m1",
    },
  ]);
  const changes = (operator: OperatorName): readonly string[] =>
    mutantsOf([trace], { operators: [operator], limit: 100 })
      .map(({ edit }) => edit.change)
      .toSorted();

  test("value changes one leaf or element", () => {
    expect(changes("value")).toEqual([
      "event 1, Go(i = S1, j = S2): box.flag true -> false",
      "event 1, Go(i = S1, j = S2): box.level 1 -> 0",
      "event 1, Go(i = S1, j = S2): box.level 1 -> 2",
      "event 1, Go(i = S1, j = S2): box.list with 4",
      "event 1, Go(i = S1, j = S2): box.list with 5",
      "event 1, Go(i = S1, j = S2): box.list without 4",
      "event 1, Go(i = S1, j = S2): box.list without 5",
      "event 1, Go(i = S1, j = S2): box.list[1] 4 -> 3",
      "event 1, Go(i = S1, j = S2): box.list[1] 4 -> 5",
      "event 1, Go(i = S1, j = S2): box.list[2] 5 -> 4",
      "event 1, Go(i = S1, j = S2): box.list[2] 5 -> 6",
      "event 1, Go(i = S1, j = S2): box.who without S1",
      "event 1, Go(i = S1, j = S2): box.who{S1} S1 -> Down",
      "event 1, Go(i = S1, j = S2): box.who{S1} S1 -> Nil",
      "event 1, Go(i = S1, j = S2): box.who{S1} S1 -> Up",
      "event 2, Stop(i = S2): at[S1] 1 -> 0",
      "event 2, Stop(i = S2): at[S1] 1 -> 2",
      "event 2, Stop(i = S2): at[S2] 2 -> 1",
      "event 2, Stop(i = S2): at[S2] 2 -> 3",
    ]);
  });

  test("argument takes values seen there or of a domain that holds the value", () => {
    const told = changes("argument");
    expect(told).toContain("event 2, Stop(i = S2): i S2 -> S1");
    expect(told).toContain("event 1, Go(i = S1, j = S2): j S2 -> S3");
  });

  test("drop leaves out the action with its arguments, an argument, a variable, a point", () => {
    expect(changes("drop")).toEqual([
      "event 1, Go(i = S1, j = S2): without argument i",
      "event 1, Go(i = S1, j = S2): without argument j",
      "event 1, Go(i = S1, j = S2): without its action",
      "event 1, Go(i = S1, j = S2): without variable box",
      "event 2, Stop(i = S2): without argument i",
      "event 2, Stop(i = S2): without at[S1]",
      "event 2, Stop(i = S2): without at[S2]",
      "event 2, Stop(i = S2): without its action",
      "event 2, Stop(i = S2): without variable at",
    ]);
  });

  test("misspell reaches fields of the format, names and fields of records", () => {
    const told = changes("misspell").join("\n");
    for (const what of [
      "the field args",
      "the action Go",
      "the argument j",
      "the variable box",
      "the record field level",
    ])
      expect(told).toContain(what);
  });

  test("rename keeps the arguments that the other action has", () => {
    const renamed = mutantsOf([trace], { operators: ["rename"], limit: 100 });
    const toStop = renamed.find(({ events }) => events[0]?.["action"] === "Stop");
    expect(toStop?.events[0]).toMatchObject({ action: "Stop", args: { i: "S1" } });
    expect(toStop?.events[0]?.["args"]).not.toHaveProperty("j");
  });

  test("a copy sends nothing, and the numbers of nodes go on", () => {
    const [copied] = mutantsOf([trace], { operators: ["duplicate"], limit: 100 }).filter(
      ({ edit }) => edit.event === 1,
    );
    expect(copied?.events.map(({ nodeSeq, sent }) => [nodeSeq, sent])).toEqual([
      [1, ["m1"]],
      [2, undefined],
      [1, undefined],
    ]);
  });
});

test("renumbered counts within each node, and only where numbers were", () => {
  const events = [{ node: "a", nodeSeq: 7 }, { node: "b" }, { node: "a", nodeSeq: 9 }];
  expect(renumbered(events)).toEqual([
    { seq: 1, node: "a", nodeSeq: 1 },
    { seq: 2, node: "b" },
    { seq: 3, node: "a", nodeSeq: 2 },
  ]);
});
