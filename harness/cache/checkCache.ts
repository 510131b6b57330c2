import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { VerdictStore } from "../check/traceOutcome.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { cacheFolder, type Environment } from "../tlc/environment.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import type { KeptGraphs } from "../graph/graph.ts";
import type { GraphLimits } from "../graph/dump/graphDraft.ts";
import { digestOf } from "./entry.ts";
import { openGraphStore } from "./graphs.ts";
import { contextKey, toolKey, type AskedOfTraces } from "./key.ts";
import { createModels, type Models } from "./models.ts";
import { openStore, type StoreLimits } from "./store.ts";
import { toolDigest } from "./toolDigest.ts";
import { createVerdicts } from "./verdicts.ts";

/** What checks of this user have found out before, on this machine. See docs/cache.md. */
export interface CheckCache {
  readonly loadModel: Models["load"];
  /** The verdicts on traces of a spec that `loadModel` has loaded; undefined when it reads more than its modules. */
  readonly verdicts: (spec: LoadedSpec, asked: AskedOfTraces) => VerdictStore | undefined;
  /** The graph of such a spec, within limits. */
  readonly graphs: (spec: LoadedSpec, limits: GraphLimits) => KeptGraphs | undefined;
  /** Removes what is too much; gives the warnings there are. */
  readonly close: () => readonly Problem[];
}

const MIB = 1024 * 1024;
const FOLDERS = 256;

/** Together at most 50,000 entries and 200 MiB. */
const VERDICT_LIMITS: StoreLimits = {
  ...{ folderEntries: Math.ceil(50_000 / FOLDERS), folderBytes: (200 * MIB) / FOLDERS },
  ...{ entryBytes: 400 * 1024, spread: true },
};

/** There are few specs. */
const MODEL_LIMITS: StoreLimits = {
  ...{ folderEntries: 200, folderBytes: 64 * MIB, entryBytes: 8 * MIB, spread: false },
};

/** Folders of the cache, in the order in which doctor tells of them. */
export const storeFolders = (env: Environment) => ({
  verdicts: path.join(cacheFolder(env), "verdicts"),
  specs: path.join(cacheFolder(env), "specs"),
  graphs: path.join(cacheFolder(env), "graphs"),
});

export const openCheckCache = async (toolchain: Toolchain, env: Environment): Promise<CheckCache> => {
  const folders = storeFolders(env);
  const verdicts = await openStore(folders.verdicts, VERDICT_LIMITS);
  const specs = await openStore(folders.specs, MODEL_LIMITS);
  const tool = toolKey(toolDigest(), toolchain, env);
  const models = createModels(specs, tool);
  const graphs = openGraphStore(folders.graphs);
  return {
    loadModel: models.load,
    verdicts: (spec, asked) => {
      const version = models.version();
      if (version === null) return undefined;
      const context = contextKey(tool, { spec, version }, asked);
      return createVerdicts(verdicts, { context, isUnchanged: version.isUnchanged });
    },
    graphs: (spec, limits) => {
      const version = models.version();
      if (version === null) return undefined;
      const key = digestOf("graph", contextKey(tool, { spec, version }, { coverage: false }), limits);
      return {
        get: () => graphs.get(key),
        put: async (kept) => {
          if (version.isUnchanged()) await graphs.put(key, kept);
        },
        work: () => graphs.work(key),
      };
    },
    close: () => {
      for (const store of [verdicts, specs]) store.close();
      return oncePerCode([...verdicts.problems(), ...specs.problems(), ...graphs.problems()]);
    },
  };
};

/** A folder that cannot be used is likely to be the one above both. */
const oncePerCode = (problems: readonly Problem[]): readonly Problem[] =>
  [...new Map(problems.toReversed().map((problem) => [problem.code, problem])).values()].toReversed();
