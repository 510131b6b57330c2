import { doctorText } from "../report/doctorText.ts";
import { EXIT_CODES } from "../report/exit.ts";
import { doctor as examine } from "../tlc/doctor.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";

/** `conformance doctor` */
export const doctor = async (options: CommonOptions, context: CommandContext): Promise<CommandResult> => {
  const diagnosis = await examine({
    env: context.env,
    progress: context.progress,
    ...(options.tla2tools === undefined ? {} : { tla2tools: options.tla2tools }),
  });
  const { facts, problems } = diagnosis;
  const healthy = facts.every(({ state }) => state !== "failure");
  return {
    json: { command: "doctor", healthy, facts, errors: problems, warnings: [] },
    text: doctorText(diagnosis),
    exitCode: healthy ? EXIT_CODES.conforms : EXIT_CODES.tool,
  };
};
