import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toItf } from "../../tla/itfValue.ts";
import { anyValue } from "../../tla/fixtures/arbitrary.ts";
import { canonicalText, fn, int, model, record, seq, set, string, type TlaValue } from "../../tla/value.ts";
import { fromPlain, placeOf, toPlain } from "./plainValue.ts";

const read = (value: unknown): TlaValue => fromPlain(value, new Set(["Nil"]), placeOf("x"));
const refusal = (value: unknown): string => {
  try {
    return `read as ${canonicalText(read(value))}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const modelNames = (value: TlaValue): readonly string[] =>
  [...canonicalText(value).matchAll(/\w+/g)].map(([word]) => word);

/** ITF cannot tell a string from a model value of that name, nor a record from a function on such names. */
const isPlain = (value: TlaValue): boolean => {
  switch (value.kind) {
    case "string":
      return false;
    case "set":
    case "seq":
      return value.elements.every(isPlain);
    case "record":
      return value.fields.every(
        ([name, field]) => !name.startsWith("#") && name !== "__proto__" && isPlain(field),
      );
    case "function":
      return value.entries.every(([key, image]) => isPlain(key) && isPlain(image));
    case "int":
    case "bool":
    case "model":
      return true;
  }
};

describe("fromPlain", () => {
  it("reads what toPlain shows", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyValue, (value) => {
        fc.pre(isPlain(value));
        compared += 1;
        const back = fromPlain(toPlain(value), new Set(modelNames(value)), placeOf("x"));
        expect(canonicalText(back)).toBe(canonicalText(value));
        expect(toPlain(value)).toEqual(toItf(value));
      }),
      { numRuns: 300 },
    );
    expect(compared).toBe(300);
  });

  it("reads what JavaScript has for sets and functions", () => {
    expect(read(new Set([2, 1, 2]))).toEqual(set([int(1), int(2)]));
    expect(
      read(
        new Map<unknown, unknown>([
          [1, "a"],
          [2, "Nil"],
        ]),
      ),
    ).toEqual(seq([string("a"), model("Nil")]));
    expect(read(new Map([[[1, 2], 3n]]))).toEqual(fn([[seq([int(1), int(2)]), int(3)]]));
    expect(read({ a: { "#bigint": "-7" }, b: { "#tup": [true] } })).toEqual(
      record([
        ["a", int(-7)],
        ["b", seq([{ kind: "bool", value: true }])],
      ]),
    );
    expect(read(Object.create(null))).toEqual(seq([]));
  });

  it("says what is no value, and where", () => {
    expect(refusal({ queue: [1, undefined] })).toBe("x.queue[1] is undefined, which is no value of TLA+");
    expect(refusal({ a: null })).toBe("x.a is null, and TLA+ has no null");
    expect(refusal(1.5)).toBe("x is 1.5, which is no whole number of 32 bits");
    expect(refusal([2n ** 40n])).toContain("x[0] is 1099511627776");
    expect(refusal(Number.NaN)).toContain("NaN");
    expect(refusal(Promise.resolve(1))).toContain("x is a promise");
    expect(refusal(new Date())).toContain("class Date");
    expect(refusal({ "#map": [[1]] })).toContain("malformed #map");
    expect(refusal({ "#set": 1 })).toContain("malformed #set");
    expect(refusal({ "#set": [], more: 1 })).toContain("malformed #set");
    expect(refusal({ "#bigint": "12x" })).toContain("malformed #bigint");
    for (const twice of [
      new Map<unknown, unknown>([
        [1, "a"],
        [1n, "b"],
      ]),
      {
        "#map": [
          [1, "a"],
          [{ "#bigint": "1" }, "a"],
        ],
      },
    ])
      expect(refusal(twice)).toBe("x has two values for the key 1");
    expect(refusal(new Map([[Object.create(null), undefined]]))).toContain("is undefined");
    expect(refusal(Object.create({ constructor: 1 }))).toContain("class unknown");
    expect(refusal({ "#other": [] })).toContain("malformed #other");
    const knot: unknown[] = [];
    knot.push(knot);
    expect(refusal(knot)).toMatch(/nested too deeply$/);
    expect(refusal(knot).length).toBeLessThan(200);
  });

  it("shows values that nobody can change", () => {
    const shown = toPlain(fn([[model("S1"), seq([int(1)])]]));
    expect(Object.isFrozen(shown)).toBe(true);
    expect(JSON.stringify(shown)).toBe('{"#map":[["S1",[1]]]}');
    expect(typeof shown === "object" && "#map" in shown && Object.isFrozen(shown["#map"])).toBe(true);
  });
});
