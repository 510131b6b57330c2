import { randomUUID } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { rename, rm, utimes } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { KeptGraph } from "../graph/graph.ts";
import { readKeptGraph, writeKeptGraph } from "../graph/keptGraph.ts";
import { takeWork, type Work } from "../graph/work.ts";
import { isMissing } from "../isMissing.ts";
import { makeFolder } from "../makeFolder.ts";
import { pruneFolder } from "./prune.ts";
import { thrownText } from "../thrownText.ts";

/** Graphs that were explored before, under keys that stand for all that they depend on. */
export interface GraphStore {
  readonly get: (key: string) => Promise<KeptGraph | undefined>;
  readonly put: (key: string, kept: KeptGraph) => Promise<void>;
  /** A folder for a search that may have to be gone on with. */
  readonly work: (key: string) => Promise<Work | undefined>;
  /** Warnings: CAC001 a graph that was no good, CAC002 a folder that cannot be used. */
  readonly problems: () => readonly Problem[];
}

/** Together at most 4 GiB: a graph of a million states takes some 300 MiB. */
const LIMITS = { folderEntries: 64, folderBytes: 4 * 2 ** 30 };

/** Whatever is wrong with the folder or a graph in it costs the time of exploring it once more. */
export const openGraphStore = (folder: string): GraphStore => {
  const problems: Problem[] = [];
  const fileOf = (key: string): string => path.join(folder, `${key}.graph`);
  const complain = (code: string, message: string): void => {
    problems.push({ code, file: folder, message, repair: "Give --no-cache, or look after the disk." });
  };
  return {
    get: async (key) => {
      const file = fileOf(key);
      const kept = await read(file, key).catch((error: unknown) => {
        if (!isMissing(error)) complain("CAC002", `a kept graph cannot be read: ${thrownText(error)}`);
        return undefined;
      });
      if (kept !== null) return kept;
      complain("CAC001", "a kept graph was dropped: damaged, or not written by this program");
      await rm(file, { recursive: true, force: true }).catch(() => undefined);
      return undefined;
    },
    put: async (key, { table, depth, problems: parts }) => {
      const partial = `${fileOf(key)}.${process.pid}.${randomUUID()}.part`;
      try {
        await makeFolder(folder);
        await writeKeptGraph(partial, table, { key, depth, problems: parts });
        await rename(partial, fileOf(key));
        pruneFolder(folder, LIMITS);
      } catch (error) {
        await rm(partial, { force: true }).catch(() => undefined);
        complain("CAC002", `the graph cannot be kept: ${thrownText(error)}`);
      }
    },
    work: (key) =>
      take(folder, key).catch((error: unknown) => {
        complain("CAC002", `an unfinished search cannot be kept: ${thrownText(error)}`);
        return undefined;
      }),
    problems: () => problems,
  };
};

const take = async (folder: string, key: string): Promise<Work | undefined> => {
  await makeFolder(folder);
  removeAbandoned(folder);
  return takeWork(path.join(folder, `${key}.work`));
};

/** Nobody goes on with a search that was left a week ago. */
const ABANDONED = 7 * 24 * 60 * 60 * 1000;

const removeAbandoned = (folder: string): void => {
  for (const name of readdirSync(folder).filter((one) => /\.work(\.\d+)?$/.test(one))) {
    const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
    if (found !== undefined && Date.now() - found.mtimeMs > ABANDONED)
      rmSync(path.join(folder, name), { recursive: true, force: true });
  }
};

/** Null for what cannot be trusted. */
const read = async (file: string, key: string): Promise<KeptGraph | null> => {
  const kept = await readKeptGraph(file);
  if (kept === undefined) return null;
  const beside = kept.beside as { readonly key: string } & Pick<KeptGraph, "depth" | "problems">;
  if (beside.key !== key) return null;
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
  return { table: kept.graph, depth: beside.depth, problems: beside.problems };
};
