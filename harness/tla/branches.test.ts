import { describe, expect, test } from "vitest";
import { branchesOf } from "./branches.ts";
import type { Application, Definition, Expression, OperatorRef, SpecModel } from "./expression.ts";
import { leavesOf, markedText } from "./piece.ts";

let line = 0;
const place = () => {
  line += 1;
  return { module: "M", line, column: 1, endLine: line, endColumn: 1 };
};

const builtin = (name: string, operands: readonly Expression[], level = 2): Application => ({
  kind: "apply",
  operator: { kind: "builtin", uid: name, name },
  operands,
  bound: [],
  at: place(),
  level,
});
const either = (...operands: readonly Expression[]) => builtin("$DisjList", operands);
const both = (...operands: readonly Expression[]) => builtin("$ConjList", operands);
const used = (operator: OperatorRef, operands: readonly Expression[], level: number): Application => ({
  ...builtin("", operands, level),
  operator,
});
const variable = (name: string, level = 1) => used({ kind: "declared", uid: name, name }, [], level);
/** `name' = 1` */
const step = (name: string): Expression =>
  builtin("=", [builtin("'", [variable(name)]), { kind: "number", text: "1", at: place(), level: 0 }]);
const call = ({ uid, name }: Definition, ...operands: readonly Expression[]) =>
  used({ kind: "defined", uid, name }, operands, 2);

const declared = ["x", "y", "z", "a", "b", "c", "p", "q", "d"].map((name) => ({
  ...{ uid: name, name, arity: 0, kind: "variable" as const, at: place() },
}));

const define = (name: string, body: Expression, changes: Partial<Definition> = {}): Definition => ({
  ...{ uid: `u${name}`, name, level: 2, at: place(), parameters: [], body, recursive: false },
  ...changes,
});

const branches = (
  action: Definition,
  others: readonly Definition[] = [],
  replaced: readonly string[] = [],
) => {
  const all = [action, ...others];
  const model: SpecModel = {
    ...{ rootModule: "M", modules: ["M"], constants: [], variables: declared },
    definitions: new Map(all.map((definition) => [definition.uid, definition])),
    named: new Map(all.map((definition) => [definition.name, definition])),
    local: new Map(),
    parameters: new Map(),
    theorems: [],
  };
  const { body, notes } = branchesOf(action, { model, replaced: new Set(replaced) });
  const leaves = body === null ? [] : leavesOf(body);
  const text = body === null ? "" : markedText(body, (slot, leaf) => `${slot}:${leaf ?? "-"}`);
  return { leaves, text, notes };
};

describe("branches of an action", () => {
  test("none: the action is one", () => {
    expect(branches(define("A", both(variable("x"), step("y"))))).toEqual({
      leaves: [],
      text: "",
      notes: [],
    });
  });

  test("nested disjunctions: the innermost ways, each with its place", () => {
    const ways = [step("a"), step("b"), step("c")] as const;
    const { leaves, text } = branches(
      define("A", both(either(ways[0], either(ways[1], ways[2])), step("y"))),
    );
    expect(leaves.map(({ at }) => at)).toEqual(ways.map(({ at }) => at));
    expect(text).toContain("0:0");
    expect(text).toContain("0:2");
    expect(text).not.toContain("1:");
  });

  test("a list of conditions is a choice, a disjunction of conditions in a line is none", () => {
    const conditions = [variable("p"), variable("q")];
    const list = { ...either(...conditions), level: 1 };
    const infix = builtin("\\lor", conditions, 1);
    expect(branches(define("A", both(list, step("y")))).leaves).toHaveLength(2);
    expect(branches(define("A", both(infix, step("y")))).leaves).toHaveLength(0);
  });

  test("IF and CASE where a way speaks of the next state", () => {
    const test_ = variable("p");
    const pair = (way: Expression) => builtin("$Pair", [test_, way], way.level);
    const steps = builtin("$IfThenElse", [test_, step("a"), step("b")]);
    const values = builtin("$IfThenElse", [test_, variable("a"), variable("b")], 1);
    const cases = builtin("$Case", [pair(step("a")), pair(step("b")), pair(variable("c"))]);
    expect(branches(define("A", steps)).text).toBe(
      "(IF p THEN (((a)' = 1) /\\ 0:0) ELSE (((b)' = 1) /\\ 0:1))",
    );
    expect(branches(define("A", both(values, step("y")))).leaves).toHaveLength(0);
    expect(branches(define("A", cases)).text).toBe(
      "(CASE p -> (((a)' = 1) /\\ 0:0) [] p -> (((b)' = 1) /\\ 0:1) [] p -> (c /\\ 0:2))",
    );
  });

  test("an operator is looked into where it is applied, with its operands; each call counts for itself", () => {
    const inner = define("Inner", either(step("a"), step("b")), {
      parameters: [{ uid: "7", name: "n", arity: 0 }],
    });
    const first = call(inner, variable("x"));
    const second = call(inner, variable("y"));
    const { leaves, text } = branches(define("A", either(first, second)), [inner]);
    expect(leaves.map(({ calls }) => calls)).toEqual([[first.at], [first.at], [second.at], [second.at]]);
    expect(leaves[0]?.at).toEqual(leaves[2]?.at);
    expect(text).toContain("(LET Conf_o1_uInner(Conf_b7) == ");
    expect(text).toContain(" IN Conf_o1_uInner(x))");
    expect(text).toContain(" IN Conf_o2_uInner(y))");
  });

  test("operators that the configuration replaces, recursive ones and those of TLC are applied as they stand", () => {
    const body = either(step("a"), step("b"));
    const inner = define("Inner", body);
    const loop = define("Loop", body, { recursive: true });
    const theirs = define("Theirs", { ...body, at: { ...place(), module: "TLC" } });
    const told = (other: Definition) => {
      const { leaves, notes } = branches(define("A", call(other)), [other], ["Inner"]);
      expect(leaves).toHaveLength(0);
      return notes.map((note) => note.replace(/^.*: /, ""));
    };
    expect(told(inner)).toEqual(["the configuration replaces it"]);
    expect(told(loop)).toEqual(["it is recursive"]);
    expect(told(theirs)).toEqual([]);
    expect(branches(define("A", call(inner)), [inner]).leaves).toHaveLength(2);
    expect(branches(define("A", body), [], ["A"]).leaves).toHaveLength(0);
  });

  test("an operator that cannot be written down elsewhere is one branch, and that is said", () => {
    const opaque: Expression = { kind: "opaque", what: "a riddle", at: place(), level: 1 };
    const inner = define("Inner", both(opaque, either(step("a"), step("b"))));
    const { leaves, notes } = branches(define("A", either(call(inner), step("c"))), [inner]);
    expect(leaves).toHaveLength(2);
    expect(notes).toEqual([expect.stringMatching(/^Inner at M.tla:\d+:1 is not looked into: a riddle$/)]);
    expect(branches(define("A", both(opaque, either(step("a"), step("b"))))).notes).toEqual([
      "A counts as one branch: a riddle",
    ]);
  });

  test("too many branches, or operators of operators without end: one branch, and that is said", () => {
    const many = define("A", either(...Array.from({ length: 201 }, () => step("a"))));
    expect(branches(many)).toMatchObject({
      leaves: [],
      notes: ["A counts as one branch: more than 200 branches"],
    });
    let last = define("D0", step("a"));
    const chain = [last];
    for (let depth = 1; depth < 20; depth += 1) {
      last = define(`D${depth}`, both(call(last), call(last)));
      chain.push(last);
    }
    expect(branches(last, chain).notes).toEqual(["D19 counts as one branch: it applies too many operators"]);
  });
});
