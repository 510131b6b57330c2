import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { onShutdown } from "./shutdown.ts";

/** A killed Java may still write for a moment, hence the retries. */
const REMOVE = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;

/** Runs something with a folder of its own under the system's temporary folder; the folder is removed in every case. */
export const withScratch = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "tla-conformance-"));
  const release = onShutdown({ destroy: () => rmSync(folder, REMOVE) });
  try {
    return await use(folder);
  } finally {
    await rm(folder, REMOVE);
    release();
  }
};
