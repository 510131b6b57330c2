import type { MutateReport, SurvivorReport, Tally } from "../mutate/mutateReport.ts";
import { counted, problemLines, seconds, table } from "./lines.ts";

/** Survivors of one operator that are shown unless more is asked for; JSON has all. */
const MOST_SHOWN = 8;

/** `conformance mutate` for people. */
export const mutateText = (report: MutateReport, verbose: boolean): string =>
  [
    ...report.originals.flatMap(originalLines),
    ...report.errors.flatMap((problem) => problemLines("error", problem)),
    ...report.warnings.flatMap((problem) => problemLines("warning", problem)),
    ...(report.total.mutants === 0 ? ["no mutants were judged"] : resultLines(report, verbose)),
    `${counted(report.originals.length, "trace")}, ${counted(report.total.mutants, "mutant")} in ` +
      `${counted(report.tlc.runs, "TLC run")}, ${seconds(report.durationMs)}; seed ${report.seed}`,
  ].join("\n");

const originalLines = ({ file, verdict }: MutateReport["originals"][number]): readonly string[] =>
  verdict === "conforms"
    ? []
    : [`${verdict.padEnd(12)} ${file}: no mutants are made of it, they would mean nothing`];

const resultLines = (report: MutateReport, verbose: boolean): readonly string[] => [
  ...survivorLines(report.survivors, verbose),
  ...report.inconclusive
    .slice(0, verbose ? Infinity : MOST_SHOWN)
    .map(({ name, change, reason }) => `inconclusive ${name}: ${change}: ${reason.split("\n")[0] ?? ""}`),
  ...table([
    [
      "operator",
      "mutants",
      "killed",
      "refused",
      "there",
      "later",
      "equivalent",
      "survived",
      "unclear",
      "score",
    ],
    ...report.operators.map((one) => row(one.operator, one)),
    row("all", report.total),
  ]),
  ...shares("equivalent by", report.equivalentBy),
  ...shares("refused by", report.refusedBy),
  `score ${percent(report.total.score)}; without drop, which makes nothing wrong, ${percent(report.withoutDrop.score)}`,
];

const row = (name: string, tally: Tally): readonly (string | number)[] => [
  name,
  ...[tally.mutants, tally.killed, tally.refused, tally.there, tally.later],
  ...[tally.equivalent, tally.survived, tally.inconclusive],
  percent(tally.score),
];

/** `92.3 %`; a dash where nothing could be killed. */
export const percent = (share: number | null): string =>
  share === null ? "-" : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;

const shares = (title: string, counts: Readonly<Record<string, number | undefined>>): readonly string[] => {
  const texts = Object.entries(counts).map(([name, count]) => `${name} ${count ?? 0}`);
  return texts.length === 0 ? [] : [`${title}: ${texts.join(", ")}`];
};

/** Of each operator the first few. */
const survivorLines = (survivors: readonly SurvivorReport[], verbose: boolean): readonly string[] => {
  const shown = new Map<string, number>();
  const lines = survivors.flatMap((survivor) => {
    const count = (shown.get(survivor.operator) ?? 0) + 1;
    shown.set(survivor.operator, count);
    return verbose || count <= MOST_SHOWN ? survivorText(survivor) : [];
  });
  const hidden = [...shown].flatMap(([operator, count]) =>
    !verbose && count > MOST_SHOWN ? [`${operator} ${count - MOST_SHOWN}`] : [],
  );
  return hidden.length === 0
    ? lines
    : [...lines, `more survivors (--verbose shows them): ${hidden.join(", ")}`];
};

const survivorText = ({
  file,
  line,
  operator,
  change,
  means,
  meaning,
  written,
}: SurvivorReport): readonly string[] => [
  `survived     ${file}:${line}: ${operator}: ${change}`,
  `    ${means}`,
  ...(meaning === "unknown" ? ["    it may be equivalent: TLC could not tell all states of both"] : []),
  ...(written === undefined ? [] : [`    written to ${written}`]),
];
