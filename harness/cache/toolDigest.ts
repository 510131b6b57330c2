import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../packageRoot.ts";

/** Folders of the program that have a say in verdicts, from the folder that this program runs from. */
const ROOMS: readonly string[] = ["harness", "traces"];
const CODE = /(?<!\.test|\.d)\.[jt]s$/;

/**
 * A hash of this program itself, of the code that runs: whoever changes a line of it gets no verdict of the program as
 * it was. Its package.json stands for the packages it uses.
 */
export const toolDigest = (root = path.resolve(import.meta.dirname, "..", ".."), rooms = ROOMS): string => {
  const hash = createHash("sha256").update(readFileSync(packageFile("package.json")));
  for (const file of rooms.flatMap((room) => codeBelow(path.join(root, room))))
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
};

/** In an order that does not depend on the file system. */
const codeBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "fixtures" ? [] : codeBelow(file);
      return CODE.test(entry.name) ? [file] : [];
    });
