import { describe, expect, test } from "vitest";
import type { Definition, Expression } from "../../tla/expression.ts";
import { bind, rootScope } from "../../tla/printExpression.ts";
import {
  bound,
  builtin,
  call,
  definition,
  group,
  modelOf,
  number,
  variable,
} from "../fixtures/expressions.ts";
import { createGuardTable, type Guard } from "./guardTable.ts";
import { forbiddingGuards } from "./guardText.ts";

const [x, y] = [variable("x"), variable("y")];
const equal = (left: Expression, right: Expression): Expression => builtin("=", [left, right]);
const all = (...conjuncts: readonly Expression[]): Expression => builtin("$ConjList", conjuncts);
const assigned = equal(builtin("'", [x]), number(9));
const ONE = equal(x, number(1));
const TWO = equal(y, number(2));
const THREE = builtin("\\in", [number(3), y]);

interface Text {
  readonly text: string;
  readonly conjuncts: number;
  readonly guards: readonly Guard[];
}

const guardsOf = (body: Expression, definitions: readonly Definition[] = []): Text => {
  const table = createGuardTable();
  const model = modelOf(definitions, { symbols: ["i", "m", "p"], variables: ["x", "y"] });
  const scope = bind(rootScope(model), [["i", "Conf_bi"]]);
  const context = { scope, table, bound: [{ uid: "i", name: "i", text: "Conf_bi" }], inside: [], depth: 0 };
  return { ...forbiddingGuards(body, context), guards: table.guards };
};

/** Depth of each guard, by the line of its conjunct. */
const depths = ({ guards }: Text) => guards.map(({ at, depth }) => [at.line, depth]);
const line = ({ at }: Expression): number => at.line;

describe("guards of an action", () => {
  test("a conjunction counts what holds before each part; assignments count nothing", () => {
    const text = guardsOf(all(ONE, assigned, TWO, THREE));
    expect(depths(text)).toEqual([
      [line(ONE), 0],
      [line(TWO), 1],
      [line(THREE), 2],
    ]);
    expect(text.conjuncts).toBe(3);
    expect(text.text).toBe(
      "(LET Conf_g2 == (IF (x = 1) THEN {} ELSE {<<1, <<Conf_Text(x)>>, <<>>>>}) IN IF Conf_g2 # {} THEN Conf_g2 ELSE " +
        "(LET Conf_g1 == (IF (y = 2) THEN {} ELSE {<<2, <<Conf_Text(y)>>, <<>>>>}) IN IF Conf_g1 # {} THEN Conf_g1 ELSE " +
        "(IF (3 \\in y) THEN {} ELSE {<<3, <<Conf_Text(y)>>, <<>>>>})))",
    );
  });

  test("operators and quantifiers are looked into, and what holds in them counts", () => {
    const both = definition("Both", ["p"], all(equal(bound("p"), x), TWO));
    const exists = builtin("$BoundedExists", [all(THREE, assigned)], [group("m", y)]);
    const last = equal(x, y);
    const text = guardsOf(all(call(both, [bound("i")]), exists, last, assigned), [both]);
    expect(text.guards.map(({ depth }) => depth)).toEqual([0, 1, 2, 2, 3]);
    expect(text.guards.map(({ bound: names }) => names)).toEqual([["p"], [], [], [], []]);
    expect(text.conjuncts).toBe(4);
    expect(text.text).toContain("<<1, <<Conf_Text((Conf_bi)), Conf_Text(x)>>, <<Conf_Text(Conf_bi)>>>>");
  });

  test("of branches the shorter one counts, and a test that was passed", () => {
    const either = builtin("$DisjList", [all(ONE, assigned), all(ONE, TWO, assigned)]);
    const choice = builtin("$IfThenElse", [THREE, all(ONE, assigned), all(TWO, ONE, assigned)]);
    const text = guardsOf(all(either, choice, TWO));
    expect(text.guards.map(({ depth }) => depth)).toEqual([0, 0, 1, 2, 2, 3, 3]);
    expect(text.conjuncts).toBe(4);
  });

  test("where no element will do, each says why, and the whole names the set", () => {
    const none = builtin("$BoundedExists", [all(ONE, equal(bound("m"), x))], [group("m", y)]);
    const text = guardsOf(all(none, assigned));
    expect(text.guards.map(({ at, depth, bound: names }) => [at.line, depth, names])).toEqual([
      [line(ONE), 0, []],
      [expect.any(Number), 1, ["m"]],
      [line(none), 0, []],
    ]);
    expect(text.text).toMatch(
      /^\(IF \(\\E Conf_bm \\in y : .*\) THEN \{\} ELSE \{<<3, <<Conf_Text\(y\)>>, <<>>>>\} \\cup UNION \{/,
    );
  });

  test("only the symbols that a conjunct depends on are told, through operators as well", () => {
    const hidden = definition("Hidden", [], equal(x, bound("i")));
    const negated = builtin("\\lnot", [builtin("\\lor", [call(hidden, []), TWO])]);
    expect(guardsOf(all(negated, assigned), [hidden]).guards.map(({ bound: names }) => names)).toEqual([
      ["i"],
    ]);
    expect(guardsOf(all(TWO, assigned)).guards.map(({ bound: names }) => names)).toEqual([[]]);
  });

  test("a part that forbids nothing leaves the others, and a branch without guards opens all", () => {
    expect(guardsOf(all(assigned)).text).toBe("{}");
    expect(guardsOf(builtin("$DisjList", [assigned, all(ONE, assigned)])).text).toBe("{}");
  });
});
