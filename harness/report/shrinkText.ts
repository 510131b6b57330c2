import type { ShrinkReport, ShrinkSide, ShrunkSide } from "../shrink/shrinkReport.ts";
import { divergenceLines } from "./divergenceText.ts";
import { counted, problemLines, seconds } from "./lines.ts";

/** `conformance shrink` for people: both divergences beside each other, and how the way from one to the other went. */
export const shrinkText = (report: ShrinkReport, verbose: boolean): string =>
  [
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
    ...(report.original === null ? emptyLines(report) : sideLines("original", report.original, verbose)),
    ...report.steps.map(({ step, events, facts }) => `  ${STEPS[step]}: ${size({ events, facts })}`),
    ...(report.shrunk === null ? [] : shrunkLines(report.shrunk, verbose)),
    ...(report.interrupted ? ["it was told to stop: this is the best so far"] : []),
    `${counted(report.tlc.runs, "TLC run")}, ${seconds(report.durationMs)}`,
  ].join("\n");

const STEPS: Readonly<Record<ShrinkReport["steps"][number]["step"], string>> = {
  suffix: "without what comes after the divergence",
  nodes: "without nodes",
  loops: "without ways back to the same states",
  events: "without events that are not needed",
  shorter: "by a shorter behaviour of the spec",
  facts: "without logged values that are not needed",
};

const emptyLines = ({ verdict }: ShrinkReport): readonly string[] =>
  verdict === null ? [] : [`${verdict}: only a trace that diverges can be shrunk`];

const sideLines = (name: string, side: ShrinkSide, verbose: boolean): readonly string[] => [
  `${name} ${side.file}: ${size(side)}`,
  ...divergenceLines(side.file, side.divergence, verbose),
];

const shrunkLines = (shrunk: ShrunkSide, verbose: boolean): readonly string[] => [
  ...sideLines("shrunk to", shrunk, verbose),
  `  ${[
    shrunk.checkedAgain ? "read from its file and judged again: the same reason" : "not judged again",
    shrunk.minimalEvents ? "no single event can go" : "not all events were tried",
    shrunk.minimalFacts ? "nothing else that is logged can go" : "not all logged values were tried",
    shrunk.shortestWay === true
      ? "no behaviour of the spec leads there in fewer steps"
      : "whether a shorter behaviour leads there is not known",
  ].join("; ")}`,
];

const size = ({ events, facts }: { readonly events: number; readonly facts: number }): string =>
  `${counted(events, "event")}, ${counted(facts, "logged value")}`;
