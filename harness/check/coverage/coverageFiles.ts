import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import * as Schema from "@effect/schema/Schema";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import { replaceFile } from "../../replaceFile.ts";
import { CoverageDocumentSchema, type CoverageDocument } from "./coverageDocument.ts";
import { mergeCoverage } from "./mergeCoverage.ts";

/** The file of that name in a run folder. */
export const COVERAGE_FILE = "coverage.json";

/** The largest spec of this repository needs 20 KB. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** Reads a coverage file: COV001 unreadable, COV002 too large, COV003 not of the form. */
export const readCoverage = async (file: string, maxBytes = MAX_BYTES): Promise<Result<CoverageDocument>> => {
  const found = await stat(file).catch(reasonOf);
  if (typeof found === "string") return unreadable(file, found);
  if (!found.isFile()) return unreadable(file, "not a regular file");
  if (found.size > maxBytes)
    return failure(problem("COV002", file, [`it has ${found.size} bytes, more than ${maxBytes}`, NOT_OURS]));
  const text = await readFile(file, "utf8").catch((error: unknown) => ({ reason: reasonOf(error) }));
  return typeof text === "string" ? decoded(file, text) : unreadable(file, text.reason);
};

const NOT_OURS = "Give a coverage.json of a run folder, or a file that --coverage-out has written.";

const unreadable = (file: string, reason: string): Result<never> =>
  failure(problem("COV001", file, [`the coverage file cannot be read (${reason})`, NOT_OURS]));

const decoded = (file: string, text: string): Result<CoverageDocument> => {
  const bad = (what: string): Result<never> => failure(problem("COV003", file, [what, NOT_OURS]));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return bad("the coverage file is not JSON");
  }
  const result = Schema.decodeUnknownExit(CoverageDocumentSchema)(parsed, { onExcessProperty: "error" });
  if (result._tag === "Success") return success(result.value);
  const reason = String(result.cause).replace(/\p{Cc}+/gu, " ");
  return bad(`the coverage file is not of its form: ${reason.slice(0, MAX_REASON)}`);
};

const MAX_REASON = 300;

/** Adds up files of one version of a spec (COV004 otherwise). */
export const readAll = async (files: readonly string[]): Promise<Result<CoverageDocument>> => {
  const problems: Problem[] = [];
  let sum: CoverageDocument | null = null;
  for (const file of files) {
    const read = await readCoverage(file);
    const added: Result<CoverageDocument> = read.ok && sum !== null ? joined(file, sum, read.value) : read;
    if (added.ok) sum = added.value;
    else problems.push(...added.problems);
  }
  return sum === null || problems.length > 0 ? failure(...problems) : success(sum);
};

const joined = (file: string, sum: CoverageDocument, one: CoverageDocument): Result<CoverageDocument> => {
  if (sum.spec.module === one.spec.module && sum.spec.version === one.spec.version)
    return success(mergeCoverage(sum, one));
  const message =
    `it is of ${one.spec.module} in version ${one.spec.version.slice(0, 12)}, ` +
    `the rest of ${sum.spec.module} in version ${sum.spec.version.slice(0, 12)}`;
  const repair = "Figures of one text of a spec fit no other: keep a file for each, or begin a new one.";
  return failure(problem("COV004", file, [message, repair]));
};

/** Adds to a file, which need not be there yet; it is replaced as a whole or not at all. */
export const addToFile = async (file: string, document: CoverageDocument): Promise<readonly Problem[]> => {
  const there = await stat(file).catch(reasonOf);
  if (there === "ENOENT") return writeWhole(file, coverageText(document));
  const known = await readCoverage(file);
  const sum = known.ok ? joined(file, document, known.value) : known;
  return sum.ok ? writeWhole(file, coverageText(sum.value)) : sum.problems;
};

export const coverageText = (document: CoverageDocument): string => `${JSON.stringify(document, null, 1)}\n`;

/** Writes a file as a whole or not at all (COV006 where the system refuses). */
export const writeWhole = async (file: string, text: string): Promise<readonly Problem[]> => {
  try {
    await replaceFile(file, text);
    return [];
  } catch (error) {
    const message = `the file cannot be written (${reasonOf(error)})`;
    return [problem("COV006", file, [message, "Give a path in a folder that exists and may be written to."])];
  }
};

/** Files as they are; of a folder its coverage.json, or those of the folders in it (COV005 where there is none). */
export const findCoverage = async (paths: readonly string[]): Promise<Result<readonly string[]>> => {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const one of paths) {
    const isFolder = await stat(one)
      .then((found) => found.isDirectory())
      .catch(() => false);
    const found = isFolder ? await inFolder(one) : [one];
    files.push(...found);
    if (found.length > 0) continue;
    const repair = "Check with --coverage first: the run folder then holds a coverage.json.";
    problems.push(
      problem("COV005", one, [`there is no ${COVERAGE_FILE} in this folder, or one below it`, repair]),
    );
  }
  return problems.length > 0 ? failure(...problems) : success([...new Set(files)]);
};

const inFolder = async (folder: string): Promise<readonly string[]> => {
  const own = path.join(folder, COVERAGE_FILE);
  if (await exists(own)) return [own];
  const names = await readdir(folder).catch(() => []);
  const below = names.toSorted().map((name) => path.join(folder, name, COVERAGE_FILE));
  const found = await Promise.all(below.map(exists));
  return below.filter((_, index) => found[index] === true);
};

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

const reasonOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown";

const problem = (code: string, file: string, [message, repair]: readonly [string, string]): Problem => ({
  ...{ code, file, message, repair },
});
