import { failure, success, type Result } from "../../traces/problem.ts";
import { DOWNLOADS, type Downloads } from "./download.ts";
import { cacheFolder, type Environment } from "./environment.ts";
import { findJar, type Jar } from "./jar.ts";
import { findJava, type Java } from "./java.ts";
import { probeTlc } from "./tlcProbe.ts";

/** A Java and a TLC that have both answered. */
export interface Toolchain {
  readonly java: Java;
  readonly jar: Jar & {
    /** `2.18 of 20 March 2023`. */
    readonly version?: string;
    /** True when this TLC has to be told not to write a trace exploration spec beside the module. */
    readonly noGenerateSpecTE?: boolean;
  };
}

export interface ToolchainRequest {
  /** Path of a jar; wins over TLA2TOOLS_JAR, the cache and the downloads. */
  readonly tla2tools?: string;
  readonly env: Environment;
  readonly noDownload?: boolean;
  /** Ask Java again, whatever it has answered before. */
  readonly afresh?: boolean;
  readonly progress?: (text: string) => void;
  /** How to fetch; tests hand in their own. */
  readonly downloads?: Downloads;
}

/**
 * Java (JAV codes) and TLC (JAR codes), ready to run; all problems of both at once. The first call on a machine without
 * a jar downloads 2 to 3 MB; later ones only check its checksum.
 */
export const findToolchain = async (request: ToolchainRequest): Promise<Result<Toolchain>> => {
  const { env } = request;
  const folder = cacheFolder(env);
  const cache = {
    folder,
    env,
    downloads: request.downloads ?? DOWNLOADS,
    progress: request.progress ?? (() => undefined),
  };
  const java = await findJava(env, { folder, afresh: request.afresh === true });
  const jar = await findJar({ ...request, cache });
  if (!java.ok) return failure(...java.problems, ...(jar.ok ? [] : jar.problems));
  if (!jar.ok) return jar;
  const facts = await probeTlc({ java: java.value, jar: jar.value, env, folder });
  if (!facts.ok) return facts;
  return success({ java: java.value, jar: { ...jar.value, ...facts.value } });
};
