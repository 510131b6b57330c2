import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/** A text may come in pieces. */
type Content = string | Uint8Array | Iterable<string>;

/** Writes a file beside and puts it in place: whoever reads it sees the old or the new one, whole. Rejects, and leaves nothing. */
export const replaceFile = (file: string, content: Content): Promise<void> =>
  replaceFiles([{ file, content }]);

/** The same for files that belong together: where there is no room for all of them, none is put in place. */
export const replaceFiles = async (
  files: readonly { readonly file: string; readonly content: Content }[],
): Promise<void> => {
  const pairs = files.map((one) => ({ ...one, partial: `${one.file}.${process.pid}.${randomUUID()}.part` }));
  try {
    for (const { partial, content } of pairs) await writeFile(partial, content);
    for (const { partial, file } of pairs) await rename(partial, file);
  } catch (error) {
    for (const { partial } of pairs) await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
};
