import { writeFile } from "node:fs/promises";
import type { Problem } from "../../traces/problem.ts";
import { checkGraph } from "../graph/checks/checks.ts";
import { checksWarnings } from "../graph/checks/checksWarnings.ts";
import { buildGraph, type BuiltGraph } from "../graph/graph.ts";
import type { GraphReport } from "../graph/graphReport.ts";
import { graphLines } from "../graph/graphLines.ts";
import { graphText } from "../report/graphText.ts";
import { exitCode, strictVerdicts } from "../report/exit.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import { readCoverOptions } from "./coverOptions.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult } from "./options.ts";
import { readRandomOptions } from "./randomOptions.ts";
import { graphSimulated } from "./replaySimulated.ts";
import { openGraphSpec, type GraphOptions as Limits } from "./graphSpec.ts";
import { usage } from "./session.ts";
import { resolveSystem } from "./system.ts";

interface GraphOptions extends Limits {
  readonly out?: string;
  readonly branches?: boolean;
  readonly strict?: boolean;
  readonly simulate?: string;
  readonly depth?: string;
  readonly cover?: string;
  readonly walks?: string;
}

/** `conformance graph [--out FILE] [--strict] [--no-branches]` */
export const graph = async (options: GraphOptions, context: CommandContext): Promise<CommandResult> => {
  const system = await resolveSystem(options, "graph");
  if (!system.ok) return failed("graph", system.problems);
  const wish = readRandomOptions(options);
  if (!wish.ok) return failed("graph", wish.problems);
  const cover = readCoverOptions(options, { "--simulate": options.simulate });
  if (!cover.ok) return failed("graph", cover.problems);
  const opened = await openGraphSpec("graph", { options, system: system.value }, context);
  if (!opened.ok) return failed("graph", opened.problems);
  const { spec, session, request, close } = opened.value;
  const { simulate } = wish.value;
  if (simulate !== null) return graphSimulated({ spec, session, request: simulate });
  const built = await buildGraph(spec, session, { ...request, cover: cover.value });
  if (!built.ok) return failed("graph", built.problems);
  const unwritten = options.out === undefined ? [] : await writeGraph(options.out, built.value);
  const checked = await withChecks(built.value, spec, { session, branches: options.branches !== false });
  const report = {
    ...checked,
    warnings: [...checked.warnings, ...close()],
    errors: [...checked.errors, ...unwritten],
  };
  return {
    json: report,
    text: graphText(report),
    exitCode: exitCode(
      ["conforms", ...strictVerdicts(options.strict === true, report.warnings)],
      report.errors,
    ),
  };
};

/** A file that cannot be written costs nothing else. */
const writeGraph = async (file: string, { graph: states }: BuiltGraph): Promise<readonly Problem[]> => {
  try {
    await writeFile(file, graphLines(states));
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      usage("USE002", `the graph cannot be written: ${reason}`, "Give a file you may write to with --out."),
    ];
  }
};

const withChecks = async (
  { graph: states, report }: BuiltGraph,
  spec: LoadedSpec,
  how: { readonly session: TlcSession; readonly branches: boolean },
): Promise<GraphReport> => {
  const started = performance.now();
  const checks = await checkGraph(states, spec, how);
  const found = checksWarnings(checks, Object.keys(report.actions).length);
  const { runs, ...tlc } = report.tlc;
  return {
    ...{ ...report, checks, warnings: [...report.warnings, ...found] },
    tlc: { ...tlc, runs: checks.branches.verdict === "known" ? runs + 1 : runs },
    durationMs: report.durationMs + Math.round(performance.now() - started),
  };
};
