import { canonicalText } from "../tla/value.ts";
import { fromItf } from "../tla/itfValue.ts";
import type { CheckReport, Divergence, EnabledAction, TraceReport, Why } from "../check/checkReport.ts";
import { coverageLines } from "./coverageText.ts";
import { counted, problemLines, seconds } from "./lines.ts";

/** How many enabled steps are listed before "and more". */
const MAX_ENABLED = 12;

/** `conformance check` for people; with `verbose` conforming traces and frontier states too. */
export const checkText = (report: CheckReport, verbose: boolean): string =>
  [
    ...report.traces.flatMap((trace) => traceLines(trace, verbose)),
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
    ...report.warnings.flatMap((problem) => problemLines("warning", problem)),
    ...summaryLines(report),
    ...(report.coverage === undefined ? [] : coverageLines(report.coverage)),
  ].join("\n");

const traceLines = (trace: TraceReport, verbose: boolean): readonly string[] => {
  const { file, verdict, events, matched, divergence, reason, expected } = trace;
  const head = `${verdict.padEnd(12)} ${file}: ${matched} of ${counted(events, "event")} matched`;
  if (verdict === "conforms") return verbose ? [head] : [];
  return [
    head,
    ...(reason === undefined ? [] : [`  ${reason}`]),
    ...(divergence === undefined ? [] : divergenceLines(file, divergence, verbose)),
    ...(expected === undefined
      ? []
      : [
          `  ${expected.met ? "as its header expects" : `its header expects line ${expected.line}`}: ${expected.mistake}`,
        ]),
  ];
};

const divergenceLines = (file: string, divergence: Divergence, verbose: boolean): readonly string[] => [
  divergence.event === 0
    ? `  ${file}: no initial state of the spec is allowed`
    : `  ${file}:${divergence.line}: event ${divergence.event}, ${stepText(divergence)} could not happen`,
  ...divergence.why.map((why) => `    ${whyText(why)}`),
  ...enabledLines(divergence.enabled),
  `  it was reached in ${counted(divergence.frontierStates, "state")} that ${divergence.frontierStates === 1 ? "matches" : "match"} everything before`,
  ...(verbose ? divergence.frontier.flatMap(stateLines) : []),
];

/** `RequestVote(i = S1, j = S2)`, or what an event without action is. */
const stepText = ({ action, args }: Pick<Divergence, "action" | "args">): string =>
  action === null ? "a step to this state" : actionText({ action, args });

const actionText = ({ action, args }: EnabledAction): string => {
  const texts = Object.entries(args).map(([name, value]) => `${name} = ${plain(value)}`);
  return texts.length === 0 ? action : `${action}(${texts.join(", ")})`;
};

/** Arguments are mostly names; they are shown without quotes, composite values in TLA+ syntax. */
const plain = (value: EnabledAction["args"][string]): string =>
  typeof value === "string" ? value : canonicalText(fromItf(value, new Set()));

const whyText = (why: Why): string => {
  switch (why.kind) {
    case "state":
      return `${why.path}: the spec gives ${why.expected}, the trace says ${why.logged}`;
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

const guardText = (why: Extract<Why, { kind: "guard" }>): string => {
  const values = Object.entries(why.values).map(([text, value]) => `${text} = ${value}`);
  const args = Object.entries(why.args).map(([name, value]) => `${name} = ${value}`);
  return (
    `false: ${why.conjunct}` +
    (values.length === 0 ? "" : `, where ${values.join(" and ")}`) +
    (args.length === 0 ? "" : `, for ${args.join(", ")}`) +
    ` (${why.at.module}.tla:${why.at.line}:${why.at.column})`
  );
};

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
    ? steps.map(actionText)
    : [`${first.action} in ${steps.length} ways, such as ${actionText(first)}`];
};

const stateLines = (state: Readonly<Record<string, string>>): readonly string[] => [
  "  state:",
  ...Object.entries(state).map(([name, value]) => `    ${name} = ${value}`),
];

const summaryLines = (report: CheckReport): readonly string[] => {
  const count = (verdict: string): number =>
    report.traces.filter((trace) => trace.verdict === verdict).length;
  const matched = report.traces.reduce((sum, trace) => sum + trace.matched, 0);
  const events = report.traces.reduce((sum, trace) => sum + trace.events, 0);
  const actions = Object.entries(report.actions).map(([name, { matched: times }]) => `${name} ${times}`);
  return [
    `${counted(report.traces.length, "trace")}: ${count("conforms")} conform, ${count("diverges")} diverge, ` +
      `${count("inconclusive")} inconclusive; ${matched} of ${counted(events, "event")} matched ` +
      `in ${counted(report.tlc.runs, "TLC run")}, ${seconds(report.durationMs)}`,
    ...(actions.length === 0 ? [] : [`matched by: ${actions.sort().join(", ")}`]),
  ];
};
