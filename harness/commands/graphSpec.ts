import { openCheckCache } from "../cache/checkCache.ts";
import type { GraphRequest } from "../graph/graph.ts";
import type { GraphLimits } from "../graph/dump/graphDraft.ts";
import { loadSpec, type LoadedSpec } from "../spec/loadSpec.ts";
import type { TlcSession } from "../tlc/session.ts";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { CommandContext, CommonOptions } from "./options.ts";
import { openSession, positiveInteger } from "./session.ts";
import type { System } from "./system.ts";

/** Options of commands that look at a state graph. */
export interface GraphOptions extends CommonOptions {
  readonly maxStates?: string;
  readonly maxDepth?: string;
}

/** More than that takes more than 1 GiB of memory, and TLC a quarter of an hour. */
const STANDARD_STATES = 2_000_000;

/** How much of a graph is wanted. */
const readGraphLimits = ({ maxStates, maxDepth }: GraphOptions): Result<GraphLimits> => {
  const states = positiveInteger("--max-states", maxStates, STANDARD_STATES);
  const depth = maxDepth === undefined ? success(Infinity) : positiveInteger("--max-depth", maxDepth, 1);
  if (states.ok && depth.ok) return success({ states: states.value, depth: depth.value });
  return failure(...[states, depth].flatMap((read) => (read.ok ? [] : read.problems)));
};

/** What a command that looks at a state graph begins with. */
export interface GraphSpec {
  readonly spec: LoadedSpec;
  readonly session: TlcSession;
  /** How much of the graph is wanted, and the cache of graphs. */
  readonly request: GraphRequest;
  /** Warnings about the cache; asked when all is done. */
  readonly close: () => readonly Problem[];
}

/** Decodes the options, finds Java and TLC, and reads the spec. */
export const openGraphSpec = async (
  command: string,
  { options, system }: { readonly options: GraphOptions; readonly system: System },
  context: CommandContext,
): Promise<Result<GraphSpec>> => {
  const limits = readGraphLimits(options);
  if (!limits.ok) return limits;
  const session = await openSession(command, options, context);
  if (!session.ok) return session;
  const cached = options.cache !== false;
  const cache = cached ? await openCheckCache(session.value.toolchain, context.env) : undefined;
  const spec = await loadSpec({ ...system, ...session.value, ...cache });
  if (!spec.ok) return spec;
  const kept = cache?.graphs(spec.value, limits.value);
  return success({
    ...{ spec: spec.value, session: session.value },
    request: { limits: limits.value, ...(kept === undefined ? {} : { kept }) },
    close: () => cache?.close() ?? [],
  });
};
