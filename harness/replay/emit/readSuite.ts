import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { sha256 } from "../../cache/entry.ts";
import { failure, success, type Result } from "../../../traces/problem.ts";
import { MAX_SUITE_BYTES, SUITE_FORMAT, type Suite } from "./suite.ts";
import { finishDraft } from "./finishDraft.ts";
import { createDraft } from "./suiteDraft.ts";
import { altered, malformed, notASuite, SuiteSyntaxError, truncated, unreadable } from "./suiteProblems.ts";

/**
 * Reads the data of a suite from a file. Problems, with the line: RPL001 it cannot be read, RPL002 it is something else,
 * RPL003 cut off, RPL004 changed, RPL005 damaged.
 */
export const readSuite = (file: string): Result<Suite> => {
  const text = readText(file);
  return text.ok ? parseSuite(file, text.value) : text;
};

/** The suite that a text stands for; the file's name is for problems only. */
export const parseSuite = (file: string, text: string): Result<Suite> => {
  // Git may have given the file other line ends; values have none.
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const [first = ""] = lines;
  if (first !== SUITE_FORMAT) return failure(notASuite(file, first, SUITE_FORMAT));
  const last = lines.length - 2;
  const end = lines.at(-1) === "" ? /^end ([0-9a-f]{64})$/.exec(lines[last] ?? "")?.[1] : undefined;
  if (end === undefined) return failure(truncated(file, lines.at(-1) === "" ? last + 1 : lines.length));
  try {
    const suite = readLines(lines, last);
    const digest = sha256(`${lines.slice(0, last).join("\n")}\n`);
    return digest === end ? success(suite) : failure(altered(file, last + 1));
  } catch (error) {
    if (!(error instanceof SuiteSyntaxError)) throw error;
    return failure(malformed(file, error));
  }
};

const readLines = (lines: readonly string[], last: number): Suite => {
  const draft = createDraft();
  for (let index = 1; index < last; index += 1) draft.read(lines[index] ?? "", index + 1);
  return finishDraft(draft, last + 1);
};

/** Without waiting, whatever stands there: a pipe, say. */
const readText = (file: string): Result<string> => {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = fstatSync(descriptor);
      if (!found.isFile()) return failure(unreadable(file, "it is not a regular file"));
      if (found.size > MAX_SUITE_BYTES)
        return failure(unreadable(file, `it has ${found.size} bytes, and ${MAX_SUITE_BYTES} are the most`));
      return success(readFileSync(descriptor, "utf8"));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return failure(unreadable(file, reason));
  }
};
