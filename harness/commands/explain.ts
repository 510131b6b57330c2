import { check } from "./check.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";

/** `conformance explain TRACE`: a check that tells all it knows, frontier states included. */
export const explain = async (
  trace: string,
  options: CommonOptions,
  context: CommandContext,
): Promise<CommandResult> => check([trace], { ...options, verbose: true }, context);
