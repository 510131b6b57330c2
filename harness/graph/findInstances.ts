import path from "node:path";
import { failure, success, type Result } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import { writeInstanceModule } from "./graphModule.ts";
import { createInstanceReader, type ActionInstance } from "./instances.ts";
import { runStage, wholeRun } from "./tlcStage.ts";

/** Has TLC print every instance of every action: a run of its own. Problems: SPC and CFG of the input; INC050. */
export const findInstances = async (
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Result<readonly ActionInstance[]>> => {
  const files = await writeInstanceModule(spec, path.join(session.runDir, "instances"));
  const reader = createInstanceReader(spec);
  const run = wholeRun(await runStage({ ...files, onUserLine: reader.push }, spec, session));
  if (!run.ok) return run;
  const problems = reader.problems();
  return problems.length > 0 ? failure(...problems) : success(reader.instances());
};
