import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";

/** Of one folder of entries. */
export interface FolderLimits {
  readonly folderEntries: number;
  readonly folderBytes: number;
}

/** Of what is too much, so much is left: a folder is then not cleared again at once. */
const LEFT = 0.75;
/** A file that is still being written after so long never will be. */
const ABANDONED = 24 * 60 * 60 * 1000;

/** Names of entries that are whole. */
export const ENTRY = /\.(json|graph)$/;

/** Removes the oldest entries of a folder that has too many, or too large ones, and what was never finished. */
export const pruneFolder = (folder: string, { folderEntries, folderBytes }: FolderLimits): void => {
  const found = filesOf(folder);
  const entries = found.filter(({ name }) => ENTRY.test(name));
  const unfinished = found.filter(({ name }) => name.endsWith(".part"));
  const abandoned = unfinished.filter(({ time }) => Date.now() - time > ABANDONED);
  const tooMany = entries.length > folderEntries || bytesOf(entries) > folderBytes;
  for (const { name } of [...abandoned, ...(tooMany ? oldest(entries, { folderEntries, folderBytes }) : [])])
    rmSync(path.join(folder, name), { force: true });
};

interface File {
  readonly name: string;
  readonly bytes: number;
  readonly time: number;
}

/** What somebody else has just removed is not there. */
const filesOf = (folder: string): readonly File[] =>
  (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
    const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
    return found?.isFile() === true ? [{ name, bytes: found.size, time: found.mtimeMs }] : [];
  });

const bytesOf = (files: readonly File[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** The youngest that fit are left. */
const oldest = (entries: readonly File[], { folderEntries, folderBytes }: FolderLimits): readonly File[] => {
  let [left, bytes] = [0, 0];
  return entries
    .toSorted((one, other) => other.time - one.time)
    .filter((entry) => {
      left += 1;
      bytes += entry.bytes;
      return left > folderEntries * LEFT || bytes > folderBytes * LEFT;
    });
};
