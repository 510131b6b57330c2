import { checkGraph } from "../graph/checks/checks.ts";
import { checksWarnings } from "../graph/checks/checksWarnings.ts";
import { buildGraph, type BuiltGraph } from "../graph/graph.ts";
import type { GraphReport } from "../graph/graphReport.ts";
import { graphText } from "../report/graphText.ts";
import { exitCode, strictVerdicts } from "../report/exit.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import { readCoverOptions } from "./coverOptions.ts";
import { failed } from "./failed.ts";
import { refuseGraphFile, writeGraphFile } from "./graphFile.ts";
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
  if (options.out !== undefined && wish.value.simulate !== null)
    return failed("graph", [usage("USE090", "--out writes the graph, and --simulate makes none")]);
  const refused = options.out === undefined ? null : await refuseGraphFile(options.out);
  if (refused !== null) return failed("graph", [refused]);
  const opened = await openGraphSpec("graph", { options, system: system.value }, context);
  if (!opened.ok) return failed("graph", opened.problems);
  const { spec, session, request, close } = opened.value;
  const { simulate } = wish.value;
  if (simulate !== null) return graphSimulated({ spec, session, request: simulate });
  const built = await buildGraph(spec, session, { ...request, cover: cover.value });
  if (!built.ok) return failed("graph", built.problems);
  const unwritten = options.out === undefined ? [] : await writeGraphFile(options.out, built.value.graph);
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
