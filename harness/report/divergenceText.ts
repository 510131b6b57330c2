import { stepText as actionText } from "../check/explain/suspects/looksLikeText.ts";
import type { Divergence, EnabledAction, LooksLike, Why } from "../check/checkReport.ts";
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
  ...enabledLines(divergence.enabled),
  `  it was reached in ${counted(divergence.frontierStates, "state")} that ${divergence.frontierStates === 1 ? "matches" : "match"} everything before`,
  ...(verbose ? divergence.frontier.flatMap(stateLines) : []),
];

/** `RequestVote(i = S1, j = S2)`, or what an event without action is. */
const stepText = ({ action, args }: Pick<Divergence, "action" | "args">): string =>
  action === null ? "a step to this state" : cut(actionText({ action, args }));

const whyText = (why: Why): string => {
  switch (why.kind) {
    case "state":
      return `${why.path}: the spec gives ${cut(why.expected)}, the trace says ${cut(why.logged)}`;
    case "guard":
      return guardText(why);
    case "law":
      return `it would violate ${why.name}`;
    case "disabled":
      return why.message;
    case "evaluation":
      return `TLC could not evaluate it: ${why.message.split("\n")[0] ?? ""}`;
  }
};

/** What stands among the values is not said again among the arguments. */
const guardText = (why: Extract<Why, { kind: "guard" }>): string => {
  const values = Object.entries(why.values).map(([text, value]) => `${text} = ${cut(value)}`);
  const args = Object.entries(why.args)
    .filter(([name]) => !Object.hasOwn(why.values, name))
    .map(([name, value]) => `${name} = ${cut(value)}`);
  return (
    `false: ${conjunctText(why.conjunct)}` +
    (values.length === 0 ? "" : `, where ${values.join(" and ")}`) +
    (args.length === 0 ? "" : `, for ${args.join(", ")}`) +
    ` (${why.at.module}.tla:${why.at.line}:${why.at.column})`
  );
};

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

const enabledLines = (enabled: readonly EnabledAction[]): readonly string[] => {
  if (enabled.length === 0) return ["  nothing else was possible there either"];
  const lines = [...new Set(enabled.map(({ action }) => action))]
    .map((name) => enabled.filter(({ action }) => action === name))
    .toSorted((left, right) => left.length - right.length)
    .flatMap(stepLines);
  const more = lines.length - MAX_ENABLED;
  return [
    "  possible there:",
    ...lines.slice(0, MAX_ENABLED).map((line) => `    ${line}`),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
};

/** An action that can happen in many ways, such as a fault, must not hide the others. */
const MAX_WAYS = 3;

const stepLines = (steps: readonly EnabledAction[]): readonly string[] => {
  const [first] = steps;
  return first === undefined || steps.length <= MAX_WAYS
    ? steps.map((step) => cut(actionText(step)))
    : [`${first.action} in ${steps.length} ways, such as ${cut(actionText(first))}`];
};

const stateLines = (state: Readonly<Record<string, string>>): readonly string[] => [
  "  state:",
  ...Object.entries(state).map(([name, value]) => `    ${name} = ${value}`),
];
