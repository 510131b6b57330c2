import type { Problem } from "../../traces/problem.ts";

/** A problem as people read it: place, code, message, and on a line of its own what to try. */
export const problemLines = (label: string, problem: Problem): readonly string[] => {
  const { code, message, file, line, column, repair } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const head = `${label} ${code}${place === "" ? "" : ` ${place}`}: ${message}`;
  return repair === undefined ? [head] : [head, `    try: ${repair}`];
};

/** Rows in columns; the first row is the heading. Numbers are right-aligned. */
export const table = (rows: readonly (readonly (string | number)[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return typeof cell === "number" ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
};

/** `1 trace`, `2 traces`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `0.8 s` */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
