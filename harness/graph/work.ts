import { existsSync, readdirSync, renameSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Checkpoints } from "../tlc/job.ts";

/** A folder in which a search can be left unfinished, for another run of ours to go on with. */
export interface Work {
  /** Dumps of the runs so far, in order. */
  readonly earlier: readonly string[];
  /** Of this run. */
  readonly dump: string;
  readonly checkpoints: Checkpoints;
  /** Leaves the folder for the next run if TLC has kept how far it was; whether it has. */
  readonly leave: () => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

/**
 * Takes a folder for this process alone: one that a run has left there, or a new one; undefined while another process has
 * it. Rejects with the system's error.
 */
export const takeWork = async (folder: string): Promise<Work | undefined> => {
  const own = claim(folder);
  if (own === undefined) return undefined;
  const [dumps, meta] = [path.join(own, "dumps"), path.join(own, "meta")];
  const recover = newestCheckpoint(meta);
  if (recover === undefined) await rm(own, { recursive: true, force: true });
  await mkdir(dumps, { recursive: true });
  const earlier = (await readdir(dumps)).toSorted().map((name) => path.join(dumps, name));
  return {
    earlier,
    dump: path.join(dumps, `${String(earlier.length + 1).padStart(6, "0")}.dot`),
    checkpoints: { folder: meta, ...(recover === undefined ? {} : { recover }) },
    leave: async () => {
      const isKept = newestCheckpoint(meta) !== undefined;
      if (isKept) renameSync(own, folder);
      else await rm(own, { recursive: true, force: true });
      return isKept;
    },
    remove: () => rm(own, { recursive: true, force: true }),
  };
};

/** Renaming is the claim: only one process can do it. A folder whose process is gone may be taken over. */
const claim = (folder: string): string | undefined => {
  const own = `${folder}.${process.pid}`;
  const left = [folder, ...takenFolders(folder)].filter((name) => existsSync(name));
  const [first] = left;
  if (first === undefined) return own;
  const owner = Number(path.extname(first).slice(1));
  if (first !== folder && isAlive(owner)) return undefined;
  try {
    renameSync(first, own);
    return own;
  } catch {
    return undefined;
  }
};

const takenFolders = (folder: string): readonly string[] => {
  const parent = path.dirname(folder);
  const prefix = `${path.basename(folder)}.`;
  return (existsSync(parent) ? readdirSync(parent) : [])
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => path.join(parent, name));
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** TLC has a folder for each run, by the time of its start; the queue is the last that it writes anew. */
const newestCheckpoint = (meta: string): string | undefined =>
  (existsSync(meta) ? readdirSync(meta) : [])
    .toSorted()
    .map((name) => path.join(meta, name))
    .findLast((run) => existsSync(path.join(run, "queue.chkpt")));
