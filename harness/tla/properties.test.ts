import { describe, expect, test } from "vitest";
import { parseCfg } from "./cfg.ts";
import type { Definition, Expression } from "./expression.ts";
import {
  always,
  becomes,
  both,
  builtin,
  call,
  define,
  modelOf,
  number,
  square,
  substitution,
  variable,
} from "./fixtures/terms.ts";
import { impureIn } from "./impure.ts";
import { lawsOf } from "./properties.ts";
import { printExpression, rootScope } from "./printExpression.ts";
import { withReplacements } from "./replacements.ts";

const cfgOf = (text: string) => {
  const cfg = parseCfg("x.cfg", text);
  if (!cfg.ok) throw new Error(JSON.stringify(cfg.problems));
  return cfg.value;
};

describe("laws of a configuration", () => {
  const low = define("Low", builtin("<", variable("x"), number(5)));
  const start = define("Start", builtin("=", variable("x"), number(0)));
  const grows = define("Grows", always(square(becomes("x", number(1)), variable("x"))));
  const live: Expression = { ...builtin("<>", call(low)), level: 3 };

  const laws = (name: string, body: Expression, others: readonly Definition[] = []) =>
    lawsOf(
      cfgOf(`PROPERTY ${name}`),
      modelOf({ named: [low, start, grows, define(name, body), ...others], variables: ["x"] }),
    );

  test("of steps, of all states and of the first, behind names and in conjunctions", () => {
    const several = define("Several", both(call(grows), always(call(low))));
    const { initial, state, step, skipped } = laws("P", both(call(start), call(several)), [several]);
    expect(initial).toMatchObject([{ name: "P", text: "Start" }]);
    expect(state).toMatchObject([{ name: "P", text: "Low" }]);
    expect(step).toMatchObject([{ name: "P", text: "(((x)' = 1)) \\/ UNCHANGED (x)" }]);
    expect(skipped).toEqual([]);
  });

  test("liveness is skipped, what stands beside it is not", () => {
    expect(laws("P", both(live, call(grows)))).toMatchObject({ step: [{ name: "P" }], skipped: ["P"] });
    expect(laws("P", live)).toMatchObject({ step: [], state: [], initial: [], skipped: ["P"] });
  });

  test("a specification of another module speaks of what is substituted for its variables", () => {
    const spec = both(
      builtin("=", variable("n"), number(0)),
      always(square(becomes("n", number(1)), variable("n"))),
    );
    const refined = define("A!Spec", substitution({ n: variable("x") }, { ...spec, level: 3 }));
    const { initial, step } = laws("P", call(refined), [refined]);
    expect(initial).toMatchObject([{ name: "P", text: "((x) = 0)" }]);
    expect(step).toMatchObject([{ name: "P", text: "((((x))' = 1)) \\/ UNCHANGED ((x))" }]);
  });

  test("an invariant that is LOCAL stands there as it is defined", () => {
    const model = modelOf({ local: [low], variables: ["x"] });
    expect(lawsOf(cfgOf("INVARIANT Low"), model).state).toMatchObject([{ name: "Low", text: "((x < 5))" }]);
  });
});

describe("operators that a configuration replaces", () => {
  const other = define("Other", builtin("$SetEnumerate", number(9)));
  const domain = define("Domain", builtin("$SetEnumerate", number(1)));

  test("mean the other one, also where their name is not seen", () => {
    const model = modelOf({ named: [domain, other] });
    const replaced = withReplacements(model, cfgOf("CONSTANT Domain <- Other"));
    const body = replaced.definitions.get("Domain")?.body;
    expect(body && printExpression(body, rootScope(replaced))).toBe("Other");
    expect(replaced.named.get("Domain")?.body).toBe(body);
    expect(withReplacements(model, cfgOf("CONSTANT Domain = 3"))).toBe(model);
  });

  test("in one module only", () => {
    const elsewhere = define(
      "Domain",
      { ...number(2), at: { ...number(2).at, module: "N" } },
      { uid: "other" },
    );
    const model = modelOf({ named: [domain, other], hidden: [elsewhere] });
    const { definitions } = withReplacements(model, cfgOf("CONSTANT Domain <- [N]Other"));
    expect(definitions.get("other")?.body.kind).toBe("apply");
    expect(definitions.get("Domain")).toBe(domain);
  });
});

describe("what depends on more than the state", () => {
  const opaque = (name: string, module: string) =>
    define(
      name,
      { kind: "opaque", what: "", at: { ...number(0).at, module }, level: 0 },
      { parameters: ["a"] },
    );
  const [random, get, subset] = [
    opaque("RandomElement", "TLC"),
    opaque("TLCGet", "TLC"),
    opaque("R", "Randomization"),
  ];
  const level: Expression = { kind: "string", text: "level", at: number(0).at, level: 0 };
  const model = modelOf({ named: [random, get, subset, define("Dice", call(random, number(6)))] });

  test.each([
    ["behind a name", call(define("Dice", number(0))), ["RandomElement"]],
    ["a module of nothing else", call(subset, number(1)), ["R"]],
    ["how far TLC is", call(get, level), ["TLCGet"]],
    ["a register of the checker", call(get, number(1000)), ["TLCGet"]],
    ["a register of the spec", call(get, number(7)), []],
    ["nothing", number(1), []],
  ])("%s", (_what, expression, names) => {
    expect(impureIn([expression], model).map(({ name }) => name)).toEqual(names);
  });
});
