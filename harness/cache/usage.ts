import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Environment } from "../tlc/environment.ts";
import { storeFolders } from "./checkCache.ts";
import { ENTRY } from "./prune.ts";

/** What lies in the cache besides the jar. */
export interface CacheUsage {
  readonly verdicts: number;
  readonly specs: number;
  readonly graphs: number;
  readonly bytes: number;
}

/** Never fails: what cannot be looked at is not counted. */
export const cacheUsage = async (env: Environment): Promise<CacheUsage> => {
  const folders = storeFolders(env);
  const [verdicts, specs] = [await sizesIn(folders.verdicts), await sizesIn(folders.specs)];
  const graphs = await sizesIn(folders.graphs);
  const bytes = [...verdicts, ...specs, ...graphs].reduce((sum, size) => sum + size, 0);
  return { verdicts: verdicts.length, specs: specs.length, graphs: graphs.length, bytes };
};

/** Forgets all verdicts, specs and graphs. Rejects with the system's error. */
export const clearCache = async (env: Environment): Promise<void> => {
  for (const folder of Object.values(storeFolders(env))) await rm(folder, { recursive: true, force: true });
};

const sizesIn = async (folder: string): Promise<readonly number[]> => {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.filter((name) => ENTRY.test(name)).map((name) => sizeOf(path.join(folder, name))),
  );
  return sizes.filter((size) => size !== null);
};

const sizeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ size }) => size,
    () => null,
  );
