import { fn, record, seq, set, type TlaValue } from "../../tla/value.ts";
import { createValueBuilder } from "../values/valueBuilder.ts";
import { KIND, type ValueStore } from "../values/valueStore.ts";
import { pairsOf, partsOf } from "../values/valueView.ts";

/** Names of model values and what takes their place. */
export type Renaming = ReadonlyMap<string, string>;

/** A stored value with other names; each value is worked out once. */
export const createRenamer = (store: ValueStore, renaming: Renaming): ((value: number) => number) => {
  const build = createValueBuilder(store);
  const known = new Map<number, number>();
  const rename = (value: number): number => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const own = renamed(value);
    known.set(value, own);
    return own;
  };
  const renamed = (value: number): number => {
    switch (store.kind(value)) {
      case KIND.bool:
      case KIND.int:
      case KIND.string:
        return value;
      case KIND.model: {
        const name = store.textOf(store.part(value, 0));
        return build.model(renaming.get(name) ?? name);
      }
      case KIND.seq:
        return build.seq(build.stack.pushAll(partsOf(store, value).map(rename)));
      case KIND.set:
        return build.set(build.stack.pushAll(partsOf(store, value).map(rename)));
      case KIND.record:
        return build.record(
          build.stack.pushAll(pairsOf(store, value).flatMap(([name, field]) => [name, rename(field)])),
        );
      case KIND.function:
        return build.fn(
          build.stack.pushAll(
            pairsOf(store, value).flatMap(([argument, image]) => [rename(argument), rename(image)]),
          ),
        );
    }
  };
  return rename;
};

/** The same for a value that is not stored. */
export const renameValue = (value: TlaValue, renaming: Renaming): TlaValue => {
  const rename = (inner: TlaValue): TlaValue => renameValue(inner, renaming);
  switch (value.kind) {
    case "int":
    case "bool":
    case "string":
      return value;
    case "model":
      return { kind: "model", name: renaming.get(value.name) ?? value.name };
    case "seq":
      return seq(value.elements.map(rename));
    case "set":
      return set(value.elements.map(rename));
    case "record":
      return record(value.fields.map(([name, field]) => [name, rename(field)]));
    case "function":
      return fn(value.entries.map(([argument, image]) => [rename(argument), rename(image)]));
  }
};
