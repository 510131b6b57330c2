import { existsSync } from "node:fs";
import path from "node:path";

/** The folder of this package, both from the sources and from the build. */
export const packageRoot = (): string => {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error("the package's own folder cannot be found");
    folder = parent;
  }
  return folder;
};

/** A file that ships with the package, as an absolute path. */
export const packageFile = (...segments: readonly string[]): string => path.join(packageRoot(), ...segments);
