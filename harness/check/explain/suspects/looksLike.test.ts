import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../../traces/schema.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import { int, seq, string } from "../../../tla/value.ts";
import type { Followed } from "../../follow.ts";
import { looksLikeOf } from "./looksLike.ts";
import type { Mended } from "./suspectRun.ts";
import type { Edit } from "./variant.ts";

const occurrence = (name: string, parameters: readonly string[]) => ({
  name,
  args: parameters.map((parameter) => ({ parameter, text: "", constant: true })),
});
/** Only what looksLikeOf reads of a spec. */
const spec = {
  model: { variables: [{ name: "n" }, { name: "who" }] },
  modelValues: new Set<string>(),
  shape: { occurrences: [occurrence("Take", ["id"]), occurrence("Put", ["item"]), occurrence("Clear", [])] },
} as unknown as LoadedSpec;

const event = (action: string, args: TraceEvent["args"], n: number): TraceEvent => ({
  ...{ seq: 0, action, state: { n } },
  ...(args && { args }),
});
const EVENTS = [
  event("Put", { item: "red" }, 1),
  event("Take", { id: 1 }, 2),
  event("Take", { id: 1 }, 2),
  event("Clear", undefined, 4),
  event("Put", { item: "red" }, 5),
].map((one, index) => ({ line: index + 2, event: { ...one, seq: index + 1 } }));

const followed = (matched: number): Followed =>
  ({
    trace: { file: "t", header: { format: "tla-trace", version: 1, spec: "S" }, events: EVENTS },
    matched,
    ended: "rejected",
    branches: [],
    laws: [],
  }) as unknown as Followed;

const whole = (edit: Edit, found = seq([])): Mended => ({ edit, reached: EVENTS.length, whole: true, found });
const step = (number: number, ...args: readonly ReturnType<typeof string | typeof int>[]) =>
  seq([int(number), seq(args)]);
const tell = (mended: readonly Mended[], matched = 2) =>
  looksLikeOf(followed(matched), mended, spec).map(({ kind, event: at, text }) => `${kind} ${at}: ${text}`);

describe("what a trace looks like", () => {
  test("what is specific comes before what would explain nearly everything", () => {
    const all = [
      whole({ kind: "insert", at: 2 }, step(3)),
      whole({ kind: "action", at: 2 }, step(3)),
      whole({ kind: "argument", at: 2 }, step(1, int(2))),
      whole({ kind: "value", at: 2 }, seq([int(7), int(0)])),
      whole({ kind: "move", at: 2, to: 5 }),
      whole({ kind: "move", at: 3, to: 2 }),
      whole({ kind: "drop", at: 2 }),
    ];
    expect(tell(all)).toEqual([
      "extra 3: event 3 repeats event 2",
      "late 4: events 3 and 4 are swapped",
      "early 3: event 3 comes too early: it could happen after event 5",
      "value 3: event 3 logs a wrong value: n = 2 where the spec gives 7",
      "argument 3: event 3 has wrong arguments: Take(id = 2) in its place",
      "action 3: event 3 is of another action: Clear in its place",
      "missing 3: an event is missing before event 3: Clear",
    ]);
  });

  test("a plain event too many comes last", () => {
    const texts = tell([whole({ kind: "drop", at: 3 }), whole({ kind: "insert", at: 3 }, step(3))], 3);
    expect(texts).toEqual([
      "missing 4: an event is missing before event 4: Clear",
      "extra 4: event 4 is one too many",
    ]);
  });

  test("the best of each kind comes before the second best of any", () => {
    const drops = [0, 1, 3].map((at) => whole({ kind: "drop", at }));
    expect(tell([...drops, whole({ kind: "insert", at: 3 }, step(3))], 3)).toEqual([
      "missing 4: an event is missing before event 4: Clear",
      "extra 4: event 4 is one too many",
      "extra 2: event 2 is one too many",
      "extra 1: event 1 is one too many",
    ]);
  });

  test("only those that get furthest, unless some arrive", () => {
    const short: Mended = { ...whole({ kind: "drop", at: 0 }), reached: 4, whole: false };
    const shorter: Mended = { ...whole({ kind: "drop", at: 1 }), reached: 3, whole: false };
    expect(tell([short, shorter], 0)).toEqual(["extra 1: event 1 is one too many"]);
    expect(looksLikeOf(followed(0), [short], spec)[0]).toMatchObject({ rest: 3, whole: false });
    expect(tell([short, whole({ kind: "drop", at: 3 })], 0)).toEqual(["extra 4: event 4 is one too many"]);
    expect(tell([])).toEqual([]);
  });

  test("of an event without an action a wrong value is likely where one leaf is wrong, and the last guess otherwise", () => {
    const events = [{ seq: 1, state: { n: 1, who: 2 } }].map((one) => ({ line: 2, event: one }));
    const one = followed(0);
    const unnamed = { ...one, trace: { ...one.trace, events } };
    const kinds = (...found: readonly number[]) =>
      looksLikeOf(
        unnamed,
        [whole({ kind: "value", at: 0 }, seq(found.map(int))), whole({ kind: "drop", at: 0 })],
        spec,
      ).map(({ kind }) => kind);
    expect(kinds(1, 3)).toEqual(["value", "extra"]);
    expect(kinds(4, 3)).toEqual(["extra", "value"]);
  });

  test("one edit that arrives in several states is told once, with the values that are nearest", () => {
    const values = [seq([int(7), int(0)]), seq([int(2), int(0)]), seq([int(8), int(0)])];
    const texts = tell([
      ...values.map((found) => whole({ kind: "value", at: 2 }, found)),
      whole({ kind: "drop", at: 2 }),
      whole({ kind: "drop", at: 2 }),
    ]);
    expect(texts).toEqual([
      "extra 3: event 3 repeats event 2",
      "value 3: event 3 logs a wrong value: n = 2 where the spec gives 7",
    ]);
  });

  test("choices for one place are told together, and other places when all of them fit there", () => {
    const mended = [
      ...[2, 1, 0].map((at) => whole({ kind: "insert", at }, step(3))),
      ...[2, 0].map((at) => whole({ kind: "insert", at }, step(1, int(4)))),
      ...[5, 6, 7].map((id) => whole({ kind: "insert", at: 2 }, step(1, int(id)))),
    ];
    expect(looksLikeOf(followed(2), mended.slice(0, 5), spec)).toEqual([
      {
        ...{ kind: "missing", event: 3, line: 4, action: "Clear", args: {} },
        ...{ others: [{ action: "Take", args: { id: 4 } }], events: [1], rest: 2, whole: true },
        text: "an event is missing before event 3 (or 1): Clear or Take(id = 4)",
      },
    ]);
    expect(tell(mended)).toEqual([
      "missing 3: an event is missing before event 3: Clear or Take(id = 4) or Take(id = 5) or 2 more",
    ]);
  });

  test("the shortest move counts, and arguments that the event has are no others", () => {
    const moves = [0, 1, 2].map((to) => whole({ kind: "move", at: 3, to }));
    expect(tell(moves, 3)).toEqual(["late 4: events 3 and 4 are swapped"]);
    expect(tell(moves.slice(0, 2), 3)).toEqual([
      "late 4: event 4 comes too late: it could happen before event 2",
    ]);
    expect(tell([whole({ kind: "argument", at: 1 }, step(1, int(1)))])).toEqual([]);
  });
});
