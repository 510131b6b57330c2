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
    const [tested, others] = [text.guards.slice(6, 8), text.guards.toSpliced(6, 2)];
    expect(others.map(({ depth }) => depth)).toEqual([0, 0, 1, 2, 2, 3, 3]);
    expect(tested.map(({ at, depth, denied }) => [at.line, depth, denied])).toEqual([
      [line(THREE), 1, true],
      [line(THREE), 1, undefined],
    ]);
    expect(text.conjuncts).toBe(4);
  });

  test("where no element will do, each says why, and the whole only where there is none", () => {
    const none = builtin("$BoundedExists", [all(ONE, equal(bound("m"), x))], [group("m", y)]);
    const text = guardsOf(all(none, assigned));
    expect(text.guards.map(({ at, depth, bound: names }) => [at.line, depth, names])).toEqual([
      [line(ONE), 0, []],
      [expect.any(Number), 1, ["m"]],
      [line(none), 0, []],
    ]);
    expect(text.text).toMatch(
      /^\(IF \(\\E Conf_bm \\in y : .*\) THEN \{\} ELSE \(LET Conf_g2 == UNION \{.* : Conf_bm \\in y\} IN IF/u,
    );
    expect(text.text).toContain("IF Conf_g2 = {} THEN {<<3, <<Conf_Text(y)>>, <<>>>>} ELSE Conf_g2");
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

const NEVER = builtin("FALSE", []);
const when = (...operands: readonly Expression[]): Expression => builtin("$IfThenElse", operands);
const arms = (...pairs: readonly (readonly Expression[])[]): Expression =>
  builtin(
    "$Case",
    pairs.map((pair) => builtin("$Pair", pair)),
  );
const OTHER: Expression = { kind: "opaque", what: "OTHER", at: x.at, level: 0 };

/** Guards by the line of their conjunct, `~` before one that is denied. */
const told = ({ guards }: Text) => guards.map(({ at, denied }) => `${denied === true ? "~" : ""}${at.line}`);
const not = (expression: Expression): string => `~${line(expression)}`;

describe("IF and CASE", () => {
  test("a way that leads nowhere: what is asked is the reason", () => {
    const text = guardsOf(all(when(ONE, assigned, NEVER)));
    expect(text.text).toBe(
      "(IF (x = 1) THEN {} ELSE (IF (x = 1) THEN {} ELSE {<<1, <<Conf_Text(x)>>, <<>>>>}))",
    );
    const other = guardsOf(all(when(ONE, NEVER, assigned)));
    expect(told(other)).toEqual([not(ONE)]);
    expect(other.text).toBe(
      "(IF (x = 1) THEN (IF (x = 1) THEN {<<1, <<Conf_Text(x)>>, <<>>>>} ELSE {}) ELSE {})",
    );
  });

  test("a way that is forbidden: its own guard is the nearer reason, the way is another", () => {
    const text = guardsOf(when(ONE, all(TWO, assigned), assigned));
    expect(told(text)).toEqual([String(line(TWO)), not(ONE)]);
    expect(text.guards.map(({ depth }) => depth)).toEqual([1, 0]);
    expect(text.text).toBe(
      "(IF (x = 1) THEN (LET Conf_g1 == (IF (y = 2) THEN {} ELSE {<<1, <<Conf_Text(y)>>, <<>>>>}) IN " +
        "IF Conf_g1 = {} THEN {} ELSE Conf_g1 \\cup (IF (x = 1) THEN {<<2, <<Conf_Text(x)>>, <<>>>>} ELSE {})) ELSE {})",
    );
  });

  test("CASE: each arm after those before it, OTHER after all, and none at all", () => {
    const text = guardsOf(arms([ONE, assigned], [TWO, NEVER], [OTHER, all(THREE, assigned)]));
    expect(told(text)).toEqual([String(line(THREE)), not(TWO), String(line(TWO)), String(line(ONE))]);
    expect(text.guards.map(({ depth }) => depth)).toEqual([2, 1, 1, 0]);
    expect(told(guardsOf(arms([ONE, assigned], [TWO, assigned])))).toEqual([
      String(line(TWO)),
      String(line(ONE)),
    ]);
  });

  test("ways of a condition are looked into, too; those that all lead nowhere are one reason", () => {
    expect(told(guardsOf(all(when(ONE, TWO, NEVER), assigned)))).toEqual([
      ...[line(TWO), `~${line(ONE)}`, line(ONE)].map(String),
    ]);
    const nowhere = when(ONE, NEVER, NEVER);
    expect(told(guardsOf(all(nowhere, assigned)))).toEqual([String(line(nowhere))]);
  });

  test("a condition of the next state says nothing beforehand", () => {
    expect(guardsOf(when(assigned, all(ONE, assigned), NEVER)).text).toBe("{}");
  });
});

describe("a condition that must not hold", () => {
  const deniedIn = (condition: Expression, definitions: readonly Definition[] = []): readonly string[] =>
    told(guardsOf(when(condition, NEVER, assigned), definitions));

  test("of a negation what is negated must hold; of a disjunction each part must be false", () => {
    expect(deniedIn(builtin("\\lnot", [ONE]))).toEqual([String(line(ONE))]);
    expect(deniedIn(builtin("\\lor", [ONE, builtin("\\lnot", [TWO])]))).toEqual([
      not(ONE),
      String(line(TWO)),
    ]);
    const both = all(ONE, TWO);
    expect(deniedIn(both)).toEqual([not(both)]);
  });

  test("each element that makes it true speaks for itself", () => {
    const some = builtin("$BoundedExists", [equal(bound("m"), x)], [group("m", y)]);
    const text = guardsOf(when(some, NEVER, assigned));
    expect(text.guards).toMatchObject([{ denied: true, bound: ["m"] }]);
    expect(text.text).toContain("UNION {(IF (Conf_bm = x) THEN {<<1, ");
    const every = builtin("$BoundedForall", [equal(bound("m"), x)], [group("m", y)]);
    expect(deniedIn(every)).toEqual([not(every)]);
  });

  test("a named predicate is looked into", () => {
    const either = definition("Either", [], builtin("\\lor", [ONE, TWO]));
    const used = call(either, []);
    const neither = definition("Neither", [], builtin("\\lnot", [used]));
    const plain = definition("Plain", [], builtin("$FcnApply", [x, number(1)]));
    expect(deniedIn(call(either, []), [either])).toEqual([not(ONE), not(TWO)]);
    expect(deniedIn(call(neither, []), [either, neither])).toEqual([String(line(used))]);
    const named = call(plain, []);
    expect(deniedIn(named, [plain])).toEqual([not(named)]);
  });
});

test("conditions are looked into through LET and INSTANCE, unless a name of the LET stands nowhere else", () => {
  const [named, applied] = [definition("h", [], x), definition("g", ["p"], bound("p"))];
  const body = equal(call(named, []), number(1));
  const local = (uid: string, inner: Expression): Expression => ({
    ...{ kind: "let", definitions: [uid], body: inner, at: number(0).at, level: 1 },
  });
  const inside = local("h", body);
  expect(told(guardsOf(all(inside, assigned), [named]))).toEqual([String(line(body))]);
  expect(told(guardsOf(when(inside, NEVER, assigned), [named]))).toEqual([not(body)]);
  const stays = local("g", equal(call(applied, [y]), number(1)));
  expect(told(guardsOf(all(stays, assigned), [applied]))).toEqual([String(line(stays))]);
  const substitutions = [{ uid: "v", value: y }];
  const own = equal(variable("v"), number(1));
  const instanced: Expression = {
    ...{ kind: "substitution", substitutions, body: own, at: number(0).at, level: 1 },
  };
  const room = definition("T!Room", [], instanced);
  const text = guardsOf(all(call(room, []), assigned), [room]);
  expect(told(text)).toEqual([String(line(own))]);
  expect(text.text).toBe("(IF ((y) = 1) THEN {} ELSE {<<1, <<Conf_Text((y))>>, <<>>>>})");
});
