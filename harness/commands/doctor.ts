import { cacheUsage, clearCache } from "../cache/usage.ts";
import { counted } from "../report/lines.ts";
import { doctorText } from "../report/doctorText.ts";
import { EXIT_CODES } from "../report/exit.ts";
import { doctor as examine, type DoctorFact } from "../tlc/doctor.ts";
import type { Environment } from "../tlc/environment.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { thrownText } from "../thrownText.ts";

export interface DoctorOptions extends CommonOptions {
  /** Forget all verdicts first. */
  readonly clearCache?: boolean;
}

/** `conformance doctor` */
export const doctor = async (options: DoctorOptions, context: CommandContext): Promise<CommandResult> => {
  const uncleared = options.clearCache === true ? await clear(context.env) : [];
  const examined = await examine({
    env: context.env,
    progress: context.progress,
    ...(options.tla2tools === undefined ? {} : { tla2tools: options.tla2tools }),
  });
  const { problems } = examined;
  const known = await Promise.all(examined.facts.map((fact) => withUsage(fact, context.env)));
  const facts = [...known, ...uncleared];
  const healthy = facts.every(({ state }) => state !== "failure");
  return {
    json: { command: "doctor", healthy, facts, errors: problems, warnings: [] },
    text: doctorText({ ...examined, facts }),
    exitCode: healthy ? EXIT_CODES.conforms : EXIT_CODES.tool,
  };
};

/** Where the cache is, how much is in it. */
const withUsage = async (fact: DoctorFact, env: Environment): Promise<DoctorFact> => {
  if (fact.name !== "cache") return fact;
  const { verdicts, specs, graphs, bytes } = await cacheUsage(env);
  const things = [counted(verdicts, "verdict"), counted(specs, "spec"), counted(graphs, "graph")];
  const held = `${things.join(", ")} in ${Math.ceil(bytes / 1024)} KiB`;
  return { ...fact, found: `${fact.found}: ${held}` };
};

/** What could not be done is a fact like others. */
const clear = async (env: Environment): Promise<readonly DoctorFact[]> => {
  try {
    await clearCache(env);
    return [];
  } catch (error) {
    const reason = thrownText(error);
    return [{ name: "cache", state: "failure", found: `it could not be cleared: ${reason}` }];
  }
};
