import { stepText as actionText } from "../check/explain/suspects/looksLikeText.ts";
import type {
  Divergence,
  EnabledAction,
  ForbiddenAction,
  Incomplete,
  LooksLike,
  Why,
} from "../check/checkReport.ts";
import { boundLines, partText } from "./declaredText.ts";
import { counted } from "./lines.ts";

/** How many enabled steps are listed before "and more". */
const MAX_ENABLED = 12;

/** Values longer than this are cut; the JSON report has them whole. */
const MAX_VALUE = 200;

/** Where and why a trace diverges, for people; with `verbose` the frontier states, too. */
export const divergenceLines = (
  file: string,
  divergence: Divergence,
  verbose: boolean,
): readonly string[] => [
  divergence.event === 0
    ? `  ${file}: no initial state of the spec is allowed`
    : `  ${divergence.file ?? file}:${divergence.line}: event ${divergence.event}${partText(divergence)}, ${stepText(divergence)} could not happen`,
  ...boundLines(divergence),
  ...divergence.why.map((why) => `    ${whyText(why)}`),
  ...looksLikeLines(divergence.looksLike ?? [], verbose),
  ...enabledLines(divergence),
  ...incompleteLines(divergence.incomplete ?? []),
  ...reachedLines(divergence),
  ...(verbose ? divergence.frontier.flatMap(stateLines) : []),
];

/** `RequestVote(i = S1, j = S2)`, or what an event without action is. */
const stepText = ({ action, args, ...divergence }: Divergence): string =>
  action === null ? "a step to this state" : cut(actionText({ action, args }, modelValuesOf(divergence)));

const modelValuesOf = ({ modelValues }: Pick<Divergence, "modelValues">): ReadonlySet<string> =>
  new Set(modelValues);

const whyText = (why: Why): string => {
  switch (why.kind) {
    case "state":
      return `${why.path}: the spec gives ${cut(why.expected)}, the trace says ${cut(why.logged)}`;
    case "guard":
      return falsePartText(why);
    case "law":
      return why.broken === undefined
        ? `it would violate ${why.name}`
        : `it would violate ${why.name}: ${why.broken.of === "state" ? "afterwards " : ""}${falsePartText(why.broken)}`;
    case "disabled":
      return why.message + (why.at === undefined ? "" : ` (${placeText(why.at)})`);
    case "evaluation":
      return `TLC could not evaluate it: ${why.message.split("\n")[0] ?? ""}`;
  }
};

type Part = Pick<Extract<Why, { kind: "guard" }>, "conjunct" | "at" | "values" | "args">;

/** What stands among the values is not said again among the arguments. */
const falsePartText = (why: Part): string => {
  const values = Object.entries(why.values).map(([text, value]) => `${text} = ${cut(value)}`);
  const args = Object.entries(why.args)
    .filter(([name]) => !Object.hasOwn(why.values, name))
    .map(([name, value]) => `${name} = ${cut(value)}`);
  return (
    `false: ${conjunctText(why.conjunct)}` +
    (values.length === 0 ? "" : `, where ${values.join(" and ")}`) +
    (args.length === 0 ? "" : `, for ${args.join(", ")}`) +
    ` (${placeText(why.at)})`
  );
};

const placeText = ({ module, line, column }: Part["at"]): string => `${module}.tla:${line}:${column}`;

/** How many hypotheses are shown unless all are asked for. */
const MAX_LOOKS = 4;

const looksLikeLines = (all: readonly LooksLike[], verbose: boolean): readonly string[] => {
  const shown = verbose ? all : all.slice(0, MAX_LOOKS);
  const more = all.length - shown.length;
  return [
    ...shown.map((looks) => `  looks like: ${looks.text}${evidenceText(looks)}`),
    ...(more > 0 ? [`  or like ${more} more, which conformance explain tells`] : []),
  ];
};

/** How much of the trace speaks for a hypothesis. */
const evidenceText = ({ rest, whole }: LooksLike): string => {
  if (rest === 0) return whole ? " (the trace ends there: nothing after it confirms this)" : "";
  if (rest === 1) return ` (then the ${whole ? "last" : "next"} event matches)`;
  return ` (then ${whole ? "all" : "the next"} ${rest} further events match)`;
};

