import { buildGraph } from "../graph/graph.ts";
import { exitCode } from "../report/exit.ts";
import { replayText } from "../report/replayText.ts";
import { loadSpec } from "../spec/loadSpec.ts";
import { failed } from "./failed.ts";
import { replayTarget } from "./replayTarget.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { openSession, usage } from "./session.ts";
import { resolveSystem } from "./system.ts";

/** `conformance replay --target NAME`: a spec alone has nothing to be replayed against. */
export const replay = async (
  options: CommonOptions & { readonly mutant?: string },
  context: CommandContext,
): Promise<CommandResult> => {
  const system = await resolveSystem(options, "graph");
  if (!system.ok) return failed("replay", system.problems);
  const { target } = system.value;
  if (target === null)
    return failed("replay", [usage("USE012", "replay needs an implementation: give --target")]);
  const { mutant } = options;
  if (mutant !== undefined && !target.mutants.some(({ name }) => name === mutant)) {
    const known = target.mutants.map(({ name }) => name).join(", ");
    return failed("replay", [usage("USE020", `there is no mutant ${mutant}`, `Mutants: ${known}.`)]);
  }
  const session = await openSession("replay", options, context);
  if (!session.ok) return failed("replay", session.problems);
  const spec = await loadSpec({ ...system.value, ...session.value });
  if (!spec.ok) return failed("replay", spec.problems);
  const built = await buildGraph(spec.value, session.value);
  if (!built.ok) return failed("replay", built.problems);
  const report = replayTarget(target, built.value, mutant);
  return { json: report, text: replayText(report), exitCode: exitCode([report.verdict], []) };
};
