import { describe, expect, test } from "vitest";
import {
  builtin,
  call,
  constant,
  define,
  exists,
  modelOf,
  number,
  parameter,
  place,
  substitution,
  variable,
} from "./fixtures/terms.ts";
import type { Definition } from "./expression.ts";
import { printExpression, rootScope } from "./printExpression.ts";

/** Without what tells the places apart where a definition is written out. */
const plain = (text: string): string => text.replace(/_[0-9a-f]{12}/g, "");

describe("names that a generated module does not see", () => {
  const twice = define("Twice", builtin("\\cup", parameter("s"), parameter("s")), { parameters: ["s"] });
  const range = define("Range", builtin("$SetEnumerate", number(1)));

  test("a visible definition stands there by its name, a LOCAL one as it is defined", () => {
    const text = call(twice, call(range));
    expect(printExpression(text, rootScope(modelOf({ named: [twice, range] })))).toBe("Twice(Range)");
    expect(plain(printExpression(text, rootScope(modelOf({ named: [twice], local: [range] }))))).toBe(
      "Twice(({1}))",
    );
    expect(plain(printExpression(text, rootScope(modelOf({ named: [range], hidden: [twice] }))))).toBe(
      "(LET Conf_bTwice(Conf_bs) == (Conf_bs \\cup Conf_bs) IN Conf_bTwice(Range))",
    );
  });

  test("one inside the other, the same definition has two names, for TLA+ defines none again in its scope", () => {
    const text = printExpression(
      call(twice, call(twice, number(1))),
      rootScope(modelOf({ hidden: [twice] })),
    );
    const names = [...text.matchAll(/LET (\w+)\(/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(2);
  });

  test("recursive ones together, each announced", () => {
    const isOdd: Definition = define("IsOdd", parameter("m"), { parameters: ["m"], recursive: true });
    const isEven = define("IsEven", call(isOdd, parameter("n")), { parameters: ["n"], recursive: true });
    const mutual = { ...isOdd, body: call(isEven, parameter("m")) };
    const model = modelOf({ hidden: [isEven, mutual] });
    expect(plain(printExpression(call(isEven, number(3)), rootScope(model)))).toBe(
      "(LET RECURSIVE Conf_bIsEven(_), Conf_bIsOdd(_) Conf_bIsEven(Conf_bn) == Conf_bIsOdd(Conf_bn) " +
        "Conf_bIsOdd(Conf_bm) == Conf_bIsEven(Conf_bm) IN Conf_bIsEven(3))",
    );
  });

  test("a recursive function has the name inside by which it calls itself", () => {
    const body = {
      ...builtin("$RecursiveFcnSpec", builtin("$FcnApply", parameter("f"), parameter("x"))),
      bound: [
        { uids: ["f"], tuple: false, domain: null },
        { uids: ["x"], tuple: false, domain: constant("S") },
      ],
    };
    const model = modelOf({ local: [define("f0", body)], constants: ["S"] });
    expect(plain(printExpression(call(define("f0", body)), rootScope(model)))).toBe(
      "((LET Conf_bf[Conf_bx \\in S] == (Conf_bf)[Conf_bx] IN Conf_bf))",
    );
  });

  test("definitions that multiply without end are refused, not written", () => {
    let last = define("D0", builtin("$Tuple", number(1), number(1)));
    const all = [last];
    for (let depth = 1; depth < 60; depth += 1) {
      last = define(`D${depth}`, builtin("$Tuple", call(last), call(last)));
      all.push(last);
    }
    const model = modelOf({ hidden: all });
    expect(() => printExpression(call(last), rootScope(model))).toThrow(/too long to be written out/);
  });
});

describe("inside of an INSTANCE", () => {
  // MODULE P: VARIABLE v; Low == v - 1; Steps == {Low}; the root extends P, and has I == INSTANCE P WITH v <- q.
  const low = define("Low", builtin("-", variable("v"), number(1)));
  const steps = define("Steps", builtin("$SetEnumerate", call(low)));
  const within = (name: string, { body }: Definition): Definition =>
    define(name, substitution({ v: variable("q") }, body));
  const scopeOf = (named: readonly Definition[], prefix: string) => {
    const model = modelOf({ named: [low, steps, ...named], variables: ["v", "q"] });
    const scope = rootScope(model);
    return { ...scope, prefix, texts: new Map([["v", "(q)"]]), substituted: new Set(["v"]) };
  };

  test("what the root calls by the same name speaks of another variable, so the instance's own is meant", () => {
    const scope = scopeOf([within("I!Low", low), within("I!Steps", steps)], "I!");
    expect(printExpression(call(steps), scope)).toBe("I!Steps");
    expect(printExpression(exists("x", call(steps), call(low)), scope)).toBe(
      "(\\E Conf_bx \\in I!Steps : I!Low)",
    );
  });

  test("where the instance has no name for it, it is written out", () => {
    expect(printExpression(call(steps), scopeOf([], ""))).toBe("({(((q) - 1))})");
  });

  test("an instance with other substitutions is not meant", () => {
    const other = define("I!Steps", substitution({ v: variable("v") }, steps.body));
    expect(printExpression(call(steps), scopeOf([other], "I!"))).toBe("({(((q) - 1))})");
  });

  test("an instance with parameters is written out with its arguments", () => {
    const body = substitution({ v: parameter("p") }, low.body);
    const instanced = define("J!Low", body, { parameters: ["p"] });
    const model = modelOf({ named: [instanced], hidden: [low] });
    expect(plain(printExpression(call(instanced, number(7)), rootScope(model)))).toBe(
      "(LET Conf_bJ!Low(Conf_bp) == ((Conf_bp) - 1) IN Conf_bJ!Low(7))",
    );
  });

  test("a variable of a module that is only instanced has no name outside", () => {
    const model = modelOf({ hidden: [low], variables: ["q"] });
    expect(() => printExpression(call(low), rootScope(model))).toThrow(/only instanced/);
  });

  test("operators of standard modules that the root does not extend are reached through the library", () => {
    const plus = define(
      "Len",
      { kind: "opaque", what: "", at: place("Sequences"), level: 0 },
      { parameters: ["s"] },
    );
    const model = modelOf({ hidden: [plus] });
    expect(printExpression(call(plus, number(1)), rootScope(model))).toBe("Conf_Sequences!Len(1)");
  });
});
