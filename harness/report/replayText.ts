import type { LookedBehind } from "../replay/behind/behindReport.ts";
import type { IncrementalReport, ReplayFailure, ReplayReport, ReplayWhy } from "../replay/replayReport.ts";
import { valuesText } from "../replay/judge.ts";
import { behindLines } from "./behindText.ts";
import type { LeafDifference } from "../tla/difference.ts";
import { coverText } from "./coverText.ts";
import { counted, problemLines } from "./lines.ts";

/** `conformance replay` for people. */
export const replayText = (report: LookedBehind): string => {
  const { verdict, states, edges, edgesCovered, tests, steps, negative, deviations } = report;
  const exempt = Object.entries(negative.exempt);
  return [
    `${verdict}: ${edgesCovered} of ${edges} edges between ${states} states covered by ${counted(tests, "test")} of ${steps} steps`,
    coverText(report.cover),
    `forbidden steps: ${sampleText(negative)}, ${negative.excused} excused by deviations`,
    ...leftLines(report),
    ...exempt.map(([reason, count]) => `  ${count} taken all the same: ${reason}`),
    ...(negative.ignored > 0 ? [`  ${negative.ignored} taken without effect, as declared`] : []),
    ...deviations.map(
      ({ id, reason, edges: excused, pairs }) =>
        `deviation ${id}: excuses ${counted(excused, "edge")} and ${counted(pairs, "forbidden step")} (${reason})`,
    ),
    ...keptLines(report),
    ...(report.errors ?? []).flatMap((problem) => problemLines("error", problem)),
    ...(report.behind === undefined ? [] : behindLines(report.behind)),
    ...report.warnings.flatMap((warning) => problemLines("warning", warning)),
    ...failuresText(report),
    ...moreLines(report),
  ].join("\n");
};

/** How much a difference has hidden: nobody is to take the rest for right. */
const leftLines = ({ verdict, edges, edgesCovered, negative, cover }: ReplayReport): readonly string[] => {
  const untried = negative.pairs - negative.checked;
  if (verdict !== "diverges" || cover.mode !== undefined || negative.rate < 1 || untried === 0) return [];
  const left = `${counted(edges - edgesCovered, "edge")} not covered, ${counted(untried, "forbidden step")} not tried`;
  return [`  ${left}: what lies behind a difference is tried only if the driver can load any state`];
};

/** Which share of them was asked for, wherever it is not all. */
const sampleText = ({ checked, pairs, rate, seed }: ReplayReport["negative"]): string =>
  rate === 1
    ? `${checked} of ${pairs} tried`
    : `checked ${grouped(checked)} of ${grouped(pairs)} pairs (rate ${rate}, seed ${seed})`;

/** 61,234,567 */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

const moreLines = ({ failures, failuresTotal }: ReplayReport): readonly string[] => {
  const more = failuresTotal - failures.reduce((sum, { count }) => sum + count, 0);
  return more > 0 ? [`and ${more} more, of other kinds`] : [];
};

/** What was taken from an earlier replay, and what was written. */
const keptLines = ({ incremental, suite }: ReplayReport): readonly string[] => [
  ...(incremental === undefined ? [] : [incrementalLine(incremental)]),
  ...(suite === undefined ? [] : [`suite: ${suite.files.join(", ")} (${suite.bytes} bytes)`]),
];

const incrementalLine = (incremental: IncrementalReport): string => {
  const { baseline, skippedEdges, rerunEdges, skippedPairs, rerunPairs, reason, written } = incremental;
  const kept = written ? "written anew" : "left as it was";
  return `incremental: ${counted(skippedEdges, "edge")} and ${counted(skippedPairs, "forbidden step")} skipped, ${rerunEdges} and ${rerunPairs} run: ${reason}; ${baseline} is ${kept}`;
};

/** Those that random behaviours have found come last, and are long. */
const failuresText = ({ failures, behind }: LookedBehind): readonly string[] => {
  const far = failures.filter((failure) => behind?.replay.failures.includes(failure) === true);
  const near = failures.filter((failure) => !far.includes(failure));
  return [...near.flatMap(failureLines), ...far.flatMap(longFailureLines)];
};

/** Steps of a long path that are told of every failure but the first: the document has them whole. */
const TOLD_STEPS = 3;

/** One of several failures of random behaviours. */
export const longFailureLines = (failure: ReplayFailure, index: number): readonly string[] => {
  const [head = "", ...lines] = failureLines(failure);
  const left = index === 0 ? 0 : Math.max(0, (failure.shortest ?? failure.path).length - TOLD_STEPS);
  return left === 0
    ? [head, ...lines]
    : [head, `  ... ${counted(left, "step")} (--json has them)`, ...lines.slice(left)];
};

/** One failure for people; by the shortest path, if there is one. */
export const failureLines = ({
  path,
  step,
  why,
  shortest,
  count,
  command,
}: ReplayFailure): readonly string[] => [
  step === 0 ? "difference:" : `difference at step ${(shortest ?? path).length}:`,
  ...(shortest ?? path).map((label, index) => `  ${index + 1}. ${label}`),
  ...why.map((reason) => `    ${whyText(reason)}`),
  ...(count > 1 ? [`    and ${count - 1} more like it`] : []),
  ...(command === null ? [] : [`    again: ${command}`]),
];

/** A reason in words. */
export const whyText = (why: ReplayWhy): string => {
  if (why.kind === "state") return leafText(why);
  const isRefusal = why.kind === "refused" && why.acted === undefined;
  return isRefusal ? `the implementation refuses the step: ${why.reason}` : why.reason;
};

/** Of large sets first what is different. */
const leafText = (leaf: LeafDifference): string => {
  const { path, sets } = leaf;
  const both = valuesText(leaf);
  if (sets === undefined) return `${path}: ${both}`;
  const apart = [
    ...(sets.missing.length === 0 ? [] : [`lacks ${sets.missing.join(", ")}`]),
    ...(sets.surplus.length === 0 ? [] : [`has besides ${sets.surplus.join(", ")}`]),
  ];
  return `${path}: the implementation ${apart.join(" and ")}; ${both}`;
};
