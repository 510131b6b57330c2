import type { TraceEvent } from "../../traces/schema.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { runGenerated } from "../spec/runGenerated.ts";
import { toItf } from "../tla/itfValue.ts";
import { decodeStrings } from "../tla/moduleText.ts";
import type { TlaValue } from "../tla/value.ts";
import { parseTlaValue, ValueSyntaxError } from "../tla/valueParser.ts";
import { classify } from "../tlc/outcome.ts";
import type { TlcSession } from "../tlc/session.ts";
import { splitState } from "../tlc/splitState.ts";
import type { CounterexampleState } from "../tlc/states.ts";
import type { Diverging, Draft } from "./judge.ts";
import { actionOfStep, writeSearchFiles } from "./shorterModule.ts";

/** `none`: no behaviour of the spec with fewer steps leads there; `unknown`: TLC did not finish to look. */
export type Shorter =
  { readonly kind: "found"; readonly draft: Draft } | { readonly kind: "none" | "unknown" };

/** A search that takes longer is worth less than what it could save. */
const SEARCH_SECONDS = 30;

/**
 * Looks for a shorter way to a state in which the last event is known to be impossible: the events before it are
 * replaced by the states of that behaviour, each with the name of its action.
 */
export const findShorter = async (
  { trace, divergence }: Diverging,
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Shorter> => {
  const last = trace.events.at(-1)?.event;
  const most = trace.events.length - 2;
  const targets = divergence.frontier
    .map((state) => readState(state, spec))
    .filter((state) => state !== null);
  if (last === undefined || targets.length === 0 || most < 0) return { kind: "none" };
  const limits = { timeoutSeconds: Math.min(SEARCH_SECONDS, session.timeoutSeconds ?? Infinity) };
  const files = await writeSearchFiles({ trace, targets, most }, spec, session.runDir);
  const outcome = classify(await runGenerated(files, spec, { ...session, ...limits }));
  if (outcome.kind === "finished" && divergence.frontierStates === targets.length) return { kind: "none" };
  if (outcome.kind !== "violated" || outcome.what !== "invariant") return { kind: "unknown" };
  const steps = outcome.states.slice(1).map((state) => eventOf(state, spec));
  const events = steps.flatMap((event) => event ?? []);
  if (events.length < steps.length) return { kind: "unknown" };
  return { kind: "found", draft: { header: trace.header, events: [...events, last] } };
};

/** A state of a report, as values in the order of the spec's variables. */
const readState = (state: Readonly<Record<string, string>>, spec: LoadedSpec): readonly TlaValue[] | null => {
  const values = spec.model.variables.map(({ name }) => readValue(state[name] ?? ""));
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : known;
};

/** An event that has led to a state: its action, if events can name it, and all of the state. */
const eventOf = ({ action, text }: CounterexampleState, spec: LoadedSpec): TraceEvent | null => {
  const values = new Map(splitState(text));
  const state = spec.model.variables.map(({ name }) => [name, readValue(values.get(name) ?? "")] as const);
  const known = state.flatMap(([name, value]) => (value === null ? [] : [[name, toItf(value)] as const]));
  if (known.length < state.length) return null;
  const name = actionOfStep(action?.name, spec);
  return { seq: 1, ...(name !== null && { action: name }), state: Object.fromEntries(known) };
};

const readValue = (text: string): TlaValue | null => {
  try {
    return decodeStrings(parseTlaValue(text));
  } catch (error) {
    if (error instanceof ValueSyntaxError) return null;
    throw error;
  }
};
