import { KIND, type ValueStore } from "./valueStore.ts";

/**
 * A total order of stored values that depends on the values alone, not on when they were stored: by kind, numbers by
 * size, texts by their characters, the rest by length and then part by part. Negative, 0 or positive.
 */
export const compareValues = (store: ValueStore, left: number, right: number): number => {
  if (left === right) return 0;
  const kind = store.kind(left);
  const byKind = kind - store.kind(right);
  if (byKind !== 0) return byKind;
  switch (kind) {
    case KIND.bool:
    case KIND.int:
      return compareNumbers(store.part(left, 0), store.part(right, 0));
    case KIND.string:
    case KIND.model:
      return compareTexts(store, store.part(left, 0), store.part(right, 0));
    case KIND.seq:
    case KIND.set:
    case KIND.function:
      return compareParts(store, { left, right, names: false });
    case KIND.record:
      return compareParts(store, { left, right, names: true });
  }
};

/** Order of the texts with these numbers, by UTF-16 code units. */
export const compareTexts = (store: ValueStore, left: number, right: number): number => {
  if (left === right) return 0;
  return store.textOf(left) < store.textOf(right) ? -1 : 1;
};

const compareNumbers = (left: number, right: number): number => (left < right ? -1 : left > right ? 1 : 0);

/** `names`: every other part, the first of them first, is the number of a text. */
const compareParts = (
  store: ValueStore,
  { left, right, names }: { readonly left: number; readonly right: number; readonly names: boolean },
): number => {
  const count = store.length(left);
  const byLength = count - store.length(right);
  if (byLength !== 0) return byLength;
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [store.part(left, index), store.part(right, index)];
    const order =
      names && index % 2 === 0 ? compareTexts(store, one, other) : compareValues(store, one, other);
    if (order !== 0) return order;
  }
  return 0;
};
