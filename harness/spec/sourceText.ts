import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Place } from "../tla/expression.ts";

/** Reads source texts of modules in a folder, each file once; on one line, for conjuncts may span several. */
export const createSourceReader = (folder: string): ((place: Place) => string) => {
  const files = new Map<string, readonly string[]>();
  const linesOf = (module: string): readonly string[] => {
    const known = files.get(module);
    if (known !== undefined) return known;
    const file = path.join(folder, `${module}.tla`);
    const lines = existsSync(file) ? readFileSync(file, "utf8").split(/\r?\n/).map(withoutTabs) : [];
    files.set(module, lines);
    return lines;
  };
  return (place) => slice(linesOf(place.module), place);
};

const TAB = 8;

/** SANY counts columns as a terminal shows them. */
const withoutTabs = (line: string): string => {
  const [first = "", ...rest] = line.split("\t");
  return rest.reduce((text, part) => text + " ".repeat(TAB - (text.length % TAB)) + part, first);
};

const slice = (lines: readonly string[], { line, column, endLine, endColumn }: Place): string =>
  lines
    .slice(line - 1, endLine)
    .map((text, index, part) => {
      const from = index === 0 ? column - 1 : 0;
      const to = index === part.length - 1 ? endColumn : text.length;
      return text.slice(from, to).trim();
    })
    .join(" ");
