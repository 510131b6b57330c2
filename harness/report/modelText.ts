import type { ModelFigures, ModelReport } from "../model/modelReport.ts";
import { problemLines, seconds, table } from "./lines.ts";

/** `conformance model` for people: a table, and the counterexample where one was not expected. */
export const modelText = (report: ModelReport, verbose: boolean): string =>
  [
    ...table([
      ["model", "verdict", "generated", "distinct", "depth", "time"],
      ...report.models.map((model) => [
        model.name,
        model.verdict ?? "not checked",
        model.generated,
        model.distinct,
        model.depth,
        seconds(model.durationMs),
      ]),
    ]),
    ...report.models.flatMap((model) => detailLines(model, verbose)),
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
    ...report.warnings.flatMap((problem) => problemLines("warning", problem)),
  ].join("\n");

const detailLines = (model: ModelFigures, verbose: boolean): readonly string[] => {
  const { name, verdict, reason, violated, expectation } = model;
  const head = [
    ...(reason === undefined ? [] : [`${name}: ${reason}`]),
    ...(violated !== null && verdict === "conforms" ? [`${name}: ${expectation ?? ""}, as expected`] : []),
  ];
  const actions = Object.entries(model.actions);
  return [
    ...head,
    ...(verdict === "conforms" && !verbose ? [] : counterexampleLines(model)),
    ...(verbose && actions.length > 0
      ? table([
          ["action", "generated", "distinct"],
          ...actions.map(([action, n]) => [action, n.generated, n.distinct]),
        ])
      : []),
  ];
};

/** Every state by what changed in it, the first one whole. */
const counterexampleLines = ({ counterexample, lassoTo }: ModelFigures): readonly string[] => [
  ...counterexample.flatMap(({ action, state }, index) => {
    const before = counterexample[index - 1]?.state ?? {};
    const changed = Object.entries(state).filter(([name, value]) => before[name] !== value);
    return [`  ${index + 1}: ${action}`, ...changed.map(([name, value]) => `       ${name} = ${value}`)];
  }),
  ...endLines(lassoTo),
];

const endLines = (lassoTo: ModelFigures["lassoTo"]): readonly string[] => {
  if (lassoTo === undefined) return [];
  return [lassoTo === "stuttering" ? "  and nothing happens any more" : `  and back to ${lassoTo}, for ever`];
};
