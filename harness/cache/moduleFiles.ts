import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isMissing } from "../isMissing.ts";
import { sha256 } from "./entry.ts";

/** What stands in a spec's folder for a module. */
export interface ModuleFile {
  readonly module: string;
  /** SHA-256 of the module's file; null when there is none: TLC takes the one of its own. */
  readonly digest: string | null;
}

/**
 * The files of some modules of a spec; null when what they mean is not in these files alone: a class in Java that stands
 * beside a module takes its place, and modules of the jar that are not listed may read files, or the clock.
 */
export const moduleFiles = (folder: string, modules: readonly string[]): readonly ModuleFile[] | null => {
  const files = modules.toSorted().map((module) => ({ module, digest: digestIn(folder, `${module}.tla`) }));
  const isKnown = ({ module, digest }: ModuleFile): boolean =>
    digest !== UNREADABLE &&
    (digest !== null || PURE.has(module)) &&
    digestIn(folder, `${module}.class`) === null;
  return files.every(isKnown) ? files : null;
};

/** Modules of TLC and of its community that do nothing but calculate. Those of chance or time are found by their use. */
const PURE = new Set(
  (
    "Naturals Integers Reals Sequences FiniteSets Bags TLC RealTime BagsExt Bitwise Combinatorics DyadicRationals " +
    "FiniteSetsExt Folds Functions Graphs Relation SequencesExt UndirectedGraphs"
  ).split(" "),
);

const UNREADABLE = "";

/** Null for what is not there. */
const digestIn = (folder: string, name: string): string | null => {
  const file = path.join(folder, name);
  try {
    return statSync(file).isFile() ? sha256(readFileSync(file)) : UNREADABLE;
  } catch (error) {
    return isMissing(error) ? null : UNREADABLE;
  }
};

/** Size and time of every file of a folder that can be a part of a spec: equal as long as nobody changes one. */
export const folderStamp = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => /\.(tla|class)$/.test(name))
    .toSorted()
    .map((name) => stampOf(path.join(folder, name)))
    .join("\n");

const stampOf = (file: string): string => {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return JSON.stringify([file, found && [found.size, found.mtimeNs, found.ino].map(String)]);
};
