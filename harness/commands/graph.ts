import { writeFile } from "node:fs/promises";
import { buildGraph } from "../graph/graph.ts";
import { graphLines } from "../graph/graphLines.ts";
import { graphText } from "../report/graphText.ts";
import { exitCode } from "../report/exit.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { openSession } from "./session.ts";
import { resolveSystem } from "./system.ts";

/** `conformance graph [--out FILE]` */
export const graph = async (
  options: CommonOptions & { readonly out?: string },
  context: CommandContext,
): Promise<CommandResult> => {
  const system = await resolveSystem(options, "graph");
  if (!system.ok) return failed("graph", system.problems);
  const session = await openSession("graph", options, context);
  if (!session.ok) return failed("graph", session.problems);
  const spec = await loadSpec({ ...system.value, ...session.value });
  if (!spec.ok) return failed("graph", spec.problems);
  const built = await buildGraph(spec.value, session.value);
  if (!built.ok) return failed("graph", built.problems);
  if (options.out !== undefined) await writeFile(options.out, graphLines(built.value.graph));
  return {
    json: built.value.report,
    text: graphText(built.value.report),
    exitCode: exitCode(["conforms"], []),
  };
};
