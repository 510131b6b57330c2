import { canonicalText } from "../../traces/canonical.ts";
import type { ItfValue, LoggedValue } from "../../traces/itf.ts";
import type { Trace } from "../../traces/trace.ts";
import { isPoints } from "../check/tables.ts";
import { partsOf } from "./parts.ts";

/** Values that traces hold, by place: `queue[].item`, `Put(item)`. */
export interface SeenValues {
  /** What stands at the place, in order of appearance, without repetitions. */
  readonly at: (place: string) => readonly ItfValue[];
}

/** Values kept of one place; enough to choose from. */
const MOST = 24;

/** Collects what stands where in some traces of one spec. */
export const collectValues = (traces: readonly Trace[]): SeenValues => {
  const places = new Map<string, Map<string, ItfValue>>();
  const note = (place: string, value: ItfValue): void => {
    const known = places.get(place) ?? new Map<string, ItfValue>();
    places.set(place, known);
    if (known.size < MOST) known.set(canonicalText(value), value);
    for (const part of partsOf(value)) note(place + part.place, part.value);
  };
  for (const { events } of traces)
    for (const { event } of events) {
      for (const [name, value] of Object.entries(event.args ?? {}))
        note(argumentPlace(event.action ?? "", name), value);
      for (const [name, logged] of Object.entries(event.state ?? {}))
        for (const value of imagesOf(logged)) note(isPoints(logged) ? `${name}[]` : name, value);
    }
  return { at: (place) => [...(places.get(place)?.values() ?? [])] };
};

export const argumentPlace = (action: string, parameter: string): string => `${action}(${parameter})`;

const imagesOf = (logged: LoggedValue): readonly ItfValue[] =>
  isPoints(logged) ? logged["#at"].map(([, image]) => image) : [logged];

/** The values among some that are not equal to a given one. */
export const differentFrom = (value: ItfValue, values: readonly ItfValue[]): readonly ItfValue[] => {
  const own = canonicalText(value);
  return values.filter((other) => canonicalText(other) !== own);
};
