import type { Problem } from "../../../traces/problem.ts";

const AGAIN =
  "Write the suite anew with the command that stands in it; conformance replay --help tells of --emit.";

/** A line of a suite's data that cannot be what was written. Only suite readers throw it, and catch it. */
export class SuiteSyntaxError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** The system would not let the file be read, or it is no file at all. */
export const unreadable = (file: string, message: string): Problem => ({
  code: "RPL001",
  file,
  message: `the suite cannot be read: ${message}`,
  repair: AGAIN,
});

/** Something else stands where a suite is expected, or a suite of another version. */
export const notASuite = (file: string, found: string, expected: string): Problem => ({
  code: "RPL002",
  file,
  line: 1,
  message: `this is no suite that can be read here: the first line is ${JSON.stringify(found.slice(0, 80))} instead of "${expected}"`,
  repair: AGAIN,
});

/** The file ends before its end. */
export const truncated = (file: string, line: number): Problem => ({
  code: "RPL003",
  file,
  line,
  message: "the suite is cut off: its last line is not the one that ends a suite",
  repair: AGAIN,
});

/** Every line can be read, but they are not those that were written. */
export const altered = (file: string, line: number): Problem => ({
  code: "RPL004",
  file,
  line,
  message: "the suite was changed after it was written: its digest is another one",
  repair: AGAIN,
});

/** A line that no suite has. */
export const malformed = (file: string, { line, message }: SuiteSyntaxError): Problem => ({
  code: "RPL005",
  file,
  line,
  message: `the suite is damaged: ${message}`,
  repair: AGAIN,
});
