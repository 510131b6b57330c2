import { statSync } from "node:fs";

/** Bytes of a regular file; 0 for anything else: what cannot be looked at is told when it is read. */
export const fileSize = (file: string): number => {
  try {
    const stats = statSync(file);
    return stats.isFile() ? stats.size : 0;
  } catch {
    return 0;
  }
};
