import type { GuardContext } from "./guardTable.ts";

/**
 * TLA+ text of the set of guards that forbid something in a state: empty when it is not forbidden. Each element is
 * `<<number, values of its parts, values of bound symbols>>`, values as text, so that values of different types can
 * stand in one set.
 */
export interface Forbidding {
  readonly text: string;
  /** Conjuncts that have held where nothing of it forbids: how far it leads an instance of the action. */
  readonly conjuncts: number;
}

export const NOTHING: Forbidding = { text: "{}", conjuncts: 0 };

export const forbidsNothing = ({ text }: Forbidding): boolean => text === NOTHING.text;

/** Something that can be asked what forbids it, where so many conjuncts have held before. */
export type Asked = (context: GuardContext) => Forbidding;

/** What forbids first, of some things asked one after the other; later ones may not even be defined then. */
export const firstForbidding = (asked: readonly Asked[], context: GuardContext): Forbidding => {
  const parts: Forbidding[] = [];
  let passed = 0;
  for (const ask of asked) {
    const part = ask({ ...context, depth: context.depth + passed });
    if (forbidsNothing(part)) continue;
    parts.push(part);
    passed += part.conjuncts;
  }
  const text = parts.reduceRight((rest, part) => {
    if (rest === NOTHING.text) return part.text;
    const name = context.table.localName();
    return `(LET ${name} == ${part.text} IN IF ${name} # {} THEN ${name} ELSE ${rest})`;
  }, NOTHING.text);
  return { text, conjuncts: passed };
};

/** What forbids all of some things, one of which would be enough. */
export const allForbidding = (asked: readonly Asked[], context: GuardContext): Forbidding => {
  const parts = asked.map((ask) => ask(context));
  if (parts.some(forbidsNothing)) return NOTHING;
  const name = context.table.localName();
  return {
    text: `(LET ${name} == {${parts.map(({ text }) => text).join(", ")}} IN IF {} \\in ${name} THEN {} ELSE UNION ${name})`,
    conjuncts: Math.min(...parts.map(({ conjuncts }) => conjuncts)),
  };
};

/** A way of an IF or CASE; the last may have no test. */
export interface AskedWay {
  readonly test: AskedTest | null;
  /** Null for a way that leads nowhere. */
  readonly body: Asked | null;
}

/** A test as text, what forbids that it holds, and what forbids that it does not. */
export interface AskedTest {
  readonly text: string;
  readonly holds: Asked;
  readonly fails: Asked;
}

/**
 * What forbids the way that is taken and, as another way might do, what makes it the one that is taken. Null where every
 * way leads nowhere.
 */
export const wayForbidding = (
  [way, ...rest]: readonly AskedWay[],
  context: GuardContext,
): Forbidding | null => {
  if (way === undefined) return null;
  const { test, body } = way;
  if (test === null) return body === null ? null : body(context);
  const passed = { ...context, depth: context.depth + 1 };
  const yes = body === null ? null : body(passed);
  const no = wayForbidding(rest, passed);
  if (yes === null && no === null) return null;
  const [taken, left] = [together(yes, test.fails, context), together(no, test.holds, context)];
  return {
    text: `(IF ${test.text} THEN ${taken} ELSE ${left})`,
    conjuncts: 1 + Math.min(...[yes, no].flatMap((part) => part?.conjuncts ?? [])),
  };
};

/** Where a way is forbidden, so is the choice that led to it. */
const together = (way: Forbidding | null, choice: Asked, context: GuardContext): string => {
  if (way === null) return choice(context).text;
  if (forbidsNothing(way)) return way.text;
  const name = context.table.localName();
  return `(LET ${name} == ${way.text} IN IF ${name} = {} THEN {} ELSE ${name} \\cup ${choice(context).text})`;
};
