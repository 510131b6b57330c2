import type { BoundGroup, Expression, Place, SpecModel } from "../../tla/expression.ts";
import { freshName, printExpression, type Scope } from "../../tla/printExpression.ts";
import { symbolsOf, tellingParts } from "./tellingParts.ts";

/** A conjunct that may turn out false, and the parts whose values explain it. */
export interface Guard {
  readonly at: Place;
  readonly parts: readonly Place[];
  /** Names of the bound symbols and parameters that the conjunct mentions, outermost first. */
  readonly bound: readonly string[];
  /** Conjuncts of the same instance that have held when this one is found false. */
  readonly depth: number;
  /** It is false for what stands at its place is true: a condition of another way of an IF or CASE. */
  readonly denied?: true;
  /** Not a conjunct, but the arguments of the event: no instance has them; `bound` are those of the instance. */
  readonly outside?: true;
  /** It is of a step, of which both states count. */
  readonly ofStep?: true;
  /** Not a conjunct, but the set at that place, from which Next takes a parameter. */
  readonly domain?: TakenFrom;
}

/** What a set gives no value for; `given`: none that is the event's argument, where otherwise it is empty. */
export interface TakenFrom {
  readonly symbol: string;
  /** The parameter of the action, which may have another name than the symbol that is bound. */
  readonly parameter: string;
  readonly given: boolean;
}

/** Numbers the guards met while an action is turned into its diagnosis. */
export interface GuardTable {
  readonly guards: readonly Guard[];
  /** The number of a guard, from 1. */
  readonly add: (guard: Guard) => number;
  /** A name for a LET; TLA+ does not allow to define a name again inside its own scope. */
  readonly localName: () => string;
}

export const createGuardTable = (): GuardTable => {
  const guards: Guard[] = [];
  let locals = 0;
  return {
    guards,
    add: (guard) => guards.push(guard),
    localName: () => {
      locals += 1;
      return `Conf_g${locals}`;
    },
  };
};

/** A bound symbol or parameter: its number in SANY, its name in the spec, and what it stands for. */
export interface BoundSymbol {
  readonly uid: string;
  readonly name: string;
  readonly text: string;
}

/** Where in an action the diagnosis stands. */
export interface GuardContext {
  readonly scope: Scope;
  readonly table: GuardTable;
  /** The symbols bound so far, outermost first. */
  readonly bound: readonly BoundSymbol[];
  /** Operators around, by SANY's number. */
  readonly inside: readonly string[];
  /** Conjuncts of the instance that stand before and so have held. */
  readonly depth: number;
  /** It is asked about a whole step, whose next state is known. */
  readonly ofStep?: true;
}

export const boundSymbols = (groups: readonly BoundGroup[], model: SpecModel): readonly BoundSymbol[] =>
  groups.flatMap(({ uids }) =>
    uids.map((uid) => ({ uid, name: model.parameters.get(uid)?.name ?? uid, text: freshName(uid) })),
  );

/** The tuple that tells of a false conjunct: its number, and what `telling` (it, or a part of it) depends on. */
export const failedGuard = (conjunct: Expression, telling: Expression, context: GuardContext): string =>
  tellingTuple(telling, context, { at: conjunct.at });

/** The same of a condition that is true and must not be. */
export const deniedGuard = (condition: Expression, context: GuardContext): string => {
  const { at, level } = condition;
  const operator = { kind: "builtin", uid: "\\lnot", name: "\\lnot" } as const;
  const not: Expression = { kind: "apply", operator, operands: [condition], bound: [], at, level };
  return tellingTuple(not, context, { at, denied: true });
};

/** What tells of a set from which no value can be taken: it and what it depends on. */
export const domainGuard = (
  domain: Expression,
  taken: TakenFrom,
  { scope, table, bound: around }: Pick<GuardContext, "scope" | "table" | "bound">,
): string => {
  const mentioned = symbolsOf(domain, scope.model);
  const bound = around.filter(({ uid }) => mentioned.has(uid));
  const varying = new Set(around.map(({ uid }) => uid));
  const parts = [domain, ...tellingParts(domain, { model: scope.model, varying })];
  const number = table.add({
    ...{ at: domain.at, parts: parts.map(({ at }) => at), bound: bound.map(({ name }) => name), depth: -1 },
    domain: taken,
  });
  return toldTuple(number, parts, { scope, bound });
};

const tellingTuple = (
  telling: Expression,
  context: GuardContext,
  what: Pick<Guard, "at" | "denied">,
): string => {
  const { scope, table, depth, ofStep } = context;
  const mentioned = symbolsOf(telling, scope.model);
  const bound = context.bound.filter(({ uid }) => mentioned.has(uid));
  const local = new Set(context.bound.map(({ uid }) => uid));
  const parts = tellingParts(telling, {
    model: scope.model,
    varying: local,
    ...(ofStep === true && { most: 2 }),
  });
  const number = table.add({
    ...what,
    parts: parts.map(({ at }) => at),
    bound: bound.map(({ name }) => name),
    depth,
    ...(ofStep === true && { ofStep }),
  });
  return toldTuple(number, parts, { scope, bound });
};

const toldTuple = (
  number: number,
  parts: readonly Expression[],
  { scope, bound }: Pick<GuardContext, "scope" | "bound">,
): string => {
  const values = parts.map((part) => `Conf_Text(${printExpression(part, scope)})`);
  const given = bound.map(({ text }) => `Conf_Text(${text})`);
  return `<<${number}, <<${values.join(", ")}>>, <<${given.join(", ")}>>>>`;
};
