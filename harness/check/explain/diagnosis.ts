import type { ItfValue } from "../../../traces/itf.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { fromItf, toItf } from "../../tla/itfValue.ts";
import { canonicalText, sameValue, type TlaValue } from "../../tla/value.ts";
import type { Divergence, EnabledAction, Why } from "../checkReport.ts";
import { stateDifferences, type StateShape } from "./compare.ts";
import type { Evidence } from "./evidence.ts";
import { guardReasons, otherInstances } from "./guardReasons.ts";
import type { Followed } from "../follow.ts";
import { MAX_SUCCESSORS } from "./probeModule.ts";
import type { Findings, Successor } from "./probeRun.ts";

/** Reasons and frontier states shown per divergence. */
const MAX_REASONS = 20;
const MAX_FRONTIER = 8;

/**
 * The divergence of a trace that stopped. Null when a successor agrees with the log and no law speaks against it, and
 * when TLC has neither rejected the event nor told all successors: then nothing is proven.
 */
export const divergenceOf = (
  { trace, matched, ended, laws, reason }: Followed,
  spec: LoadedSpec,
  { findings, answered }: { readonly findings: Findings; readonly answered: boolean },
): Divergence | null => {
  const located = trace.events[matched];
  if (located === undefined) throw new Error("a trace that was followed to its end cannot diverge");
  const { variables } = spec.model;
  const shape = { variables: variables.map(({ name }) => name), modelValues: spec.modelValues };
  const evidence = { ...findings, located, laws, ...(reason === undefined ? {} : { reason }), shape, spec };
  const proven = ended === "rejected" || (answered && isComplete(evidence));
  const why = proven ? reasonsAgainst(evidence) : null;
  return why === null ? null : divergence(evidence, why);
};

/** Whether no successor of the event's own action was left out for their number. */
const isComplete = ({ successors, probes, located }: Evidence): boolean => {
  const { action } = located.event;
  const own = successors.filter(({ probe }) => action === undefined || probes[probe - 1]?.name === action);
  return own.length < MAX_SUCCESSORS;
};

const divergence = (evidence: Evidence, why: readonly Why[]): Divergence => {
  const { line, event } = evidence.located;
  const found = {
    line,
    event: event.seq,
    action: event.action ?? null,
    args: event.args ?? {},
    frontier: evidence.frontier.slice(0, MAX_FRONTIER).map((state) => namedState(state, evidence.shape)),
    frontierStates: evidence.frontier.length,
    why: why.slice(0, MAX_REASONS),
    enabled: enabledActions(evidence),
  };
  return { ...found, summary: summaryOf(found) };
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
  const others = otherInstances(evidence);
  const message =
    others.length > 0
      ? `${action} has no instance with these arguments: they are not in the sets from which Next takes them${instances(others)}`
      : `${action} has no successor in any state that matches the events before`;
  const evaluation: readonly Why[] = reason === undefined ? [] : [{ kind: "evaluation", message: reason }];
  return [{ kind: "disabled", action, message }, ...evaluation];
};

/** Instances that are named where none fits, and the length at which a long one is cut. */
const MAX_INSTANCES = 4;
const MAX_INSTANCE = 60;

/** `; there is one with i = 1, and one with i = 2` */
const instances = (texts: readonly string[]): string => {
  const told = texts.filter((text) => text !== "");
  if (told.length === 0) return "";
  const cut = told
    .slice(0, MAX_INSTANCES)
    .map((text) => (text.length > MAX_INSTANCE ? `${text.slice(0, MAX_INSTANCE)}...` : text));
  const more = told.length - cut.length;
  return `; instances there are: ${cut.join("; ")}${more > 0 ? ` and ${more} more` : ""}`;
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
