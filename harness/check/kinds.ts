import type { TraceEvent } from "../../traces/schema.ts";
import type { ItfValue } from "../../traces/itf.ts";
import { fromItf } from "../tla/itfValue.ts";
import type { TlaValue } from "../tla/value.ts";
import { isPoints } from "./tables.ts";

/**
 * TLC refuses to compare values of different kinds (an integer with a string, a set with a record) and ends the
 * run. Kinds are collected by place (`x[].term:int`), so that such a comparison can be foreseen. Model values
 * compare with everything and have no kind.
 */
export const eventKinds = (event: TraceEvent, modelValues: ReadonlySet<string>): readonly string[] => {
  const found = new Set<string>();
  for (const [place, value] of eventValues(event, modelValues)) collect(value, place, found);
  return [...found];
};

/** Whether TLC can hold the values of an event at all: it sorts sets, and so compares their elements. */
export const canBeHeld = (event: TraceEvent, modelValues: ReadonlySet<string>): boolean =>
  (isUniform(event.args) && isUniform(event.state)) ||
  eventValues(event, modelValues).every(([, value]) => isHomogeneous(value));

/** Without a close look: all that TLC sorts in it are numbers only, or strings only, or truth values only. */
const isUniform = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isUniform);
  for (const [key, content] of Object.entries(value)) {
    if (key === "#set" || key === "#map" ? !isSortable(key, content) : !isUniform(content)) return false;
  }
  return true;
};

const isSortable = (key: "#set" | "#map", content: unknown): boolean => {
  if (!Array.isArray(content)) return false;
  if (key === "#set") return areAlike(content);
  return content.every(Array.isArray) && areAlike(content.map(firstOf)) && isUniform(content);
};

const firstOf = ([first]: readonly unknown[]): unknown => first;

const areAlike = (values: readonly unknown[]): boolean =>
  values.every((value) => typeof value !== "object" && typeof value === typeof values[0]);

/** The same for a single value. */
export const isHomogeneous = (value: TlaValue): boolean => {
  switch (value.kind) {
    case "int":
    case "bool":
    case "string":
    case "model":
      return true;
    case "set":
      return value.elements.every(isHomogeneous) && agree(value.elements);
    case "seq":
      return value.elements.every(isHomogeneous);
    case "record":
      return value.fields.every(([, field]) => isHomogeneous(field));
    case "function":
      return (
        value.entries.every(([key, image]) => isHomogeneous(key) && isHomogeneous(image)) &&
        agree(value.entries.map(([key]) => key))
      );
  }
};

const agree = (elements: readonly TlaValue[]): boolean => {
  const found = new Set<string>();
  for (const element of elements) collect(element, "", found);
  return clashing(found).size === 0;
};

/** The kinds that share their place with another kind. */
export const clashing = (kinds: Iterable<string>): ReadonlySet<string> => {
  const byPlace = new Map<string, string[]>();
  for (const kind of kinds) {
    const place = placeOf(kind);
    byPlace.set(place, [...(byPlace.get(place) ?? []), kind]);
  }
  return new Set([...byPlace.values()].filter((all) => all.length > 1).flat());
};

export const placeOf = (kind: string): string => kind.slice(0, kind.lastIndexOf(":"));

type Placed = readonly [place: string, value: TlaValue];

const eventValues = ({ action, args, state }: TraceEvent, names: ReadonlySet<string>): readonly Placed[] => {
  const read = (value: ItfValue): TlaValue => fromItf(value, names);
  const given = Object.entries(args ?? {}).map(([name, value]): Placed => [
    `${action ?? ""}(${name})`,
    read(value),
  ]);
  const logged = Object.entries(state ?? {}).flatMap(([name, value]): readonly Placed[] =>
    isPoints(value)
      ? value["#at"].flatMap(([key, image]): readonly Placed[] => [
          [`${name}[key]`, read(key)],
          [`${name}[]`, read(image)],
        ])
      : [[name, read(value)]],
  );
  return [...given, ...logged];
};

const collect = (value: TlaValue, place: string, found: Set<string>): void => {
  switch (value.kind) {
    case "model":
      return;
    case "int":
    case "bool":
    case "string":
      found.add(`${place}:${value.kind}`);
      return;
    case "set":
      found.add(`${place}:set`);
      for (const element of value.elements) collect(element, `${place}{}`, found);
      return;
    case "seq":
      found.add(`${place}:function`);
      for (const element of value.elements) collect(element, `${place}[]`, found);
      return;
    case "record":
      found.add(`${place}:function`);
      for (const [name, field] of value.fields) collect(field, `${place}.${name}`, found);
      return;
    case "function":
      found.add(`${place}:function`);
      for (const [key, image] of value.entries) {
        collect(key, `${place}[key]`, found);
        collect(image, `${place}[]`, found);
      }
  }
};
