import { describe, expect, test } from "vitest";
import { unfoldNext } from "./actions.ts";
import type { Definition, Expression } from "./expression.ts";
import {
  becomes,
  both,
  builtin,
  call,
  constant,
  define,
  either,
  exists,
  modelOf,
  number,
  place,
  variable,
} from "./fixtures/terms.ts";
import { printExpression } from "./printExpression.ts";

const [one, two, three] = [1, 2, 3].map((value) => define(`A${value}`, becomes("x", number(value)))) as [
  Definition,
  Definition,
  Definition,
];
const is = (value: number) => builtin("=", variable("x"), number(value));
const when = (test: Expression, yes: Expression, no: Expression) => builtin("$IfThenElse", test, yes, no);
const arms = (...pairs: readonly (readonly [Expression, Expression])[]) =>
  builtin("$Case", ...pairs.map(([test, body]) => builtin("$Pair", test, body)));
const OTHER: Expression = { kind: "opaque", what: "OTHER", at: place(), level: 0 };
const NEVER = builtin("FALSE");

/** The steps of a Next, each with its conditions: `~` for one that must be false, and how it stands beside the call. */
const steps = (body: Expression) => {
  const next = define("Next", body);
  const model = modelOf({ named: [one, two, three, next], variables: ["x"], constants: ["S"] });
  const { occurrences, anonymous } = unfoldNext(call(next), model);
  const told = occurrences
    .filter(({ leaf }) => leaf)
    .map(({ name, conditions, before }) => {
      const texts = conditions.map(
        ({ expression, scope, otherwise }) =>
          `${otherwise === true ? "~" : ""}${printExpression(expression, scope)}`,
      );
      return { [name]: texts.join(" "), before: before.join(" ") };
    });
  return { told, anonymous };
};

describe("ways of Next", () => {
  test("IF: what is asked must hold for one way, and must not for the other", () => {
    expect(steps(when(is(1), call(one), call(two)))).toEqual({
      told: [
        { A1: "(x = 1)", before: "(x = 1)" },
        { A2: "~(x = 1)", before: "~((x = 1))" },
      ],
      anonymous: 0,
    });
  });

  test("CASE: an arm is taken where no arm before it is, OTHER where none is", () => {
    const { told } = steps(arms([is(1), call(one)], [is(2), call(two)], [OTHER, call(three)]));
    expect(told).toEqual([
      { A1: "(x = 1)", before: "(x = 1)" },
      { A2: "~(x = 1) (x = 2)", before: "~((x = 1)) (x = 2)" },
      { A3: "~(x = 1) ~(x = 2)", before: "~((x = 1)) ~((x = 2))" },
    ]);
  });

  test("a way that is never taken is no step, and what it asks still counts for the others", () => {
    expect(steps(when(is(1), call(one), NEVER))).toEqual({
      told: [{ A1: "(x = 1)", before: "(x = 1)" }],
      anonymous: 0,
    });
    expect(steps(either(arms([is(1), NEVER], [OTHER, call(two)]), call(three)))).toEqual({
      told: [
        { A2: "~(x = 1)", before: "~((x = 1))" },
        { A3: "", before: "" },
      ],
      anonymous: 0,
    });
    expect(steps(either(when(is(1), NEVER, NEVER), call(three))).anonymous).toBe(1);
  });

  test("one inside the other, beside conditions and below an existential: all that stands around counts", () => {
    const inner = when(is(2), call(one), call(two));
    const own = builtin("=", variable("x"), variable("n"));
    const { told } = steps(exists("n", constant("S"), both(is(4), when(own, inner, call(three)))));
    expect(told).toMatchObject([
      { A1: "(x = 4) (x = Conf_bn) (x = 2)" },
      { A2: "(x = 4) (x = Conf_bn) ~(x = 2)" },
      { A3: "(x = 4) ~(x = Conf_bn)" },
    ]);
  });

  test("a condition of the next state makes the whole a step without a name", () => {
    expect(steps(when(becomes("x", number(1)), call(one), call(two)))).toMatchObject({
      told: [{ Next: "" }],
    });
  });
});
