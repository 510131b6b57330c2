import type { Problem } from "../../traces/problem.ts";
import type { ChecksReport } from "./checks/checksReport.ts";
import type { CoverFigures } from "./cover/cover.ts";

/** The JSON document of `conformance graph` (interfaces.md) and further keys. */
export interface GraphReport {
  readonly command: "graph";
  readonly states: number;
  readonly edges: number;
  readonly initial: number;
  /** Edges by action; 0 for an action that never happens. */
  readonly actions: Readonly<Record<string, number>>;
  readonly cover: CoverFigures;
  /** Kinds of steps: actions with their arguments. */
  readonly labels: number;
  /** States that the constraint leaves unexplored; not counted in `states`. */
  readonly beyond: number;
  /** States that were found and not explored, because TLC was cut short: their steps are unknown. */
  readonly unexplored: number;
  /** Why the graph is only a part. */
  readonly errors: readonly Problem[];
  /** Length of the longest shortest path, in states, as TLC says. */
  readonly depth: number | null;
  readonly warnings: readonly Problem[];
  readonly checks?: ChecksReport;
  readonly tlc: { readonly version: string; readonly runs: number };
  readonly spec: { readonly file: string; readonly cfg: string };
  readonly runDir: string;
  readonly durationMs: number;
}
