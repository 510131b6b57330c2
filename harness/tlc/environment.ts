import os from "node:os";
import path from "node:path";

/** Environment variables as a value, so that tests need not touch the real ones. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where this tool may keep files between runs, by the conventions of the system; it may not exist yet. */
export const cacheFolder = (env: Environment, platform: NodeJS.Platform = process.platform): string =>
  path.join(userCacheRoot(env, platform), "tla-conformance");

const userCacheRoot = (env: Environment, platform: NodeJS.Platform): string => {
  const home = env["HOME"] ?? os.homedir();
  if (platform === "win32") return env["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local");
  if (platform === "darwin") return path.join(home, "Library", "Caches");
  const xdg = env["XDG_CACHE_HOME"];
  // The XDG specification says that a relative path there is to be ignored.
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home, ".cache");
};

/** The folders of PATH, in order; empty entries (which would mean the current folder) are left out. */
export const pathFolders = (env: Environment): readonly string[] =>
  (env["PATH"] ?? env["Path"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
