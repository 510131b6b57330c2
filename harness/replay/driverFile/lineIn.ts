import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Problem } from "../../../traces/problem.ts";

/** Where in a file something was thrown, or called what threw, as far as the error's stack tells. */
export const lineIn = (file: string, error: unknown): Pick<Problem, "line"> => {
  const stack: unknown = error instanceof Error ? error.stack : undefined;
  if (typeof stack !== "string") return {};
  const names = [pathToFileURL(path.resolve(file)).href, path.resolve(file)];
  for (const frame of stack.split("\n").filter((line) => /^\s+at /.test(line))) {
    const [, line] = names.flatMap((name) => /^:(\d+)/.exec(after(frame, name)) ?? []);
    if (line !== undefined) return { line: Number(line) };
  }
  return {};
};

const after = (text: string, word: string): string => {
  const place = text.indexOf(word);
  return place < 0 ? "" : text.slice(place + word.length);
};
