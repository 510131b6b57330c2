import { shellLine } from "../tlc/shellQuote.ts";

/** A command line of `replay`: the flags that have a value, in their order. */
export const replayLine = (words: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(words).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
  return shellLine(["conformance", "replay", ...given]);
};
