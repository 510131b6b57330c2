import type { LoggedValue } from "../../../traces/itf.ts";
import type { TraceEvent } from "../../../traces/schema.ts";
import { differences, type LeafDifference } from "../../tla/difference.ts";
import { fromItf } from "../../tla/itfValue.ts";
import { canonicalText, sameValue, type TlaValue } from "../../tla/value.ts";
import { isPoints } from "../tables.ts";

/** How strings of a trace and variables of a state are read. */
export interface StateShape {
  readonly variables: readonly string[];
  readonly modelValues: ReadonlySet<string>;
}

/** Where the logged post-state of an event differs from a state of the spec, leaf by leaf. */
export const stateDifferences = (
  event: TraceEvent,
  state: readonly TlaValue[],
  shape: StateShape,
): readonly LeafDifference[] =>
  Object.entries(event.state ?? {}).flatMap(([name, logged]) => {
    const expected = state[shape.variables.indexOf(name)];
    return expected === undefined ? [] : variableDifferences(name, expected, { logged, shape });
  });

const variableDifferences = (
  name: string,
  expected: TlaValue,
  { logged, shape }: { readonly logged: LoggedValue; readonly shape: StateShape },
): readonly LeafDifference[] => {
  if (!isPoints(logged)) return differences(name, expected, fromItf(logged, shape.modelValues));
  return logged["#at"].flatMap(([key, value]) => {
    const point = fromItf(key, shape.modelValues);
    const path = `${name}[${canonicalText(point)}]`;
    const image = valueAt(expected, point);
    const loggedValue = fromItf(value, shape.modelValues);
    return image === undefined
      ? [{ path, expected: "absent", logged: canonicalText(loggedValue) }]
      : differences(path, image, loggedValue);
  });
};

/** The value of a function (sequence, record) at a point; undefined outside its domain. */
export const valueAt = (value: TlaValue, point: TlaValue): TlaValue | undefined => {
  switch (value.kind) {
    case "function":
      return value.entries.find(([key]) => sameValue(key, point))?.[1];
    case "record":
      return point.kind === "string" ? value.fields.find(([name]) => name === point.value)?.[1] : undefined;
    case "seq":
      return point.kind === "int" ? value.elements[point.value - 1] : undefined;
    case "int":
    case "bool":
    case "string":
    case "model":
    case "set":
      return undefined;
  }
};
