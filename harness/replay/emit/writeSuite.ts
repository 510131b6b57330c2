import path from "node:path";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import { sha256 } from "../../cache/entry.ts";
import { fileStart } from "../../fileStart.ts";
import { makeFolder } from "../../makeFolder.ts";
import { isMissing } from "../../isMissing.ts";
import { replaceFiles } from "../../replaceFile.ts";
import { dataFileOf, MAX_SUITE_BYTES, RUNNER_START, runnerFileOf, SUITE_START } from "./suite.ts";
import { suiteLines, type SuiteParts } from "./suiteLines.ts";

/** Where a suite is to stand, and what runs it. */
export interface SuitePlace {
  readonly folder: string;
  /** Text of the file that runs it. */
  readonly runner: string;
  /** Replaces files of the same names that no suite has. */
  readonly force: boolean;
}

export interface WrittenSuite {
  /** The data and the file that runs it. */
  readonly files: readonly string[];
  readonly bytes: number;
}

interface SuiteFile {
  readonly file: string;
  readonly content: string;
  /** How such a file begins, whatever the suite. */
  readonly start: string;
}

/**
 * The files of a suite, data and runner, as they are to be written. Problems: RPL006 a graph of which TLC did not explore
 * all, RPL007 too large.
 */
export const suiteFiles = (
  parts: SuiteParts,
  { folder, runner }: Omit<SuitePlace, "force">,
): Result<readonly SuiteFile[]> => {
  if (parts.graph.isUnexplored !== undefined) return failure(partialGraph(folder));
  const data = suiteText(parts);
  if (data === null) return failure(tooLarge(folder, parts));
  return success([
    { file: path.join(folder, dataFileOf(parts.head.name)), content: data, start: SUITE_START },
    { file: path.join(folder, runnerFileOf(parts.head.name)), content: runner, start: RUNNER_START },
  ]);
};

/**
 * Writes a suite, both files or neither. Problems, besides those above: RPL008 other files have the names, RPL009 the
 * system refuses (a full disk, say).
 */
export const writeSuite = async (parts: SuiteParts, place: SuitePlace): Promise<Result<WrittenSuite>> => {
  const { folder, force } = place;
  const files = suiteFiles(parts, place);
  if (!files.ok) return files;
  try {
    await makeFolder(folder);
    for (const { file, start } of force ? [] : files.value)
      if (!(await isFree(file, start))) return failure(notOurs(file));
    await replaceFiles(files.value);
  } catch (error) {
    return failure(notWritten(folder, error));
  }
  return success({
    files: files.value.map(({ file }) => file),
    bytes: files.value.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0),
  });
};

/** The data as one text; null when it is larger than suites may be. */
const suiteText = (parts: SuiteParts): string | null => {
  const lines: string[] = [];
  let bytes = 0;
  for (const line of suiteLines(parts)) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > MAX_SUITE_BYTES) return null;
    lines.push(line);
  }
  const text = `${lines.join("\n")}\n`;
  return `${text}end ${sha256(text)}\n`;
};

/** Whether nothing stands there, or what an earlier run wrote. */
const isFree = async (file: string, start: string): Promise<boolean> => {
  try {
    return (await fileStart(file, start.length)) === start;
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
};

const partialGraph = (folder: string): Problem => ({
  code: "RPL006",
  file: folder,
  message: "the graph is not whole, and a suite of a part would say that the model has no other steps",
  repair: "Let TLC finish: take smaller constants, or allow more with --timeout and --memory.",
});

const tooLarge = (folder: string, { graph }: SuiteParts): Problem => ({
  code: "RPL007",
  file: folder,
  message: `a graph of ${graph.states} states and ${graph.edges} edges makes a suite of more than ${MAX_SUITE_BYTES / 2 ** 20} MiB`,
  repair: "Take smaller constants, or replay it with conformance replay, which needs no suite.",
});

const notOurs = (file: string): Problem => ({
  code: "RPL008",
  file,
  message: "there is a file of this name already, and no suite's: it is left as it is",
  repair: "Name another folder with --out, or replace the file with --force.",
});

const notWritten = (folder: string, error: unknown): Problem => {
  const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return {
    code: "RPL009",
    file: folder,
    message: `the suite cannot be written (${reason}); what stood there before still does`,
    repair: "Name a folder that you may write to with --out, on a disk with room.",
  };
};
