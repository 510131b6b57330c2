import { makeFolder } from "../makeFolder.ts";
import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { sha256OfFile } from "./checksum.ts";
import type { Downloads } from "./download.ts";
import type { Environment } from "./environment.ts";
import { RELEASES, type Release } from "./releases.ts";

/** Where the jars are and how to get them. */
export interface JarCache {
  readonly folder: string;
  readonly downloads: Downloads;
  readonly env: Environment;
  readonly progress: (text: string) => void;
}

/** A jar of ours whose checksum has just been verified. */
export interface CachedJar {
  readonly path: string;
  readonly sha256: string;
  readonly release: Release;
}

/** The first release that lies in the cache whole; a file with a wrong checksum is dropped, with a warning. */
export const fromCache = async (cache: JarCache): Promise<CachedJar | undefined> => {
  for (const release of RELEASES) {
    const file = path.join(cache.folder, release.fileName);
    const sha256 = await sha256OfFile(file).catch(() => undefined);
    if (sha256 === release.sha256) return { path: file, sha256, release };
    if (sha256 === undefined) continue;
    cache.progress(`warning: ${file} has a wrong checksum (${sha256}); it is dropped and fetched again`);
    await rm(file, { force: true });
  }
  return undefined;
};

/** Fetches a release into the cache; rejects with the reason. Nothing unverified ever bears the final name. */
export const fetchInto = async (cache: JarCache, release: Release): Promise<CachedJar> => {
  await makeFolder(cache.folder);
  const file = path.join(cache.folder, release.fileName);
  // A name of its own and an atomic rename: of two processes at once, each sees no file or a whole one.
  const partial = `${file}.${process.pid}.${randomUUID()}.part`;
  try {
    cache.progress(`fetching TLC from ${release.origin}`);
    await cache.downloads[release.source](partial, cache.env);
    const sha256 = await sha256OfFile(partial);
    if (sha256 !== release.sha256) {
      throw new Error(`its checksum is ${sha256} where ${release.sha256} was expected`);
    }
    await rename(partial, file);
    return { path: file, sha256, release };
  } finally {
    await rm(partial, { force: true });
  }
};
