import type { ItfValue } from "./itf.ts";

/**
 * One text for all encodings of the same TLA+ value: a sequence, a tuple, a record and a function with the same
 * points are equal in TLA+, sets have no order, and `#bigint` is just a number. For comparing, not for reading.
 */
export const canonicalText = (value: ItfValue): string => {
  if (typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return functionText(value.map((item, index) => [index + 1, item]));
  if (isBigInt(value)) return JSON.stringify(Number(value["#bigint"]));
  if (isTuple(value)) return canonicalText(value["#tup"]);
  if (isSet(value)) return `{${[...new Set(value["#set"].map(canonicalText))].sort().join(",")}}`;
  if (isMap(value)) return functionText(value["#map"]);
  return functionText(Object.entries(value));
};

/** Whether two pairs have the same key, so that one of them would be lost in the function. */
export const hasDuplicateKey = (pairs: readonly (readonly [ItfValue, ItfValue])[]): boolean =>
  pairs.length > 1 && new Set(pairs.map(([key]) => canonicalText(key))).size < pairs.length;

const functionText = (pairs: readonly (readonly [ItfValue, ItfValue])[]): string =>
  `[${pairs
    .map(([key, value]) => `${canonicalText(key)}:${canonicalText(value)}`)
    .sort()
    .join(",")}]`;

const isList = (value: object): value is readonly ItfValue[] => Array.isArray(value);
const isBigInt = (value: object): value is { "#bigint": string } => Object.hasOwn(value, "#bigint");
const isTuple = (value: object): value is { "#tup": readonly ItfValue[] } => Object.hasOwn(value, "#tup");
const isSet = (value: object): value is { "#set": readonly ItfValue[] } => Object.hasOwn(value, "#set");
const isMap = (value: object): value is { "#map": readonly (readonly [ItfValue, ItfValue])[] } =>
  Object.hasOwn(value, "#map");
