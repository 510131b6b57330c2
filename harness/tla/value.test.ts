import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyValue } from "./fixtures/arbitrary.ts";
import { fromItf, toItf } from "./itfValue.ts";
import { differences } from "./difference.ts";
import {
  bool,
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
import { parseTlaValue, ValueSyntaxError } from "./valueParser.ts";

describe("the text of a value", () => {
  test("is read back as the same value", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(parseTlaValue(canonicalText(value))).toEqual(value);
      }),
    );
  });

  test("is the same for a set in any order and with repetitions", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 5 }), (elements) => {
        expect(canonicalText(set([...elements, ...elements].reverse()))).toBe(canonicalText(set(elements)));
      }),
    );
  });
});

describe("values that are the same in TLA+", () => {
  test.each([
    [
      fn([
        [int(1), bool(true)],
        [int(2), bool(false)],
      ]),
      seq([bool(true), bool(false)]),
    ],
    [fn([[string("a"), int(1)]]), record([["a", int(1)]])],
    [record([]), seq([])],
    [fn([]), seq([])],
    [
      record([
        ["b", int(1)],
        ["a", int(2)],
      ]),
      record([
        ["a", int(2)],
        ["b", int(1)],
      ]),
    ],
    [
      fn([
        [int(1), int(5)],
        [int(1), int(6)],
      ]),
      seq([int(6)]),
    ],
  ])("%#", (left, right) => {
    expect(sameValue(left, right)).toBe(true);
  });

  test.each([
    [string("1"), int(1)],
    [string("a"), model("a")],
    [string("TRUE"), bool(true)],
    [fn([[int(0), int(5)]]), seq([int(5)])],
    [set([]), seq([])],
    [string("a b"), string("a  b")],
  ])("but not these: %#", (left, right) => {
    expect(sameValue(left, right)).toBe(false);
  });
});

describe("what TLC prints", () => {
  test.each([
    ["1..3", set([int(1), int(2), int(3)])],
    ["3..1", set([])],
    ["-2..0", set([int(-2), int(-1), int(0)])],
    [
      '(4 :> "x" @@ 5 :> <<  >>)',
      fn([
        [int(4), string("x")],
        [int(5), seq([])],
      ]),
    ],
    [
      "(a :> 1 @@ b :> 2)",
      fn([
        [model("a"), int(1)],
        [model("b"), int(2)],
      ]),
    ],
    ["(<<a, 1>> :> {})", fn([[seq([model("a"), int(1)]), set([])]])],
    ["<< >>", seq([])],
    [
      '[s |-> <<" ">>, t |-> {}]',
      record([
        ["s", seq([string(" ")])],
        ["t", set([])],
      ]),
    ],
    [
      "[a |-> (1 :> 2),\n b |-> -2147483648]",
      record([
        ["a", seq([int(2)])],
        ["b", int(-2147483648)],
      ]),
    ],
    ['"q\\"b\\\\s\\tt\\nn"', string('q"b\\s\tt\nn')],
    ["TRUE", bool(true)],
    ["1a", model("1a")],
  ])("%s", (printed, value) => {
    expect(parseTlaValue(printed)).toEqual(value);
  });

  test.each(["", "{1", "<<1,>>", "[a |-> ]", "1 2", '"open', "(1 :> )", '1.."a"', "a = b", "0..1000000"])(
    "no value: %s",
    (printed) => {
      expect(() => parseTlaValue(printed)).toThrow(ValueSyntaxError);
    },
  );
});

describe("ITF", () => {
  const none: ReadonlySet<string> = new Set();

  test("values come back from their encoding", () => {
    // A model value is encoded as a string, and a record field is none of the encoding's own keys.
    const plain = anyValue.filter((value) => !canonicalText(value).includes("#"));
    fc.assert(
      fc.property(plain, (value) => {
        expect(canonicalText(fromItf(toItf(value), new Set(modelNames(value))))).toBe(
          canonicalText(asModels(value, new Set(modelNames(value)))),
        );
      }),
    );
  });

  test.each([
    [{ "#bigint": "-7" }, int(-7)],
    [{ "#tup": [1] }, seq([int(1)])],
    [{ "#set": [2, 1, 2] }, set([int(1), int(2)])],
    [{ "#map": [["a", 1]] as const }, record([["a", int(1)]])],
    [{ "#map": [] }, seq([])],
    [{ x: [true] }, record([["x", seq([bool(true)])]])],
  ])("%j", (encoded, value) => {
    expect(fromItf(encoded, none)).toEqual(value);
  });

  test("only declared names are model values, and field names never are", () => {
    const value = fromItf({ Nil: ["Nil", "nil"] }, new Set(["Nil"]));
    expect(value).toEqual(record([["Nil", seq([model("Nil"), string("nil")])]]));
  });
});

/** Strings that are spelled like a model value become that model value. */
const asModels = (value: TlaValue, names: ReadonlySet<string>): TlaValue => {
  const inside = (inner: TlaValue): TlaValue => asModels(inner, names);
  switch (value.kind) {
    case "int":
    case "bool":
    case "model":
      return value;
    case "string":
      return names.has(value.value) ? model(value.value) : value;
    case "set":
      return set(value.elements.map(inside));
    case "seq":
      return seq(value.elements.map(inside));
    case "record":
      return record(value.fields.map(([field, image]) => [field, inside(image)]));
    case "function":
      return fn(value.entries.map(([key, image]) => [inside(key), inside(image)]));
  }
};

const modelNames = (value: TlaValue): readonly string[] => {
  switch (value.kind) {
    case "int":
    case "bool":
    case "string":
      return [];
    case "model":
      return [value.name];
    case "set":
    case "seq":
      return value.elements.flatMap(modelNames);
    case "record":
      return value.fields.flatMap(([, image]) => modelNames(image));
    case "function":
      return value.entries.flatMap(([key, image]) => [...modelNames(key), ...modelNames(image)]);
  }
};

describe("differences", () => {
  test("there are none between equal values, and some between different ones", () => {
    fc.assert(
      fc.property(anyValue, anyValue, (left, right) => {
        expect(differences("x", left, left)).toEqual([]);
        expect(differences("x", left, right).length > 0).toBe(!sameValue(left, right));
      }),
    );
  });

  test("leaf by leaf, with a path", () => {
    const left = parseTlaValue("[a |-> (n1 :> <<1, 2>> @@ n2 :> {1}), b |-> 1]");
    const right = parseTlaValue("[a |-> (n1 :> <<1, 3>> @@ n2 :> {2}), c |-> 1]");
    expect(differences("x", left, right)).toEqual([
      { path: "x.a[n1][2]", expected: "2", logged: "3" },
      { path: "x.a[n2]", expected: "{1}", logged: "{2}" },
      { path: "x.b", expected: "1", logged: "absent" },
      { path: "x.c", expected: "absent", logged: "1" },
    ]);
  });

  test("of large sets it is told what only one of them has, and an odd name of a field is quoted", () => {
    const left = parseTlaValue('[s |-> {1, 2, 3, <<4>>}, t |-> ("a b" :> 1)]');
    const right = parseTlaValue('[s |-> {1, 3, 5}, t |-> ("a b" :> 2)]');
    expect(differences("x", left, right)).toEqual([
      {
        path: "x.s",
        expected: "{1, 2, 3, <<4>>}",
        logged: "{1, 3, 5}",
        sets: { missing: ["2", "<<4>>"], surplus: ["5"] },
      },
      { path: 'x.t["a b"]', expected: "1", logged: "2" },
    ]);
  });
});
