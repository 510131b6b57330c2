import { bool, fn, int, model, record, seq, set, string, type TlaValue } from "../../tla/value.ts";
import { KIND, type ValueStore } from "./valueStore.ts";

/**
 * Stored values as `TlaValue`s; equal ones are mostly the same object. What has been made is forgotten when it has grown
 * to `limit` parts: of a large graph only a part is looked at at a time.
 */
export const createValueView = (store: ValueStore, limit = 1_500_000): ((value: number) => TlaValue) => {
  const made = new Map<number, TlaValue>();
  let parts = 0;
  const view = (value: number): TlaValue => {
    const known = made.get(value);
    if (known !== undefined) return known;
    const own = convert(store, value, view);
    parts += store.length(value) + 1;
    made.set(value, own);
    return own;
  };
  return (value) => {
    if (parts > limit) {
      made.clear();
      parts = 0;
    }
    return view(value);
  };
};

const convert = (store: ValueStore, value: number, view: (value: number) => TlaValue): TlaValue => {
  const first = store.part(value, 0);
  switch (store.kind(value)) {
    case KIND.bool:
      return bool(first === 1);
    case KIND.int:
      return int(first);
    case KIND.string:
      return string(store.textOf(first));
    case KIND.model:
      return model(store.textOf(first));
    case KIND.seq:
      return seq(partsOf(store, value).map(view));
    case KIND.set:
      return set(partsOf(store, value).map(view));
    case KIND.record:
      return record(pairsOf(store, value).map(([name, field]) => [store.textOf(name), view(field)]));
    case KIND.function:
      return fn(pairsOf(store, value).map(([argument, image]) => [view(argument), view(image)]));
  }
};

/** The parts of a value, in order. */
export const partsOf = (store: ValueStore, value: number): readonly number[] =>
  Array.from({ length: store.length(value) }, (_, index) => store.part(value, index));

/** The parts of a record or a function, two by two. */
export const pairsOf = (store: ValueStore, value: number): readonly (readonly [number, number])[] =>
  Array.from({ length: store.length(value) / 2 }, (_, index) => [
    store.part(value, 2 * index),
    store.part(value, 2 * index + 1),
  ]);
