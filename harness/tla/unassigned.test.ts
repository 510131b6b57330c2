import { describe, expect, test } from "vitest";
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
  parameter,
  substitution,
  unchanged,
  variable,
} from "./fixtures/terms.ts";
import { unassignedInInit, unassignedInNext } from "./unassigned.ts";

const open = (next: Expression, named: readonly Definition[] = []) =>
  unassignedInNext(next, modelOf({ named, variables: ["x", "y"] })).map(({ at, variables }) => ({
    line: at.line,
    variables: variables.join(", "),
  }));

describe("variables that a step leaves open", () => {
  const good = define("Good", both(becomes("x", number(1)), unchanged("y")));
  const bad = define("Bad", becomes("x", number(1)));

  test("an action that says nothing of one, at its own place", () => {
    expect(open(either(call(good), call(bad)), [good, bad])).toEqual([
      { line: bad.body.at.line, variables: "y" },
    ]);
  });

  test("what stands beside an action, or around a choice, counts", () => {
    expect(open(both(call(bad), unchanged("y")), [bad])).toEqual([]);
    expect(open(both(either(call(bad), becomes("x", number(2))), becomes("y", number(1))), [bad])).toEqual(
      [],
    );
    expect(open(exists("n", constant("S"), both(becomes("y", number(1)), call(bad))), [bad])).toEqual([]);
  });

  test("only one way of several", () => {
    const way = becomes("x", number(3));
    expect(open(both(becomes("x", number(1)), either(unchanged("y"), way)))).toEqual([
      { line: way.at.line, variables: "y" },
    ]);
  });

  test("a way that is FALSE is none", () => {
    const choice = (no: Expression) =>
      builtin("$IfThenElse", builtin("=", variable("x"), number(1)), becomes("x", number(2)), no);
    expect(open(both(choice(builtin("FALSE")), unchanged("y")))).toEqual([]);
    expect(open(both(choice(builtin("TRUE")), unchanged("y")))).toMatchObject([{ variables: "x" }]);
  });

  test("a variable that is passed to an operator may be assigned there, one that is only read is not", () => {
    const set = define(
      "Set",
      { ...builtin("=", builtin("'", parameter("v")), number(1)), level: 2 },
      {
        parameters: ["v"],
      },
    );
    expect(open(both(call(set, variable("x")), call(set, variable("y"))), [set])).toEqual([]);
    expect(open(becomes("x", builtin("+", variable("y"), number(1))))).toHaveLength(1);
  });

  test("instances, recursion, and conditions without any assignment are left to TLC", () => {
    const instanced = define(
      "I!Step",
      substitution({ v: variable("x"), w: variable("y") }, becomes("v", number(1))),
    );
    expect(open(call(instanced), [instanced])).toEqual([]);
    const loop: Definition = { ...good, recursive: true };
    expect(open(call(loop), [loop])).toEqual([]);
    expect(open(either(builtin("=", variable("x"), number(1)), call(good)), [good])).toEqual([]);
  });
});

test("variables of which the initial predicate says nothing", () => {
  const model = modelOf({ variables: ["x", "y"] });
  const equal = (name: string) => builtin("=", variable(name), number(0));
  expect(unassignedInInit([equal("x")], model)).toMatchObject([{ variables: ["y"] }]);
  expect(unassignedInInit([equal("x"), equal("y")], model)).toEqual([]);
});
