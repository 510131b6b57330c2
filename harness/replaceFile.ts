import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/** Writes a file beside and puts it in place: whoever reads it sees the old or the new one, whole. Rejects, and leaves nothing. */
export const replaceFile = async (file: string, text: string): Promise<void> => {
  const partial = `${file}.${process.pid}.${randomUUID()}.part`;
  try {
    await writeFile(partial, text);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
};
