import { mkdir, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Makes a folder and those above it; one that is there is fine. Not `mkdir` with `recursive`: that goes round for ever
 * where a folder can neither be found nor made, below /proc say. Rejects with the system's error.
 */
export const makeFolder = async (folder: string): Promise<void> => {
  const made = await attempt(folder);
  if (made === "made") return;
  const above = path.dirname(path.resolve(folder));
  if (above === path.resolve(folder)) throw made;
  await makeFolder(above);
  const again = await attempt(folder);
  if (again !== "made") throw again;
};

/** The error where the folder above is missing; any other error is thrown. */
const attempt = async (folder: string): Promise<"made" | Error> => {
  try {
    await mkdir(folder);
    return "made";
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "EEXIST" && (await isFolder(folder))) return "made";
    if (error.code === "ENOENT") return error;
    throw error;
  }
};

const isFolder = async (name: string): Promise<boolean> => {
  const found = await stat(name).catch(() => null);
  return found?.isDirectory() === true;
};
