import type { Problem } from "../../traces/problem.ts";
import { problemLines } from "./lines.ts";

/** A trace made by processes, and what became of them. */
export interface RecordedReport {
  readonly file: string;
  readonly events: number;
  /** Where the processes' own traces are. */
  readonly folder: string;
  readonly processes: readonly {
    readonly file: string;
    readonly killed: boolean;
    readonly events: number;
    readonly tornBytes: number;
  }[];
  /** By kind. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly warnings: readonly Problem[];
}

/** The report for people. */
export const recordedText = (report: RecordedReport): readonly string[] => {
  const { file, events, folder, processes, refusals, warnings } = report;
  const killed = processes.filter((one) => one.killed).length;
  const torn = processes.filter(({ tornBytes }) => tornBytes > 0);
  const counts = Object.entries(refusals).map(([kind, count]) => `${kind} ${count}`);
  return [
    `${events} events recorded to ${file}`,
    `${processes.length} processes, ${killed} of them killed; their own traces are in ${folder}`,
    ...torn.map(
      (one) => `${one.file}: the last line was cut off by the kill; its ${one.tornBytes} bytes are left out`,
    ),
    ...(counts.length === 0 ? [] : [`not trusted and closed: ${counts.join(", ")}`]),
    ...warnings.flatMap((warning) => problemLines("warning", warning)),
  ];
};
