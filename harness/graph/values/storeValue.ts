import type { TlaValue } from "../../tla/value.ts";
import { createValueBuilder } from "./valueBuilder.ts";
import type { ValueStore } from "./valueStore.ts";

/** Stores values that come as `TlaValue`s; an equal one that is stored already has its number. */
export const createValueStorer = (store: ValueStore): ((value: TlaValue) => number) => {
  const build = createValueBuilder(store);
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
        return build.seq(build.stack.pushAll(value.elements.map(storeValue)));
      case "set":
        return build.set(build.stack.pushAll(value.elements.map(storeValue)));
      case "record":
        return build.record(
          build.stack.pushAll(value.fields.flatMap(([name, field]) => [store.text(name), storeValue(field)])),
        );
      case "function":
        return build.fn(
          build.stack.pushAll(
            value.entries.flatMap(([argument, image]) => [storeValue(argument), storeValue(image)]),
          ),
        );
    }
  };
  return storeValue;
};
