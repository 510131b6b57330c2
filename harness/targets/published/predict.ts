import { valueAt } from "../../check/explain/compare.ts";
import type { SpecState } from "../../replay/driver.ts";
import { canonicalText, fn, model, sameValue, type TlaValue } from "../../tla/value.ts";
import { bagOf, bagRecord, bagValue, counted, fieldsOf, type BagMessage } from "./world.ts";

/** A state of the model with some changes: what a deviation says the product shows instead. */
export interface Prediction {
  /** New values at one server, by variable. */
  readonly at?: { readonly server: string; readonly values: Readonly<Record<string, TlaValue>> };
  readonly sent?: readonly BagMessage[];
  /** The server whose links lose what is on them. */
  readonly lostAt?: string;
}

/** Whether `actual` is exactly the state that the prediction makes of `expected`, in the variables it shows. */
export const isPredicted = (expected: SpecState, actual: SpecState, prediction: Prediction): boolean => {
  const predicted = predict(expected, prediction);
  return [...actual].every(([name, value]) => {
    const wanted = predicted.get(name);
    return wanted !== undefined && sameValue(wanted, value);
  });
};

const predict = (state: SpecState, { at, sent = [], lostAt }: Prediction): SpecState => {
  const changed = Object.entries(at?.values ?? {}).map(
    ([name, value]) => [name, withValueAt(state.get(name), model(at?.server ?? ""), value)] as const,
  );
  let bag = bagOf(state);
  for (const message of sent) bag = counted(bag, bagRecord(message), 1);
  if (lostAt !== undefined)
    bag = new Map(
      [...bag].map(([key, entry]) => [key, touches(entry.record, lostAt) ? { ...entry, count: 0 } : entry]),
    );
  return new Map([...state, ...changed, ["messages", bagValue(bag)]]);
};

const withValueAt = (value: TlaValue | undefined, key: TlaValue, image: TlaValue): TlaValue => {
  if (value?.kind !== "function") throw new Error("not a function on servers");
  return fn([...value.entries, [key, image]]);
};

const touches = (record: TlaValue, server: string): boolean => {
  const { msource, mdest } = fieldsOf(record);
  return msource === server || mdest === server;
};

/** Text of a record's field, or of a function's value at a server; empty when there is none. */
export const textAt = (value: TlaValue | undefined, key: string): string => {
  const found =
    value === undefined
      ? undefined
      : (valueAt(value, { kind: "string", value: key }) ?? valueAt(value, model(key)));
  return found === undefined ? "" : canonicalText(found);
};

/** The number at a server, or in a record's field. */
export const numberAt = (value: TlaValue | undefined, key: string): number => Number(textAt(value, key));

/** Whether the only change is that one pending message is gone: it was consumed without any effect. */
export const onlyConsumed = (before: SpecState, actual: SpecState): boolean => {
  const [old, now] = [bagOf(before), bagOf(actual)];
  const falls = [...old].filter(([key, { count }]) => (now.get(key)?.count ?? 0) === count - 1);
  const kept = [...now].every(
    ([key, { count }]) => falls.some(([fallen]) => fallen === key) || (old.get(key)?.count ?? 0) === count,
  );
  const others = [...actual].every(([name, value]) => {
    const same = before.get(name);
    return name === "messages" || (same !== undefined && sameValue(same, value));
  });
  return falls.length === 1 && kept && others;
};

/** Messages that are in `actual` more often than in `before`. */
export const sentSince = (before: SpecState, actual: SpecState): readonly TlaValue[] => {
  const old = bagOf(before);
  return [...bagOf(actual)]
    .filter(([key, { count }]) => count > (old.get(key)?.count ?? 0))
    .map(([, { record }]) => record);
};
