import { readFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "../makeFolder.ts";
import { replaceFile } from "../replaceFile.ts";

/** An answer that was kept in a file; undefined when there is none, or none of that kind. */
export const remembered = async <T>(
  file: string,
  isAnswer: (value: unknown) => value is T,
): Promise<T | undefined> => {
  try {
    const answer: unknown = JSON.parse(await readFile(file, "utf8"));
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
};

/** Keeps an answer. It only saves time later, so a folder that cannot be written is no error. */
export const remember = async (file: string, answer: unknown): Promise<void> => {
  try {
    await makeFolder(path.dirname(file));
    await replaceFile(file, `${JSON.stringify(answer)}\n`);
  } catch {
    return;
  }
};
