import type { Binder } from "../../tla/actionContext.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import type { Expression, SpecModel } from "../../tla/expression.ts";
import { freshName, printExpression, type Scope } from "../../tla/printExpression.ts";
import { domainGuard, type BoundSymbol, type GuardTable } from "./guardTable.ts";

export interface DomainContext {
  readonly table: GuardTable;
  /** Of the action, in the order in which `Conf_a` holds what the event gives for them. */
  readonly parameters: readonly string[];
}

/**
 * A set of sets, `inner` below the existentials that stand around an action in Next: per instance what forbids it. A set
 * from which nothing can be taken, or not what the event gives, forbids all instances there would be with its elements.
 */
export const belowBinders = (
  { binders, args }: Pick<ActionOccurrence, "binders" | "args">,
  inner: string,
  context: DomainContext,
): string =>
  binders.reduceRight((text, binder, index) => {
    const instances = `UNION {${text} : ${binder.text}}`;
    const { domain } = binder.group;
    if (domain === null) return instances;
    const asked = { domain, taken: takenBy(binder, args, context), binder, context };
    const outer = binders.slice(0, index).flatMap((other) => takenBy(other, args, context));
    const fits = outer.flatMap(({ name, position }) =>
      position === null ? [] : [`Conf_Fits(${name}, Conf_a[${position}])`],
    );
    // Instances with other arguments further out are none of the event's.
    return fits.length === 0
      ? `(${forbiddingDomain(asked, instances)})`
      : `(IF ${fits.join(" /\\ ")} THEN ${forbiddingDomain(asked, instances)} ELSE ${instances})`;
  }, inner);

/** A symbol of an existential, and the parameter that it is passed for. */
interface Taken {
  readonly uid: string;
  readonly name: string;
  readonly parameter: string | null;
  /** Of the parameter in `Conf_a`, from 1. */
  readonly position: number | null;
}

const takenBy = (
  { group, names }: Binder,
  args: ActionOccurrence["args"],
  { parameters }: DomainContext,
): readonly Taken[] =>
  group.uids.map((uid, index) => {
    const name = names[index] ?? freshName(uid);
    const arg = args.find(({ text }) => text.replace(/^\(+|\)+$/gu, "") === name);
    const position = arg === undefined ? 0 : parameters.indexOf(arg.parameter) + 1;
    return { uid, name, parameter: arg?.parameter ?? null, position: position === 0 ? null : position };
  });

interface Asked {
  readonly domain: Expression;
  readonly taken: readonly Taken[];
  readonly binder: Binder;
  readonly context: DomainContext;
}

const forbiddingDomain = ({ domain, taken, binder, context }: Asked, instances: string): string => {
  const { scope, group } = binder;
  const set = context.table.localName();
  const element = context.table.localName();
  const guard = { ...{ scope, table: context.table, bound: boundAround(scope) } };
  const symbol = (uid: string): string => scope.model.parameters.get(uid)?.name ?? uid;
  const tuple = (uid: string, parameter: string | null, given: boolean): string =>
    domainGuard(domain, { symbol: symbol(uid), parameter: parameter ?? symbol(uid), given }, guard);
  const [first] = taken;
  const empty = first === undefined ? "{}" : `{${tuple(first.uid, first.parameter, false)}}`;
  const missing = taken.flatMap(({ uid, parameter, position }) =>
    position === null || group.tuple
      ? []
      : [
          `IF \\A ${element} \\in ${set} : ~ Conf_Fits(${element}, Conf_a[${position}]) THEN {{${tuple(uid, parameter, true)}}}`,
        ],
  );
  const ways = [`IF ${set} = {} THEN {${empty}}`, ...missing, instances].join(" ELSE ");
  return `LET ${set} == ${printExpression(domain, scope)} IN ${ways}`;
};

/** The symbols of the existentials around. */
export const boundAround = ({
  texts,
  model,
}: Pick<Scope, "texts"> & { model: SpecModel }): readonly BoundSymbol[] =>
  [...texts].flatMap(([uid, text]) => {
    const symbol = model.parameters.get(uid);
    return symbol === undefined || text !== freshName(uid) ? [] : [{ uid, name: symbol.name, text }];
  });
