import type { Problem } from "../../traces/problem.ts";

/** A false ASSUME: TLC has not begun, for the constants are not those of the spec. */
export const falseAssumption = (message: string, file: string): Problem => ({
  code: "SPC052",
  file,
  message: `with these constants an assumption of the spec is false: ${message}`,
  repair:
    "Choose constants that satisfy the spec's ASSUME, in the configuration and in the header of the trace.",
});
