import { expect, test } from "vitest";
import { int, model, set, string, type TlaValue } from "../../tla/value.ts";
import { enabledSteps, modelValuesIn } from "./enabledSteps.ts";
import type { Evidence } from "./evidence.ts";

const shape = { variables: ["x"], modelValues: new Set(["S1", "S2"]) };
const probes = [
  { name: "Put", leaf: true, args: [{ parameter: "n" }] },
  { name: "Move", leaf: false, args: [{ parameter: "n" }] },
];
const step = (probe: number, value: TlaValue, ...laws: readonly string[]) => ({
  ...{ probe, args: [value], broken: laws.map((name) => ({ name, failed: [] })) },
});
const told = (...successors: readonly ReturnType<typeof step>[]) => {
  const located = { line: 2, event: { seq: 1, action: "Put", args: { n: 7 } } };
  return enabledSteps({ probes, successors, located, shape } as unknown as Evidence);
};
const put = (n: number | string) => ({ action: "Put", args: { n } });

test("a step is possible where one of its ways is, and forbidden by all laws of the others", () => {
  expect(
    told(
      ...[step(1, int(1)), step(1, int(1), "Low"), step(2, int(1)), step(1, int(1))],
      ...[step(1, int(2), "Low"), step(1, int(2), "Even", "Low"), step(1, int(7), "Low")],
      step(1, string("a")),
    ),
  ).toEqual({
    ...{ enabled: [put(1), put("a")], isCut: false },
    forbidden: [{ ...put(2), violates: ["Even", "Low"] }],
  });
});

test("of very many steps some are left out", () => {
  const many = Array.from({ length: 1_001 }, (_, n) => step(1, int(n)));
  const { enabled, isCut } = told(...many);
  expect([enabled.length, isCut]).toEqual([1_000, true]);
});

test("model values are told from strings, also inside of other values", () => {
  const some = told(step(1, set([model("S2"), string("x")])), step(1, model("S1")), step(1, string("b")));
  expect(modelValuesIn(some.enabled, shape)).toEqual(["S1", "S2"]);
  expect(modelValuesIn([{ args: { n: { "#map": [["S1", { a: "c" }]] } } }], shape)).toEqual(["S1"]);
  expect(modelValuesIn([], shape)).toEqual([]);
});
