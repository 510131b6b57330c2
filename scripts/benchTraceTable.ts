import type { Measured } from "./benchTraceRounds.ts";

export interface MeasuredSection {
  readonly title: string;
  readonly measured: readonly Measured[];
}

/** A table of one section; the ratio is the cost of a step over that of the first row. */
export const tableText = ({ title, measured }: MeasuredSection): string => {
  const rows = [
    ["", "steps/s", "ratio", "promised"],
    ...measured.map(({ name, stepsPerSecond, ratio, limit }) => [
      name,
      Math.round(stepsPerSecond).toLocaleString("en-US"),
      ratio.toFixed(2),
      limit === undefined ? "" : `<= ${limit}`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const aligned = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return [title, ...aligned.map((row) => `  ${row}`), ""].join("\n");
};

/** One line for each promise that was not kept. A ratio that is no number keeps none. */
export const brokenPromises = (sections: readonly MeasuredSection[]): readonly string[] =>
  sections.flatMap(({ title, measured }) =>
    measured.flatMap(({ name, ratio, limit }) =>
      limit === undefined || ratio <= limit ? [] : [`${title}: ${name}: ${ratio.toFixed(3)} > ${limit}`],
    ),
  );
