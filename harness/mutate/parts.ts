import { canonicalText } from "../../traces/canonical.ts";
import type { ItfValue } from "../../traces/itf.ts";

/** A value inside another one. */
export interface Part {
  /** Where it stands, for people: `.id`, `[2]`, `[S1]`, of a set `{S1}`. */
  readonly path: string;
  /** The same without telling elements apart: `.id`, `[]`, `{}`. */
  readonly place: string;
  readonly value: ItfValue;
  /** The whole with another value there. */
  readonly replaced: (value: ItfValue) => ItfValue;
}

/** The values directly inside a value: fields, elements, images of a function; keys stay as they are. */
export const partsOf = (value: ItfValue): readonly Part[] => {
  if (typeof value !== "object" || "#bigint" in value) return [];
  const list = asList(value);
  if (list !== null)
    return list.items.map((item, index) => ({
      path: list.kind === "set" ? `{${shortText(item)}}` : `[${index + 1}]`,
      place: list.kind === "set" ? "{}" : "[]",
      value: item,
      replaced: (other) => list.whole(list.items.with(index, other)),
    }));
  if (isMap(value)) return mapParts(value["#map"]);
  if (isArray(value)) return [];
  return Object.entries(value).map(([name, field]: readonly [string, ItfValue]) => ({
    path: `.${name}`,
    place: `.${name}`,
    value: field,
    replaced: (other) => ({ ...value, [name]: other }),
  }));
};

/** A sequence, tuple or set as its elements; null for anything else. */
export interface ListValue {
  readonly kind: "sequence" | "set";
  readonly items: readonly ItfValue[];
  readonly whole: (items: readonly ItfValue[]) => ItfValue;
}

export const asList = (value: ItfValue): ListValue | null => {
  if (typeof value !== "object") return null;
  if (isArray(value)) return { kind: "sequence", items: value, whole: (items) => items };
  if (isTuple(value))
    return { kind: "sequence", items: value["#tup"], whole: (items) => ({ "#tup": items }) };
  if (isSet(value)) return { kind: "set", items: value["#set"], whole: (items) => ({ "#set": items }) };
  return null;
};

const mapParts = (pairs: readonly (readonly [ItfValue, ItfValue])[]): readonly Part[] =>
  pairs.map(([key, image], index) => ({
    path: `[${shortText(key)}]`,
    place: "[]",
    value: image,
    replaced: (other) => ({ "#map": pairs.with(index, [key, other]) }),
  }));

/** A value for people: strings without quotes, anything else in the canonical form, cut short. */
export const shortText = (value: ItfValue): string => {
  const text = typeof value === "string" ? value : canonicalText(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

const isArray = (value: object): value is readonly ItfValue[] => Array.isArray(value);
const isTuple = (value: object): value is { "#tup": readonly ItfValue[] } => Object.hasOwn(value, "#tup");
const isSet = (value: object): value is { "#set": readonly ItfValue[] } => Object.hasOwn(value, "#set");
const isMap = (value: object): value is { "#map": readonly (readonly [ItfValue, ItfValue])[] } =>
  Object.hasOwn(value, "#map");
