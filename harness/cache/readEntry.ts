import { closeSync, constants, fstatSync, futimesSync, openSync, readFileSync } from "node:fs";

/** What stands in the place of an entry. `foreign`: something that no entry is; `refused`: the system said no. */
export type EntryRead =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "foreign" }
  | { readonly kind: "refused"; readonly error: unknown };

/** Reads without waiting, whatever stands there: a pipe say. An entry in use is young again when old ones are removed. */
export const readEntry = (file: string, maxBytes: number): EntryRead => {
  try {
    const descriptor = openSync(file, FLAGS);
    try {
      const found = fstatSync(descriptor);
      if (!found.isFile() || found.size > maxBytes) return { kind: "foreign" };
      if (Date.now() - found.mtimeMs > A_DAY) touch(descriptor);
      return { kind: "text", text: readFileSync(descriptor, "utf8") };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return { kind: "absent" };
    // A link, a socket, a pipe that nobody writes to.
    if (code === "ELOOP" || code === "ENXIO" || code === "EISDIR") return { kind: "foreign" };
    return { kind: "refused", error };
  }
};

const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
const A_DAY = 24 * 60 * 60 * 1000;

/** Somebody else's cache can be read all the same. */
const touch = (descriptor: number): void => {
  try {
    futimesSync(descriptor, new Date(), new Date());
  } catch {
    return;
  }
};
