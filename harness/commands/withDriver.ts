import type { Problem } from "../../traces/problem.ts";
import { DriverError } from "../replay/driverFile/driverError.ts";
import { EXIT_CODES } from "../report/exit.ts";
import { problemLines } from "../report/lines.ts";
import { unheard } from "../tlc/shutdown.ts";
import { failed } from "./failed.ts";
import type { CommandResult } from "./options.ts";
import type { ReplaySubject } from "./replaySubject.ts";

/**
 * Uses a driver, and ends what it has started. What is wrong with it while it drives is the result; a stop that fails stands
 * beside the result. Ctrl-C ends the process while it drives: it may never give an answer.
 */
export const withDriver = async (
  subject: ReplaySubject,
  use: (subject: ReplaySubject) => Promise<CommandResult>,
): Promise<CommandResult> => {
  const drive: ReplaySubject["drive"] = (request, drives) => unheard(() => subject.drive(request, drives));
  const result = await used(() => use({ ...subject, drive }));
  try {
    await subject.stop?.();
    return result;
  } catch (error) {
    return withError(result, problemOf(error));
  }
};

const used = async (use: () => Promise<CommandResult>): Promise<CommandResult> => {
  try {
    return await use();
  } catch (error) {
    return failed("replay", [problemOf(error)]);
  }
};

/** Anything else is a bug of ours. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof DriverError) return error.problem;
  throw error;
};

const withError = (result: CommandResult, problem: Problem): CommandResult => ({
  json: { ...(result.json as object), errors: [...errorsIn(result.json), problem] },
  text: [result.text, ...problemLines("error", problem)].join("\n"),
  exitCode: Math.max(result.exitCode, EXIT_CODES.input),
});

const errorsIn = (json: unknown): readonly unknown[] => {
  const { errors } = json as { readonly errors?: unknown };
  return Array.isArray(errors) ? errors : [];
};
