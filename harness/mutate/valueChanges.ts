import { canonicalText } from "../../traces/canonical.ts";
import type { ItfValue } from "../../traces/itf.ts";
import { MAX_INTEGER, MIN_INTEGER } from "../../traces/schema.ts";
import { asList, partsOf, shortText, type ListValue } from "./parts.ts";
import { differentFrom, type SeenValues } from "./seenValues.ts";

/** One way to change a value at a single place inside it. */
export interface ValueChange {
  /** Where inside the value; empty for the value itself. */
  readonly path: string;
  /** `1 -> 2`, `without S2`, `with S3` */
  readonly text: string;
  readonly value: () => ItfValue;
}

export interface ChangeContext {
  readonly seen: SeenValues;
  /** Groups of model values that the configuration names together: each may stand for another of its group. */
  readonly siblings: (name: string) => readonly string[];
}

/** Every change of a single leaf or element, never to an equal value. */
export function* valueChanges(
  value: ItfValue,
  place: string,
  context: ChangeContext,
): Generator<ValueChange> {
  for (const other of otherScalars(value, place, context))
    yield { path: "", text: `${shortText(value)} -> ${shortText(other)}`, value: () => other };
  const list = asList(value);
  if (list !== null) yield* elementChanges(list, place, context);
  for (const part of partsOf(value))
    for (const inner of valueChanges(part.value, place + part.place, context)) {
      const changed = (): ItfValue => part.replaced(inner.value());
      // An element of a set may be changed into one that the set holds.
      if (list?.kind === "set" && canonicalText(changed()) === canonicalText(value)) continue;
      yield { ...inner, path: part.path + inner.path, value: changed };
    }
}

/** What a number, boolean or string can be changed to. */
export const otherScalars = (
  value: ItfValue,
  place: string,
  { seen, siblings }: ChangeContext,
): readonly ItfValue[] => {
  if (typeof value === "number") return neighbours(value);
  if (typeof value === "boolean") return [!value];
  if (typeof value === "string") {
    const others = differentFrom(value, seen.at(place)).filter((other) => typeof other === "string");
    return others.length > 0 ? others : siblings(value);
  }
  return isBigInt(value)
    ? neighbours(Number(value["#bigint"])).map((number) => ({ "#bigint": String(number) }))
    : [];
};

const neighbours = (value: number): readonly number[] =>
  [value + 1, value - 1].filter((number) => number >= MIN_INTEGER && number <= MAX_INTEGER);

/** Elements removed and added; of a set, those it does not hold. */
function* elementChanges(list: ListValue, place: string, { seen }: ChangeContext): Generator<ValueChange> {
  const { items, whole } = list;
  const held = new Set(items.map(canonicalText));
  const repeats = list.kind === "set" && held.size < items.length;
  for (const [index, item] of repeats ? [] : items.entries())
    yield { path: "", text: `without ${shortText(item)}`, value: () => whole(items.toSpliced(index, 1)) };
  for (const extra of additions(list, seen, { place, held }))
    yield { path: "", text: `with ${shortText(extra)}`, value: () => whole([...items, extra]) };
}

/** A sequence may end with its last element twice. */
const additions = (
  { kind, items }: ListValue,
  seen: SeenValues,
  { place, held }: { readonly place: string; readonly held: ReadonlySet<string> },
): readonly ItfValue[] => {
  if (kind === "set") return seen.at(`${place}{}`).filter((value) => !held.has(canonicalText(value)));
  const [last] = items.slice(-1);
  const known = seen.at(`${place}[]`);
  return last === undefined ? known : [last, ...differentFrom(last, known)];
};

const isBigInt = (value: ItfValue): value is { readonly "#bigint": string } =>
  typeof value === "object" && Object.hasOwn(value, "#bigint");
