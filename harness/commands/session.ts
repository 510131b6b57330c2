import { makeFolder } from "../makeFolder.ts";
import { availableParallelism } from "node:os";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { TlcSession } from "../tlc/session.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import type { CommandContext, CommonOptions } from "./options.ts";

const DEFAULT_MEMORY_MIB = 2048;
const DEFAULT_TIMEOUT_SECONDS = 600;

/** The limits of TLC runs, from the command line; all that is wrong at once. */
export const readLimits = (
  options: CommonOptions,
): Result<Pick<TlcSession, "jobs" | "memoryMiB"> & { readonly timeoutSeconds: number }> => {
  const jobs = positiveInteger("--jobs", options.jobs, availableParallelism());
  const memory = positiveInteger("--memory", options.memory, DEFAULT_MEMORY_MIB);
  const timeout = positiveInteger("--timeout", options.timeout, DEFAULT_TIMEOUT_SECONDS);
  const problems = [jobs, memory, timeout].flatMap((result) => (result.ok ? [] : result.problems));
  if (!jobs.ok || !memory.ok || !timeout.ok) return failure(...problems);
  return success({ jobs: jobs.value, memoryMiB: memory.value, timeoutSeconds: timeout.value });
};

/** Decodes the common options, finds Java and TLC, and makes the run folder. */
export const openSession = async (
  command: string,
  options: CommonOptions,
  context: CommandContext,
): Promise<Result<TlcSession>> => {
  const limits = readLimits(options);
  if (!limits.ok) return limits;
  const toolchain = await findToolchain({
    env: context.env,
    progress: context.progress,
    afresh: options.cache === false,
    ...(options.tla2tools === undefined ? {} : { tla2tools: options.tla2tools }),
  });
  if (!toolchain.ok) return toolchain;
  const runDir = await makeRunDir(command, options.outDir);
  if (!runDir.ok) return runDir;
  const { signal, progress } = context;
  return success({ ...limits.value, toolchain: toolchain.value, runDir: runDir.value, signal, progress });
};

/** A whole number of at least 1 from the command line; USE001 otherwise. */
export const positiveInteger = (flag: string, text: string | undefined, standard: number): Result<number> => {
  if (text === undefined) return success(standard);
  const value = Number(text);
  return /^\d+$/.test(text) && value >= 1 && value <= MAX_OPTION
    ? success(value)
    : failure(usage("USE001", `${flag} takes a whole number from 1 to ${MAX_OPTION}, found "${text}"`));
};

const MAX_OPTION = 1_000_000_000;

/** A number of the command line that has an upper bound; USE001 otherwise. */
export const atMost = (flag: string, number: Result<number>, most: number): Result<number> =>
  number.ok && number.value > most ? failure(usage("USE001", `${flag} is at most ${most}`)) : number;

/** A problem of the command line. */
export const usage = (code: string, message: string, repair?: string): Problem => ({
  code,
  message,
  repair: repair ?? "See conformance help for the commands and their options.",
});

/** Each command leaves what it did in a folder of its own; the name sorts by time. */
export const makeRunDir = async (command: string, outDir: string | undefined): Promise<Result<string>> => {
  const stamp = new Date().toISOString().replaceAll(":", "").replace(/\..*$/, "");
  const folder = outDir ?? path.join("runs", `${stamp}-${command}-${process.pid}`);
  try {
    await makeFolder(folder);
    return success(folder);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const message = `the run folder ${folder} cannot be made (${reason})`;
    return failure(usage("USE002", message, "Give a folder you may write to with --out-dir."));
  }
};
