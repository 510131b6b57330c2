import { expect, test } from "vitest";
import type { Expression } from "../../tla/expression.ts";
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
import { symbolsOf, tellingParts } from "./tellingParts.ts";

const spec = definition("Copies", ["p"], builtin("$FcnApply", [variable("bag"), bound("p")]));
const cardinality = { ...definition("Cardinality", ["S"], number(0)), level: 1 };
const standard = { ...cardinality, at: { ...cardinality.at, module: "FiniteSets" } };
const model = modelOf([spec, standard]);
const [votes, i] = [variable("votes"), bound("i")];
const votesOfI = builtin("$FcnApply", [votes, i]);
const counted = call(standard, [votesOfI]);
const twice = builtin("*", [counted, number(2)]);
const servers = { ...variable("Server"), level: 0 };
const enough = builtin(">", [twice, servers]);
const copies = call(spec, [i]);
const applied = builtin("$FcnApply", [variable("f"), votesOfI]);

test.each<readonly [string, Expression, readonly Expression[]]>([
  ["operands of a comparison, then what they are made of", enough, [twice, servers, counted, votesOfI, i]],
  ["below a negation", builtin("\\lnot", [enough]), [twice, servers, counted, votesOfI, i]],
  [
    "an operator of the spec may not look at more than its symbols",
    builtin("=", [copies, number(0)]),
    [copies, i],
  ],
  ["a function and its argument", builtin("=", [applied, number(1)]), [applied, votesOfI, i]],
  [
    "all branches of a false disjunction",
    builtin("\\lor", [builtin("=", [votes, i]), enough]),
    [votes, i, twice, servers, counted, votesOfI],
  ],
  [
    "only the first part of a conjunction that is false somewhere",
    builtin("\\lor", [builtin("\\land", [builtin("=", [copies, i]), enough])]),
    [copies, i],
  ],
  [
    "both sides of an implication",
    builtin("=>", [builtin("=", [votes, i]), builtin("=", [copies, i])]),
    [votes, i, copies],
  ],
  ["the set of a quantifier", builtin("$BoundedExists", [enough], [group("m", votes)]), [votes]],
  ["what a boolean function is applied to", builtin("$FcnApply", [variable("f"), copies]), [copies, i]],
])("%s", (_, conjunct, parts) => {
  const found = tellingParts(conjunct, { model, varying: new Set(["i"]) });
  const unique = new Map(found.map((part) => [JSON.stringify(part), part]));
  expect([...unique.values()]).toEqual(parts.filter((part) => part.kind !== "number"));
});

test("a literal is not a part, a constant only as an operand", () => {
  const constant = builtin("+", [servers, number(1)]);
  const found = tellingParts(builtin("=", [builtin("+", [constant, votes]), servers]), {
    model,
    varying: new Set(),
  });
  expect(found).toEqual([expect.objectContaining({ kind: "apply" }), servers, votes]);
});

test("a negated variable has a value, a variable itself says what it is, and the next state counts where it is known", () => {
  const told = (conjunct: Expression, most: 1 | 2 = 1) =>
    tellingParts(conjunct, { model, varying: new Set(["i"]), most });
  expect(told(builtin("\\lnot", [votes]))).toEqual([votes]);
  expect(told(builtin("\\lnot", [builtin("\\lnot", [votes])]))).toEqual([votes]);
  expect(told(votes)).toEqual([]);
  const next: Expression = { ...builtin("'", [votes]), level: 2 };
  const grows = builtin(">", [next, i]);
  expect(told(grows)).toEqual([i, votes]);
  expect(told(grows, 2)).toEqual([next, i, votes]);
});

test("symbols are found through definitions and domains", () => {
  const within = definition("Within", [], builtin("\\in", [bound("k"), votes]));
  const inner = builtin(
    "$BoundedForall",
    [call(within, [])],
    [group("m", builtin("$FcnApply", [variable("f"), i]))],
  );
  const symbols = symbolsOf(inner, modelOf([within]));
  expect([...symbols]).toEqual(expect.arrayContaining(["k", "i", "votes", "f", "Within"]));
  expect(symbols.has("m")).toBe(false);
});
