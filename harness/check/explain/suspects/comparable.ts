import type { TraceEvent } from "../../../../traces/schema.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import { toItf } from "../../../tla/itfValue.ts";
import type { TlaValue } from "../../../tla/value.ts";
import { canBeHeld, eventKinds, placeOf } from "../../kinds.ts";
import type { Findings } from "../probeRun.ts";

/** States that are looked at; they are all of the same spec. */
const MAX_STATES = 30;

/**
 * Whether TLC can be asked to compare what an event logs with the states that it could lead to: only values of kinds
 * that the spec has at the same places. It depends on nothing but the trace, whatever TLC was asked beside it.
 */
export const isComparable = (
  event: TraceEvent,
  { frontier, successors }: Pick<Findings, "frontier" | "successors">,
  { model, modelValues }: Pick<LoadedSpec, "model" | "modelValues">,
): boolean => {
  if (!canBeHeld(event, modelValues)) return false;
  const logged = eventKinds({ seq: event.seq, state: event.state ?? {} }, modelValues);
  const names = model.variables
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(event.state ?? {}, name));
  const states = [...successors.map(({ after }) => after), ...frontier].slice(0, MAX_STATES);
  const known = new Set(
    states.flatMap((state) => {
      const values = names.flatMap((name) => named(name, state[variableIndex(name, model)]));
      const kinds = eventKinds({ seq: event.seq, state: Object.fromEntries(values) }, modelValues);
      return [...kinds, ...kinds.map(atPoint)];
    }),
  );
  const places = new Set([...known].map(placeOf));
  return logged.every((kind) => known.has(kind) || !places.has(placeOf(kind)));
};

/** A function of strings is a record; as `#at` logs it, each of its fields is a point. */
const atPoint = (kind: string): string => kind.replace(/^(\w+)\.[^.[{:]+/, "$1[]");

const variableIndex = (name: string, { variables }: LoadedSpec["model"]): number =>
  variables.findIndex((variable) => variable.name === name);

const named = (name: string, value: TlaValue | undefined) =>
  value === undefined ? [] : [[name, toItf(value)] as const];
