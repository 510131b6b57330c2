import type { ItfValue } from "../../traces/itf.ts";
import { bool, fn, int, model, record, seq, set, string, type TlaValue } from "./value.ts";

/**
 * The TLA+ value an ITF value stands for. A string in `modelValues` (declared by the model's cfg) is that
 * model value. The decoder has already refused malformed `#` objects and integers beyond 32 bits.
 */
export const fromItf = (value: ItfValue, modelValues: ReadonlySet<string>): TlaValue => {
  const convert = (inner: ItfValue): TlaValue => fromItf(inner, modelValues);
  if (typeof value === "number") return int(value);
  if (typeof value === "boolean") return bool(value);
  if (typeof value === "string") return modelValues.has(value) ? model(value) : string(value);
  if (isArray(value)) return seq(value.map(convert));
  if (isWrapped(value, "#bigint")) return int(Number(value["#bigint"]));
  if (isWrapped(value, "#tup")) return seq(value["#tup"].map(convert));
  if (isWrapped(value, "#set")) return set(value["#set"].map(convert));
  if (isWrapped(value, "#map"))
    return fn(value["#map"].map(([key, image]) => [convert(key), convert(image)]));
  return record(Object.entries(value).map(([name, field]) => [name, convert(field)]));
};

/** The ITF encoding of a value; model values become strings. */
export const toItf = (value: TlaValue): ItfValue => {
  switch (value.kind) {
    case "int":
    case "bool":
    case "string":
      return value.value;
    case "model":
      return value.name;
    case "set":
      return { "#set": value.elements.map(toItf) };
    case "seq":
      return value.elements.map(toItf);
    case "record":
      return Object.fromEntries(value.fields.map(([name, field]) => [name, toItf(field)]));
    case "function":
      return { "#map": value.entries.map(([key, image]) => [toItf(key), toItf(image)]) };
  }
};

const isArray = (value: ItfValue): value is readonly ItfValue[] => Array.isArray(value);

const isWrapped = <K extends "#bigint" | "#tup" | "#set" | "#map">(
  value: object,
  key: K,
): value is Extract<ItfValue, Readonly<Record<K, unknown>>> => Object.hasOwn(value, key);
