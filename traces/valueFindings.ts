import { hasDuplicateKey } from "./canonical.ts";
import type { TraceCodeName } from "./codes.ts";
import { excerpt, jsonText } from "./jsonText.ts";
import { DECIMAL } from "./schema.ts";
import { isInt32, isItfValue, isObject } from "./shape.ts";
import type { ItfValue } from "./itf.ts";

/** Keys and indexes from the line's object down. */
export type Path = readonly (string | number)[];

/** One reason to refuse a line. */
export interface Finding {
  readonly code: TraceCodeName;
  /** Place within the line, expected, found. */
  readonly text: string;
}

/** `state.currentTerm["#at"][0][1]`. */
export const pathText = (path: Path): string => path.map((key, index) => segment(key, index === 0)).join("");

/** Every reason why a JSON value is no TLA+ value; none exactly when `isItfValue` accepts it. */
export const valueFindings = (value: unknown, path: Path): readonly Finding[] => {
  if (value === null) return [finding("TRC028", path, "expected a TLA+ value, found null")];
  if (typeof value === "number") return numberFindings(value, path);
  if (typeof value === "string" || typeof value === "boolean") return [];
  if (Array.isArray(value)) return listFindings(value, path);
  if (!isObject(value)) return [finding("TRC026", path, `expected a TLA+ value, found ${typeof value}`)];
  const special = Object.keys(value).find((key) => key.startsWith("#"));
  if (special !== undefined) return specialFindings(value, special, path);
  return Object.entries(value).flatMap(([key, field]) => valueFindings(field, [...path, key]));
};

/** The same for what an event says of a variable: `#at` is allowed, here only. */
export const loggedValueFindings = (value: unknown, path: Path): readonly Finding[] => {
  if (!isObject(value) || !Object.hasOwn(value, "#at")) return valueFindings(value, path);
  const points = value["#at"];
  if (Array.isArray(points) && points.length === 0) {
    return [malformed([...path, "#at"], "at least one [key, value] pair; leave the variable out", points)];
  }
  return [...onlyKey(value, "#at", path), ...pairFindings(points, [...path, "#at"])];
};

const segment = (key: string | number, first: boolean): string => {
  if (typeof key === "number") return `[${key}]`;
  if (!/^[A-Za-z_]\w*$/u.test(key)) return `[${jsonText(key)}]`;
  return first ? key : `.${key}`;
};

const finding = (code: TraceCodeName, path: Path, text: string): Finding => ({
  code,
  text: `${pathText(path)}: ${text}`,
});

const malformed = (path: Path, expected: string, found: unknown): Finding =>
  finding("TRC032", path, `expected ${expected}, found ${excerpt(found)}`);

const numberFindings = (value: number, path: Path): readonly Finding[] => {
  if (isInt32(value)) return [];
  if (Number.isFinite(value) && !Number.isInteger(value)) {
    return [finding("TRC031", path, `expected an integer, found ${value}`)];
  }
  return [finding("TRC030", path, `expected an integer of 32 bits, found ${value}`)];
};

const listFindings = (items: readonly unknown[], path: Path): readonly Finding[] =>
  items.flatMap((item, index) => valueFindings(item, [...path, index]));

const onlyKey = (value: object, key: string, path: Path): readonly Finding[] => {
  const others = Object.keys(value).filter((other) => other !== key);
  return others.length === 0 ? [] : [malformed(path, `${key} alone`, others)];
};

const specialFindings = (
  value: Readonly<Record<string, unknown>>,
  key: string,
  path: Path,
): readonly Finding[] => {
  const content = value[key];
  const below = [...path, key];
  const alone = onlyKey(value, key, path);
  switch (key) {
    case "#bigint":
      return [...alone, ...bigIntFindings(content, below)];
    case "#tup":
    case "#set":
      if (!Array.isArray(content)) return [...alone, malformed(below, "an array", content)];
      return [...alone, ...listFindings(content, below)];
    case "#map":
      return [...alone, ...pairFindings(content, below)];
    case "#at":
      return [malformed(path, "#at only directly under a variable of state", value)];
    default:
      return [malformed(path, "#bigint, #tup, #set, #map or keys without #", key)];
  }
};

const bigIntFindings = (content: unknown, path: Path): readonly Finding[] => {
  if (typeof content !== "string" || !DECIMAL.test(content)) {
    return [malformed(path, "decimal digits in a string", content)];
  }
  if (isInt32(Number(content))) return [];
  return [finding("TRC030", path, `expected an integer of 32 bits, found ${excerpt(content)}`)];
};

const pairFindings = (content: unknown, path: Path): readonly Finding[] => {
  if (!Array.isArray(content)) return [malformed(path, "an array of [key, value] pairs", content)];
  const inner = content.flatMap((pair: unknown, index) =>
    Array.isArray(pair) && pair.length === 2
      ? listFindings(pair, [...path, index])
      : [malformed([...path, index], "a [key, value] pair", pair)],
  );
  if (inner.length > 0) return inner;
  return hasDuplicateKey(content.filter(isPair)) ? [malformed(path, "different keys", content)] : [];
};

const isPair = (value: unknown): value is readonly [ItfValue, ItfValue] =>
  Array.isArray(value) && value.length === 2 && value.every(isItfValue);
