import type { Problem } from "../../traces/problem.ts";
import { exitCode } from "../report/exit.ts";
import { problemLines } from "../report/lines.ts";
import type { CommandResult } from "./options.ts";

/** The result of a command that could not begin: problems alone, in the shape of its JSON document. */
export const failed = (command: string, problems: readonly Problem[]): CommandResult => ({
  json: { command, verdict: null, errors: problems, warnings: [] },
  text: problems.flatMap((problem) => problemLines("error", problem)).join("\n"),
  exitCode: exitCode([], problems),
});
