import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyValue } from "./fixtures/arbitrary.ts";
import {
  canonicalText,
  fn,
  int,
  model,
  record,
  sameValue,
  seq,
  set,
  string,
  type TlaValue,
} from "./value.ts";
import { parseTlaValue } from "./valueParser.ts";

/** Values out of so few parts that two of them are often the same, or nearly. */
const { value: fewValues } = fc.letrec<{ value: TlaValue }>((tie) => {
  const list = fc.array(tie("value"), { maxLength: 2 });
  return {
    value: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom(int(0), int(1), int(2), string("a"), model("a"), string("1")),
      list.map(set),
      list.map(seq),
      fc.array(fc.tuple(fc.constantFrom("a", "b c"), tie("value")), { maxLength: 2 }).map(record),
      fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 2 }).map(fn),
    ),
  };
});

describe("sameValue", () => {
  it("is equality of the canonical texts", () => {
    let same = 0;
    fc.assert(
      fc.property(fewValues, fewValues, (left, right) => {
        const equal = canonicalText(left) === canonicalText(right);
        if (equal) same += 1;
        expect(sameValue(left, right)).toBe(equal);
      }),
      { numRuns: 5000 },
    );
    expect(same).toBeGreaterThan(100);
  });

  it("holds between a value and what is read from its text", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(sameValue(value, parseTlaValue(canonicalText(value)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
