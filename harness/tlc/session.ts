import type { Toolchain } from "./toolchain.ts";

/** What every TLC run of one command shares. */
export interface TlcSession {
  readonly toolchain: Toolchain;
  /** Folder for everything the command leaves behind; each run gets a folder of its own inside. */
  readonly runDir: string;
  readonly memoryMiB: number;
  readonly timeoutSeconds?: number;
  readonly jobs: number;
  readonly signal?: AbortSignal;
  /** One line per step of long work. */
  readonly progress: (text: string) => void;
}
