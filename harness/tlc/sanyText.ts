import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { findPlace } from "./location.ts";

/**
 * What SANY, the parser of TLA+, complains about in its free text, as problems with their places: SPC032 syntax, SPC033
 * lexical, SPC034 meaning (undefined, defined twice, wrong level), SPC035 a module that is not there, SPC036 file and
 * module names differ, SPC037 anything else that ended it. Warnings are left out. Empty for text without complaints.
 */
export const sanyProblems = (text: string): readonly Problem[] => {
  const lines = text.split(/\r?\n/);
  const files = moduleFiles(lines);
  const syntax = [...parseErrors(lines), ...lexicalErrors(lines)];
  const listed = [...section(lines, "Errors", files), ...section(lines, "Abort messages", files)];
  const precise = [...syntax, ...listed.filter(({ code }) => code !== UNEXPLAINED)];
  return unique(precise.length > 0 ? precise : [...listed, ...otherFailure(lines)]);
};

const UNEXPLAINED = "SPC037";
const PARSING = /^Parsing file (.+)$/;

/** SANY names modules in places and files only when it opens them. */
const moduleFiles = (lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const file = PARSING.exec(line)?.[1];
      return file === undefined ? [] : [[path.basename(file, ".tla"), file] as const];
    }),
  );

/** The file that SANY had opened last when it printed a line. */
const openFile = (lines: readonly string[], index: number) => {
  const file = PARSING.exec(lines.slice(0, index).findLast((line) => PARSING.test(line)) ?? "")?.[1];
  return file === undefined ? {} : { file };
};

/** `***Parse Error***`, the complaint, an empty line or the parser's stack. */
const parseErrors = (lines: readonly string[]): readonly Problem[] =>
  lines.flatMap((line, index) => {
    if (!line.startsWith("***Parse Error***")) return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex(
      (text) => text.startsWith("Residual stack trace") || text.startsWith("Fatal errors"),
    );
    const message = tidy(rest.slice(0, end < 0 ? undefined : end));
    const repair = "Mend the syntax at this place; the cause is often a little before it.";
    return [{ code: "SPC032", message, ...openFile(lines, index), ...position(message), repair }];
  });

const lexicalErrors = (lines: readonly string[]): readonly Problem[] =>
  lines.flatMap((line, index) => {
    if (!line.startsWith("Lexical error at ")) return [];
    const repair = "Look for a character that TLA+ does not know, or a string without its closing quote.";
    return [{ code: "SPC033", message: tidy([line]), ...openFile(lines, index), ...position(line), repair }];
  });

/** Parse errors carry `line 4, column 14`, or a full location. */
const position = (text: string): Pick<Problem, "line" | "column"> => {
  const [, line, column] = /\bline (\d+), col(?:umn)? (\d+)/.exec(text) ?? [];
  return line === undefined || column === undefined ? {} : { line: Number(line), column: Number(column) };
};

/** The entries below `*** Errors: 4`: a place, an empty line, the complaint; two empty lines between entries. */
const section = (
  lines: readonly string[],
  title: string,
  files: ReadonlyMap<string, string>,
): readonly Problem[] =>
  lines.flatMap((line, index) => {
    if (!line.startsWith(`*** ${title}: `)) return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((text) => text.startsWith("*** ") || SECTION_ENDS.test(text));
    const entries = rest
      .slice(0, end < 0 ? undefined : end)
      .join("\n")
      .split(/\n{3,}/);
    return entries
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "")
      .map((entry) => listedProblem(entry, files));
  });

const SECTION_ENDS =
  /^(?:Semantic processing|Parsing file|Fatal errors|Exception in thread|\tat |failed for )/;

const listedProblem = (entry: string, files: ReadonlyMap<string, string>): Problem => {
  const [first = "", ...rest] = entry.split("\n");
  const place = findPlace(first);
  const message = tidy(rest) || first;
  if (place === undefined) return { ...unplaced(message), ...fileNamedIn(message, files) };
  const file = files.get(place.module) ?? `${place.module}.tla`;
  const { line, column } = place;
  return { code: "SPC034", message, file, line, column, repair: "Mend the module at this place." };
};

/** `Cannot find source file for module X imported in module Y`, `File name 'Y' does not match ...`. */
const fileNamedIn = (message: string, files: ReadonlyMap<string, string>) => {
  const [, importer, misnamed] = /imported in module (\w+)|^File name '([^']+)'/.exec(message) ?? [];
  const file = files.get(importer ?? misnamed ?? "");
  return file === undefined ? {} : { file };
};

const unplaced = (message: string): Problem => {
  if (message.startsWith("Cannot find source file")) {
    const repair = "Put the module beside the spec, or check its name in EXTENDS and INSTANCE.";
    return { code: "SPC035", message, repair };
  }
  if (message.includes("does not match the name")) {
    return { code: "SPC036", message, repair: "Give the file the name of its module." };
  }
  return { code: UNEXPLAINED, message, repair: "See tlc.out in the run folder for all that SANY printed." };
};

/** SANY died without a list, on an empty file for example. */
const otherFailure = (lines: readonly string[]): readonly Problem[] => {
  const index = lines.findIndex((line) => line.startsWith("Fatal errors while parsing"));
  if (index < 0) return [];
  const repair = "Check that the file is a TLA+ module: ---- MODULE Name ---- to ====.";
  const message = `this cannot be parsed as TLA+: ${tidy(lines.slice(index + 1, index + 4))}`;
  return [{ code: UNEXPLAINED, message, ...openFile(lines, index), repair }];
};

const tidy = (lines: readonly string[]): string => lines.join(" ").replace(/\s+/g, " ").trim();

/** A module that is used twice is complained about twice. */
const unique = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];
