import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { fromItf } from "../../tla/itfValue.ts";
import { canonicalText, sameValue, type TlaValue } from "../../tla/value.ts";
import type { Divergence, Why } from "../checkReport.ts";
import { stateDifferences, type StateShape } from "./compare.ts";
import type { Evidence } from "./evidence.ts";
import { enabledSteps, modelValuesIn } from "./enabledSteps.ts";
import { domainReasons, guardReasons, lawReasons, otherInstances } from "./guardReasons.ts";
import { incompleteOf, type Asked } from "./incomplete.ts";
import type { Followed } from "../follow.ts";
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
  {
    findings,
    answered,
    asked,
  }: { readonly findings: Findings; readonly answered: boolean; readonly asked: Asked },
): Divergence | null => {
  const located = trace.events[matched];
  if (located === undefined) throw new Error("a trace that was followed to its end cannot diverge");
  const { variables } = spec.model;
  const shape = { variables: variables.map(({ name }) => name), modelValues: spec.modelValues };
  const known = { ...findings, located, laws, asked, shape, spec };
  const evidence = { ...known, ...(reason === undefined ? {} : { reason }) };
  const proven = ended === "rejected" || (answered && !findings.more.has("successors"));
  const why = proven ? reasonsAgainst(evidence) : null;
  return why === null ? null : divergence(evidence, why);
};

const divergence = (evidence: Evidence, why: readonly Why[]): Divergence => {
  const { line, event } = evidence.located;
  const { enabled, forbidden, isCut } = enabledSteps(evidence);
  const incomplete = incompleteOf(evidence.asked, {
    ...{
      more: isCut ? new Set([...evidence.more, "steps" as const]) : evidence.more,
      steps: enabled.length + forbidden.length,
    },
    successors: evidence.successors.filter((successor) => isOwn(successor, evidence)).length,
  });
  const args = event.args ?? {};
  const modelValues = modelValuesIn([{ args }, ...enabled, ...forbidden], evidence.shape);
  const found = {
    line,
    event: event.seq,
    action: event.action ?? null,
    args,
    frontier: evidence.frontier.slice(0, MAX_FRONTIER).map((state) => namedState(state, evidence.shape)),
    frontierStates: evidence.frontier.length,
    why: why.slice(0, MAX_REASONS),
    enabled,
    ...(forbidden.length > 0 && { forbidden }),
    ...(incomplete.length > 0 && { incomplete }),
    ...(modelValues.length > 0 && { modelValues }),
  };
  return { ...found, summary: summaryOf(found) };
};

/** What speaks against the event, the nearest miss first; null when nothing does. */
const reasonsAgainst = (evidence: Evidence): readonly Why[] | null => {
  const { located, shape } = evidence;
  const misses = evidence.successors
    .filter((successor) => isExpected(successor, evidence))
    .map((successor) => ({ successor, leaves: stateDifferences(located.event, successor.after, shape) }));
  const exact = misses.filter(({ leaves }) => leaves.length === 0).map(({ successor }) => successor);
  if (exact.length > 0) return isForbidden(exact, evidence) ? lawsAgainst(exact, evidence) : null;
  // What a law forbids is nothing that the spec gives.
  const [nearest] = misses.sort(
    (left, right) =>
      Number(isLawless(left)) - Number(isLawless(right)) || left.leaves.length - right.leaves.length,
  );
  if (nearest === undefined) return withoutSuccessor(evidence);
  const leaves = nearest.leaves.map((leaf): Why => ({ kind: "state", ...leaf }));
  return isLawless(nearest) ? [...leaves, ...lawsAgainst([nearest.successor], evidence)] : leaves;
};

const isLawless = ({ successor }: { readonly successor: Successor }): boolean => successor.broken.length > 0;

const isForbidden = (exact: readonly Successor[], { laws }: Evidence): boolean =>
  laws.length > 0 || exact.every(({ broken }) => broken.length > 0);

/** The laws that forbid some steps, with what is false of them. */
const lawsAgainst = (steps: readonly Successor[], evidence: Evidence): readonly Why[] => {
  const broken = steps.flatMap((step) => step.broken);
  // By their names, for TLC enumerates sets in another order when other traces are in its run.
  const names = new Set([...evidence.laws, ...broken.map(({ name }) => name).toSorted()]);
  return [...names].flatMap((name) => {
    const failed = broken.flatMap((law) => (law.name === name ? law.failed : []));
    return lawReasons(name, failed, evidence);
  });
};

const withoutSuccessor = (evidence: Evidence): readonly Why[] => {
  const laws = evidence.laws.map((name): Why => ({ kind: "law", name }));
  return laws.length > 0 && !knowsSuccessors(evidence) ? laws : [...laws, ...forbidden(evidence)];
};

const knowsSuccessors = ({ asked: { finished, depth } }: Evidence): boolean => finished && depth < 3;

/** Reasons for an action that has no successor at all with its arguments. */
const forbidden = (evidence: Evidence): readonly Why[] => {
  const { located, reason } = evidence;
  const action = located.event.action ?? "a step";
  const guards = guardReasons(evidence);
  if (guards.length > 0) return guards;
  const domains = domainReasons(evidence);
  if (domains.length > 0) return domains;
  const evaluation: readonly Why[] = reason === undefined ? [] : [{ kind: "evaluation", message: reason }];
  return [{ kind: "disabled", action, message: disabledMessage(action, evidence) }, ...evaluation];
};

const disabledMessage = (action: string, evidence: Evidence): string => {
  if (!knowsSuccessors(evidence)) return `what forbids ${action} could not be found out`;
  const others = otherInstances(evidence);
  return others.length > 0
    ? `${action} has no instance with these arguments: they are not in the sets from which Next takes them${instances(others)}`
    : `${action} has no successor in any state that matches the events before`;
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

/** Whether the successor is one of the event's action, whatever its arguments. */
const isOwn = ({ probe: number }: Successor, { probes, located: { event } }: Evidence): boolean => {
  const probe = probes[number - 1];
  return event.action === undefined ? probe?.leaf === true : probe?.name === event.action;
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
