import { check, type CheckOptions } from "./check.ts";
import type { CommandContext, CommandResult } from "./options.ts";

/** `conformance explain TRACE ...`: a check that tells all it knows, frontier states included. */
export const explain = async (
  traces: readonly string[],
  options: CheckOptions,
  context: CommandContext,
): Promise<CommandResult> => check(traces, { ...options, verbose: true }, context);
