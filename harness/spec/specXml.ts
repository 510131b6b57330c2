import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { SpecModel } from "../tla/expression.ts";
import { moduleText, RESERVED_PREFIX } from "../tla/moduleText.ts";
import { parseSpecModel } from "../tla/specModel.ts";
import { isIdentifier } from "../tla/value.ts";
import { exportXml } from "../tlc/sany.ts";
import type { Toolchain } from "../tlc/toolchain.ts";

export interface ModelSource {
  readonly specFile: string;
  readonly toolchain: Toolchain;
  /** Where SANY's output is kept. */
  readonly runDir: string;
  /** Is called when SANY is at work, which leaves time for other things. */
  readonly whileParsing?: (() => void) | undefined;
}

/** A module that only extends the spec: what it sees of it is what generated modules see. */
const VIEW = `${RESERVED_PREFIX}View`;

/**
 * The model of a spec, by SANY. What is parsed is a module of ours that extends the spec, for SANY's XML does not say
 * what is LOCAL. When that fails, the spec is parsed by itself, so that the problems are its own: SPC03x, TLC002.
 */
export const loadModel = async (source: ModelSource): Promise<Result<SpecModel>> => {
  const module = path.resolve(source.specFile);
  const name = path.basename(module, ".tla");
  if (path.extname(module) === ".tla" && !isIdentifier(name)) return failure(misnamed(source.specFile, name));
  const unfit = [path.dirname(module), path.resolve(source.runDir)].find(isUnfit);
  if (unfit !== undefined) return failure(unreadableFolder(source.specFile, unfit));
  const xml = await exportView(name, { ...source, specFile: module });
  if (xml.ok) return success(await parseSpecModel(xml.value, name));
  const own = await exportXml({ ...source, module });
  return own.ok ? xml : own;
};

const exportView = async (
  name: string,
  { specFile, runDir, toolchain, whileParsing }: ModelSource,
): Promise<Result<string>> => {
  // A folder of its own: SANY takes modules that stand beside the one it parses before all others.
  const folder = path.join(runDir, "spec");
  const module = path.join(folder, `${VIEW}.tla`);
  await mkdir(folder, { recursive: true });
  await writeFile(module, moduleText(VIEW, [`EXTENDS ${name}`]));
  const libraries = [path.dirname(specFile)];
  return exportXml({ toolchain, runDir, module, libraries, onStarted: whileParsing });
};

/** SANY takes lists of folders apart at these, wherever they come from, and reads names line by line. */
const isUnfit = (folder: string): boolean =>
  [path.delimiter, "\n", "\r"].some((sign) => folder.includes(sign));

const unreadableFolder = (file: string, folder: string): Problem => ({
  code: "SPC039",
  file,
  message: `TLC reads no modules from a folder with a "${path.delimiter}" or a line break in its path: ${JSON.stringify(folder)}`,
  repair: "Rename that folder, or copy the spec elsewhere; --out-dir says where the run folder is.",
});

const misnamed = (file: string, name: string) => ({
  code: "SPC036",
  file,
  message: `a module cannot have the name of this file, ${JSON.stringify(name)}`,
  repair: "Give the file the name of its module: letters, digits and _.",
});
