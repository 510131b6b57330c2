import type { ItfValue } from "../../../traces/itf.ts";
import { NOTHING_DECLARED, type Declarations } from "../../spec/declarations.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { toItf } from "../../tla/itfValue.ts";
import { decodeStrings } from "../../tla/moduleText.ts";
import type { TlaValue } from "../../tla/value.ts";
import { parseTlaValue, ValueSyntaxError } from "../../tla/valueParser.ts";

/** Silent steps before one event where nobody has said how many. */
export const DEFAULT_MAX_SILENT = 3;
/** More silent steps than this before one event are no bound any more. */
export const MAX_SILENT_STEPS = 1000;

/** The steps of the spec that may happen without an event. */
export interface SilentPlan {
  /** Numbered from 1 in generated modules. */
  readonly occurrences: readonly ActionOccurrence[];
  /** How many there may be before one event. */
  readonly max: number;
  /** Whether somebody has said so: then the bound is a part of what is claimed, otherwise it is our patience. */
  readonly given: boolean;
}

/** A silent step on the way to the last event matched. */
export interface SilentStep {
  /** Number of the event before which it happens, from 1 in what TLC followed. */
  readonly before: number;
  readonly action: string;
  readonly args: Readonly<Record<string, ItfValue>>;
}

/** Actions that, one after the other, led back to where they started. */
export interface SilentCircle {
  /** Number of the event before which it was noticed, from 1 in what TLC followed. */
  readonly before: number;
  /** Sorted, each once. */
  readonly actions: readonly string[];
}

/** The silent steps of a spec; undefined when none are declared. */
export const silentSteps = ({
  shape,
  declarations = NOTHING_DECLARED,
}: Pick<LoadedSpec, "shape" | "declarations">): SilentPlan | undefined => {
  const { silent, maxSilent } = declarations;
  if (silent.length === 0) return undefined;
  return {
    occurrences: shape.occurrences.filter((occurrence) => isSilent(occurrence, shape.occurrences, silent)),
    max: maxSilent ?? DEFAULT_MAX_SILENT,
    given: maxSilent !== undefined,
  };
};

/** An action that only combines others stands for those. */
const isSilent = (
  { name, leaf, path }: ActionOccurrence,
  all: readonly ActionOccurrence[],
  silent: Declarations["silent"],
): boolean => {
  if (leaf) return silent.includes(name) || path.some((around) => silent.includes(around));
  return silent.includes(name) && !all.some((other) => other.leaf && other.path.includes(name));
};

/** The steps of a trail (coverage/trail.ts). */
export const readSilentSteps = (
  steps: readonly { readonly before: number; readonly step: string }[],
  plan: SilentPlan | undefined,
): readonly SilentStep[] =>
  steps.flatMap(({ before, step }) => {
    const read = plan === undefined ? null : readSilentStep(step, plan);
    return read === null ? [] : [{ before, ...read }];
  });

/** A circle as it was printed, by the numbers of its actions. */
export const readCircle = (
  { position, actions }: { readonly position: number; readonly actions: readonly number[] },
  plan: SilentPlan | undefined,
): SilentCircle => {
  const names = actions.flatMap((number) => plan?.occurrences[number - 1]?.name ?? []);
  return { before: position, actions: [...new Set(names)].sort() };
};

/** What `<<number of the occurrence, <<arguments>>>>`, as TLC prints it in a string, means; null for anything else. */
const readSilentStep = (text: string, { occurrences }: SilentPlan): Omit<SilentStep, "before"> | null => {
  const value = parsed(text);
  const [number, args] = value?.kind === "seq" ? value.elements : [];
  if (number?.kind !== "int" || args?.kind !== "seq") return null;
  const occurrence = occurrences[number.value - 1];
  if (occurrence === undefined) return null;
  const named = occurrence.args.flatMap(({ parameter }, index) => {
    const argument = args.elements[index];
    return argument === undefined ? [] : [[parameter, toItf(argument)] as const];
  });
  return { action: occurrence.name, args: Object.fromEntries(named) };
};

const parsed = (text: string): TlaValue | null => {
  try {
    const inner = parseTlaValue(`"${text}"`);
    return inner.kind === "string" ? decodeStrings(parseTlaValue(inner.value)) : null;
  } catch (error) {
    if (error instanceof ValueSyntaxError) return null;
    throw error;
  }
};
