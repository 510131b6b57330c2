import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText } from "../../tla/value.ts";
import { parseTlaValue, ValueSyntaxError } from "../../tla/valueParser.ts";
import { anyValue } from "../../tla/fixtures/arbitrary.ts";
import { createValueBuilder } from "./valueBuilder.ts";
import { compareValues } from "./valueOrder.ts";
import { createValueReader } from "./valueReader.ts";
import { createValueStore } from "./valueStore.ts";
import { createValueStorer } from "./storeValue.ts";
import { createValueView } from "./valueView.ts";

const open = () => {
  const store = createValueStore();
  const readBytes = createValueReader(store, createValueBuilder(store));
  const view = createValueView(store);
  const read = (text: string): number => {
    const bytes = Buffer.from(text, "utf8");
    return readBytes(bytes, 0, bytes.length);
  };
  return { store, read, view };
};

describe("the reader of values", () => {
  it("reads what the parser reads, and equal values as the same number", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 8 }), (values) => {
        const { read, view } = open();
        for (const value of values) {
          const number = read(canonicalText(value));
          expect(view(number)).toEqual(parseTlaValue(canonicalText(value)));
          expect(read(canonicalText(view(number)))).toBe(number);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives a value at hand the number that its text has", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 8 }), (values) => {
        const { store, read, view } = open();
        const numberOf = createValueStorer(store);
        for (const value of values) {
          const own = parseTlaValue(canonicalText(value));
          expect(numberOf(own)).toBe(read(canonicalText(value)));
          expect(view(numberOf(own))).toEqual(own);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["{3, 1, 2}", "{1, 2, 3}"],
    ["{1, 2, 1}", "1..2"],
    ["(2 :> 5 @@ 1 :> 4)", "<<4, 5>>"],
    ['("b" :> 1 @@ "a" :> 2)', "[a |-> 2, b |-> 1]"],
    ["3 :> TRUE @@ S1 :> FALSE", "(S1 :> FALSE @@ 3 :> TRUE)"],
    ["<<>>", "[]"],
    ["{ 5..4 }", "{{}}"],
    ["<< -1,\n  2 >>", "<<-1, 2>>"],
  ])("takes %s and %s for the same", (left, right) => {
    const { read } = open();
    expect(read(left)).toBe(read(right));
  });

  it.each(['"S1" S1', "1 TRUE", "<<1>> {1}", "[a |-> 1] [a |-> 2]", "<<1>> <<<<1>>>>", "{} <<>>", '"é" "e"'])(
    "tells two values apart: %s",
    (texts) => {
      const { read, store } = open();
      const [left = "", right = ""] =
        texts.split(" ").length === 2 ? texts.split(" ") : texts.split(/(?<=\]) /);
      const numbers = [read(left), read(right)] as const;
      expect(numbers[0]).not.toBe(numbers[1]);
      expect(Math.sign(compareValues(store, ...numbers))).toBe(
        -Math.sign(compareValues(store, numbers[1], numbers[0])),
      );
    },
  );

  it.each([
    ...[
      "",
      "{",
      "{1",
      "{1,}",
      "<<1>",
      "[a |-> ]",
      "[a 1]",
      '"a',
      "(1 :> 2",
      "1 :> 2 @@ 3",
      "1 2",
      "-",
      "1..S1",
    ],
    ...["99999999999", "2147483648", "0..200000", "|", "{1} {2}", "a ="],
  ])("refuses %j", (text) => {
    expect(() => open().read(text)).toThrow(ValueSyntaxError);
  });

  it("keeps characters and escapes of strings", () => {
    const { read, view } = open();
    const text = '"é -> \\"quoted\\" \\\\ \\n ; ⇒"';
    expect(view(read(text))).toEqual(parseTlaValue(text));
  });
});

describe("the order of values", () => {
  it("does not depend on when they were stored", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 2, maxLength: 8 }), (values) => {
        const sorted = (texts: readonly string[]): readonly string[] => {
          const { store, read, view } = open();
          return [...new Set(texts.map(read))]
            .sort((left, right) => compareValues(store, left, right))
            .map((number) => canonicalText(view(number)));
        };
        const texts = values.map(canonicalText);
        expect(sorted(texts)).toEqual(sorted(texts.toReversed()));
      }),
    );
  });
});

describe("a store", () => {
  it("comes back as it was kept", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 5 }), (values) => {
        const { store, read, view } = open();
        const numbers = values.map((value) => read(canonicalText(value)));
        const again = createValueStore(store.contents());
        const viewed = createValueView(again);
        expect(numbers.map(viewed)).toEqual(numbers.map(view));
      }),
    );
  });

  it("forgets what it has shown when that grows, and shows it again", () => {
    const { store, read } = open();
    const view = createValueView(store, 3);
    const numbers = ["{1, 2, 3}", "{4, 5}", "<<6>>"].map(read);
    expect(numbers.map((number) => canonicalText(view(number)))).toEqual(["{1, 2, 3}", "{4, 5}", "<<6>>"]);
    expect(canonicalText(view(numbers[0] ?? 0))).toBe("{1, 2, 3}");
  });
});
