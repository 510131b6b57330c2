import type { LocatedEvent } from "../../traces/trace.ts";
import type { ItfValue } from "../../traces/itf.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { fromItf, toItf } from "../tla/itfValue.ts";
import { canonicalText, sameValue, type TlaValue } from "../tla/value.ts";
import type { Divergence, EnabledAction, Why } from "./checkReport.ts";
import { stateDifferences, type StateShape } from "./compare.ts";
import { guardReasons } from "./guardReasons.ts";
import type { Guard } from "./guardText.ts";
import type { FailedGuard, Printed } from "./printed.ts";

export type Successor = Extract<Printed, { kind: "next" }>;

/** Everything a probe run found out about one trace. */
export interface Evidence {
  readonly located: LocatedEvent;
  readonly probes: readonly ActionOccurrence[];
  readonly successors: readonly Successor[];
  readonly frontier: readonly (readonly TlaValue[])[];
  readonly frontierStates: number;
  readonly guards: readonly Guard[];
  readonly failed: readonly FailedGuard[];
  readonly laws: readonly string[];
  /** What TLC could not evaluate, if that is why the trace stopped. */
  readonly reason?: string;
  readonly shape: StateShape;
  readonly spec: LoadedSpec;
}

/** Reasons shown per divergence. */
const MAX_REASONS = 20;

/** The divergence, or null when a successor agrees with the log and nothing else speaks against the event. */
export const divergenceOf = (evidence: Evidence): Divergence | null => {
  const why = reasonsAgainst(evidence);
  if (why === null) return null;
  const { line, event } = evidence.located;
  const divergence = {
    line,
    event: event.seq,
    action: event.action ?? null,
    args: event.args ?? {},
    frontier: evidence.frontier.map((state) => namedState(state, evidence.shape)),
    frontierStates: evidence.frontierStates,
    why: why.slice(0, MAX_REASONS),
    enabled: enabledActions(evidence),
  };
  return { ...divergence, summary: summaryOf(divergence) };
};

/** What speaks against the event, the nearest miss first; null when nothing does. */
const reasonsAgainst = (evidence: Evidence): readonly Why[] | null => {
  const laws = evidence.laws.map((name): Why => ({ kind: "law", name }));
  const misses = evidence.successors
    .filter((successor) => isExpected(successor, evidence))
    .map((successor) => stateDifferences(evidence.located.event, successor.after, evidence.shape))
    .sort((left, right) => left.length - right.length);
  const [nearest] = misses;
  if (nearest === undefined) return [...laws, ...forbidden(evidence)];
  if (nearest.length > 0) return nearest.map((leaf) => ({ kind: "state", ...leaf }));
  return laws.length > 0 ? laws : null;
};

/** Reasons for an action that has no successor at all with its arguments. */
const forbidden = (evidence: Evidence): readonly Why[] => {
  const { located, reason } = evidence;
  const action = located.event.action ?? "a step";
  const guards = guardReasons(evidence);
  if (guards.length > 0) return guards;
  if (reason !== undefined) return [{ kind: "evaluation", message: reason }];
  if (evidence.frontierStates === 0)
    return [{ kind: "disabled", action, message: "no initial state of the spec is allowed" }];
  const message = evidence.failed.some(({ guard }) => guard === 0)
    ? `${action} has no instance with these arguments`
    : `${action} has no successor in any state that matches the events before`;
  return [{ kind: "disabled", action, message }];
};

/** Whether the successor is one of the event's action, with its arguments. */
const isExpected = (successor: Successor, { located: { event }, probes, shape }: Evidence): boolean => {
  const probe = probes[successor.probe - 1];
  if (probe === undefined) return false;
  if (event.action === undefined) return probe.leaf;
  return (
    probe.name === event.action &&
    probe.args.every(({ parameter }, index) => {
      const given = event.args?.[parameter];
      const actual = successor.args[index];
      return (
        given === undefined || (actual !== undefined && sameValue(fromItf(given, shape.modelValues), actual))
      );
    })
  );
};

/** The steps that were possible instead, without duplicates, in order of appearance. */
const enabledActions = ({ probes, successors }: Evidence): readonly EnabledAction[] => {
  const found = new Map<string, EnabledAction>();
  for (const { probe: number, args } of successors) {
    const probe = probes[number - 1];
    if (probe?.leaf !== true) continue;
    const key = `${probe.name}(${args.map(canonicalText).join(", ")})`;
    found.set(key, { action: probe.name, args: namedArguments(probe, args) });
  }
  return [...found.values()];
};

const namedArguments = (
  probe: ActionOccurrence,
  args: readonly TlaValue[],
): Readonly<Record<string, ItfValue>> =>
  Object.fromEntries(
    probe.args.flatMap(({ parameter }, index) => {
      const value = args[index];
      return value === undefined ? [] : [[parameter, toItf(value)] as const];
    }),
  );

const namedState = (
  state: readonly TlaValue[],
  { variables }: StateShape,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    variables.flatMap((name, index) => {
      const value = state[index];
      return value === undefined ? [] : [[name, canonicalText(value)] as const];
    }),
  );

/** One sentence for people in a hurry. */
const summaryOf = ({ action, why }: Pick<Divergence, "action" | "why">): string => {
  const [first] = why;
  const step = action ?? "the step";
  if (first === undefined) return `${step} is no step of the spec here`;
  switch (first.kind) {
    case "state":
      return `${step} leads to ${first.path} = ${first.expected}, the trace says ${first.logged}`;
    case "guard":
      return `${step} is not enabled: ${first.conjunct} is false`;
    case "law":
      return `${step} violates ${first.name}`;
    case "disabled":
    case "evaluation":
      return first.message;
  }
};
