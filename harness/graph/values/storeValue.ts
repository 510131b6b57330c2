import type { TlaValue } from "../../tla/value.ts";
import { createValueBuilder } from "./valueBuilder.ts";
import type { ValueStore } from "./valueStore.ts";

/** Stores values that come as `TlaValue`s; an equal one that is stored already has its number. */
export const createValueStorer = (store: ValueStore): ((value: TlaValue) => number) => {
  const build = createValueBuilder(store);
  /** The parts are stored before any is pushed: the stack belongs to the innermost value. */
  const put = (parts: readonly number[]): number => {
    const from = build.stack.height();
    parts.forEach(build.stack.push);
    return from;
  };
  const storeValue = (value: TlaValue): number => {
    switch (value.kind) {
      case "bool":
        return build.bool(value.value);
      case "int":
        return build.int(value.value);
      case "string":
        return build.string(value.value);
      case "model":
        return build.model(value.name);
      case "seq":
        return build.seq(put(value.elements.map(storeValue)));
      case "set":
        return build.set(put(value.elements.map(storeValue)));
      case "record":
        return build.record(
          put(value.fields.flatMap(([name, field]) => [store.text(name), storeValue(field)])),
        );
      case "function":
        return build.fn(
          put(value.entries.flatMap(([argument, image]) => [storeValue(argument), storeValue(image)])),
        );
    }
  };
  return storeValue;
};