/** A value as far as it fits a line of text. */
/** A quantifier can be a whole action; its place says where it goes on. */
const MAX_CONJUNCT = 120;

const conjunctText = (conjunct: string): string =>
  conjunct.length <= MAX_CONJUNCT ? conjunct : `${conjunct.slice(0, MAX_CONJUNCT)}...`;

const cut = (value: string): string =>
  value.length <= MAX_VALUE ? value : `${value.slice(0, MAX_VALUE)}... (${value.length} characters)`;

const enabledLines = (divergence: Divergence): readonly string[] => {
  const { enabled, forbidden = [], incomplete = [] } = divergence;
  const forbiddenLines = forbiddenStepLines(forbidden, modelValuesOf(divergence));
  if (enabled.length === 0)
    return incomplete.some(({ what }) => what === "enabled")
      ? forbiddenLines
      : [
          `  nothing else was ${forbidden.length > 0 ? "allowed" : "possible"} there either`,
          ...forbiddenLines,
        ];
  const lines = actionLines(enabled, modelValuesOf(divergence));
  const more = lines.length - MAX_ENABLED;
  return [
    "  possible there:",
    ...lines.slice(0, MAX_ENABLED).map((line) => `    ${line}`),
    ...(more > 0 ? [`    and ${more} more`] : []),
    ...forbiddenLines,
  ];
};

const MAX_FORBIDDEN = 6;

/** Steps that a law forbids, by the laws that do. */
const forbiddenStepLines = (
  forbidden: readonly ForbiddenAction[],
  modelValues: ReadonlySet<string>,
): readonly string[] =>
  [...new Set(forbidden.map(({ violates }) => violates.join(" and ")))].map((laws) => {
    const steps = forbidden.filter(({ violates }) => violates.join(" and ") === laws);
    const told = actionLines(steps, modelValues);
    const more = told.length - MAX_FORBIDDEN;
    return `  possible but for ${laws}: ${told.slice(0, MAX_FORBIDDEN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  });

/** What is not known, once for each reason. */
const incompleteLines = (incomplete: readonly Incomplete[]): readonly string[] =>
  [...new Set(incomplete.map(({ reason }) => reason))].map((reason) => {
    const parts = incomplete.flatMap((one) => (one.reason === reason ? [UNKNOWN[one.what]] : []));
    return `  not found out: ${listed(parts)}: ${cut(reason.split("\n")[0] ?? "")}`;
  });

const UNKNOWN: Readonly<Record<Incomplete["what"], string>> = {
  states: "which states match everything before",
  guards: "which conditions forbid the event",
  successors: "which step comes nearest to it",
  enabled: "what else was possible there",
};

/** `a, b and c` */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;

const reachedLines = ({ frontierStates: count, incomplete = [] }: Divergence): readonly string[] => {
  const isPart = incomplete.some(({ what }) => what === "states");
  if (isPart && count === 0) return [];
  const states = `${isPart ? "at least " : ""}${counted(count, "state")}`;
  return [`  it was reached in ${states} that ${count === 1 ? "matches" : "match"} everything before`];
};

const actionLines = (steps: readonly EnabledAction[], modelValues: ReadonlySet<string>): readonly string[] =>
  [...new Set(steps.map(({ action }) => action))]
    .map((name) => steps.filter(({ action }) => action === name))
    .toSorted((left, right) => left.length - right.length)
    .flatMap((same) => stepLines(same, modelValues));

/** An action that can happen in many ways, such as a fault, must not hide the others. */
const MAX_WAYS = 3;

const stepLines = (steps: readonly EnabledAction[], modelValues: ReadonlySet<string>): readonly string[] => {
  const [first] = steps;
  return first === undefined || steps.length <= MAX_WAYS
    ? steps.map((step) => cut(actionText(step, modelValues)))
    : [`${first.action} in ${steps.length} ways, such as ${cut(actionText(first, modelValues))}`];
};

const stateLines = (state: Readonly<Record<string, string>>): readonly string[] => [
  "  state:",
  ...Object.entries(state).map(([name, value]) => `    ${name} = ${value}`),
];
