import type { CoverageDocument } from "../check/coverage/coverageDocument.ts";
import type { CoveredAction } from "../check/coverage/coverageReport.ts";

/** The lines of a module, to leave out those that hold no formula; null where it is not at hand. */
export type ModuleLines = (module: string) => readonly string[] | null;

/**
 * Coverage in the form that lcov and genhtml read, a record per module. An action is a function, a way through its
 * choices a branch, and a line counts the steps of the actions that it is part of: of the ways that stand on it, or of
 * the whole action (docs/vacuity.md has the rules).
 */
export const lcovText = (document: CoverageDocument, linesOf: ModuleLines): string =>
  document.spec.modules
    .flatMap(({ name, file }) => record(name, { file, actions: document.actions, lines: linesOf(name) }))
    .map((line) => `${line}\n`)
    .join("");

interface ModuleCoverage {
  readonly file: string;
  readonly actions: readonly CoveredAction[];
  readonly lines: readonly string[] | null;
}

/** Nothing for a module without any action or branch. */
const record = (module: string, { file, actions, lines }: ModuleCoverage): readonly string[] => {
  const functions = actions.filter(({ at }) => at.module === module);
  const branches = branchLines(module, actions);
  const counts = [...lineCounts(module, actions)]
    .filter(([line]) => lines === null || isFormula(lines[line - 1]))
    .toSorted(([left], [right]) => left - right);
  if (functions.length === 0 && branches.length === 0) return [];
  return [
    "TN:",
    `SF:${file.replace(/\p{Cc}/gu, "?")}`,
    ...functions.map(({ at, action }) => `FN:${at.line},${action}`),
    ...functions.map(({ taken, action }) => `FNDA:${taken},${action}`),
    `FNF:${functions.length}`,
    `FNH:${functions.filter(({ taken }) => taken > 0).length}`,
    ...branches.map(({ text }) => text),
    `BRF:${branches.length}`,
    `BRH:${branches.filter(({ taken }) => taken > 0).length}`,
    ...counts.map(([line, count]) => `DA:${line},${count}`),
    `LF:${counts.length}`,
    `LH:${counts.filter(([, count]) => count > 0).length}`,
    "end_of_record",
  ];
};

/** `BRDA:line,block,branch,taken`: a block per action; `-` where the action never happened. */
const branchLines = (module: string, actions: readonly CoveredAction[]) =>
  actions.flatMap((action, block) =>
    action.branches.length === 1
      ? []
      : action.branches.flatMap(({ at, taken }, branch) => {
          if (at.module !== module) return [];
          const times = action.taken === 0 ? "-" : String(taken);
          return [{ taken, text: `BRDA:${at.line},${block},${branch},${times}` }];
        }),
  );

const lineCounts = (module: string, actions: readonly CoveredAction[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const action of actions)
    for (const [line, count] of linesOfAction(module, action))
      counts.set(line, (counts.get(line) ?? 0) + count);
  return counts;
};

/** A file from outside may claim any number of lines. */
const MAX_LINES = 20_000;

/** Ways on one line may be alternatives or follow each other: together never more than the action's own steps. */
const linesOfAction = (module: string, action: CoveredAction): ReadonlyMap<number, number> => {
  const own = new Map<number, number>();
  const ways = new Map<number, number>();
  if (action.at.module === module) for (const line of linesFrom(action)) own.set(line, action.taken);
  for (const branch of action.branches.length === 1 ? [] : action.branches)
    if (branch.at.module === module)
      for (const line of linesFrom(branch)) ways.set(line, (ways.get(line) ?? 0) + branch.taken);
  for (const [line, count] of ways) own.set(line, Math.min(count, action.taken));
  return own;
};

const linesFrom = ({
  at,
  endLine,
}: {
  readonly at: { readonly line: number };
  readonly endLine: number;
}): readonly number[] => {
  const length = Math.min(Math.max(1, endLine - at.line + 1), MAX_LINES);
  return Array.from({ length }, (_, index) => at.line + index);
};

/** Neither blank nor a comment alone. */
const isFormula = (line = ""): boolean => !/^\s*(?:\\\*.*|\(\*.*\*\)\s*)?$/.test(line);
