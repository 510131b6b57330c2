import type { ItfValue } from "../../../traces/itf.ts";
import { fromItf } from "../../tla/itfValue.ts";
import type { TlaValue } from "../../tla/value.ts";

/** Values of ITF values, equal ones mostly as one object: what a replay asks for a million times is made once. */
export interface SharedValues {
  readonly of: (value: ItfValue) => TlaValue;
}

/** A run in ever new terms must not fill the memory. */
const MOST_KEPT = 50_000;

export const createSharedValues = (modelValues: ReadonlySet<string>): SharedValues => {
  const leaves = new Map<ItfValue, TlaValue>();
  const others = new Map<string, TlaValue>();
  const kept = <Key>(values: Map<Key, TlaValue>, key: Key, value: ItfValue): TlaValue => {
    const known = values.get(key);
    if (known !== undefined) return known;
    if (values.size === MOST_KEPT) values.clear();
    const made = fromItf(value, modelValues);
    values.set(key, made);
    return made;
  };
  return {
    of: (value) =>
      typeof value === "object" ? kept(others, JSON.stringify(value), value) : kept(leaves, value, value),
  };
};
