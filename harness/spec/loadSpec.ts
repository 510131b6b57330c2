import { readFile } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { unfoldNext, type NextShape } from "../tla/actions.ts";
import { findBehaviour, type Behaviour } from "../tla/behaviour.ts";
import { modelValuesOf, parseCfg, type Cfg } from "../tla/cfg.ts";
import type { Place, SpecModel } from "../tla/expression.ts";
import { RESERVED_PREFIX } from "../tla/moduleText.ts";
import { parseSpecModel } from "../tla/specModel.ts";
import { exportXml } from "../tlc/sany.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { createSourceReader } from "./sourceText.ts";

/** A spec with its configuration, understood. */
export interface LoadedSpec {
  readonly specFile: string;
  readonly cfgFile: string;
  readonly model: SpecModel;
  readonly cfg: Cfg;
  readonly behaviour: Behaviour;
  readonly shape: NextShape;
  readonly modelValues: ReadonlySet<string>;
  /** Source text of a place in one of the spec's modules; empty for modules that are not at hand. */
  readonly source: (place: Place) => string;
}

export interface SpecSource {
  readonly specFile: string;
  readonly cfgFile: string;
  readonly toolchain: Toolchain;
  /** Where SANY's output is kept. */
  readonly runDir: string;
}

/** Reads, parses and unfolds a spec: SPC and CFG problems with file and line, never a stack trace. */
export const loadSpec = async (source: SpecSource): Promise<Result<LoadedSpec>> => {
  const cfg = await readCfg(source.cfgFile);
  const readable = await readText(source.specFile, "SPC001", "spec");
  if (!cfg.ok) return cfg;
  if (!readable.ok) return readable;
  const xml = await exportXml({ ...source, module: path.resolve(source.specFile) });
  if (!xml.ok) return xml;
  return understand(source, cfg.value, await parseSpecModel(xml.value));
};

/** What TLC would take in silence: constants that the cfg assigns and the spec does not declare (CFG020), say. */
export const silentMistakes = async (source: SpecSource): Promise<readonly Problem[]> => {
  const cfg = await readCfg(source.cfgFile);
  if (!cfg.ok) return cfg.problems;
  const xml = await exportXml({ ...source, module: path.resolve(source.specFile) });
  return xml.ok ? unknownConstants(cfg.value, await parseSpecModel(xml.value)) : xml.problems;
};

const understand = (source: SpecSource, cfg: Cfg, model: SpecModel): Result<LoadedSpec> => {
  const problems = [...reservedNames(source.specFile, model), ...unknownConstants(cfg, model)];
  if (problems.length > 0) return failure(...problems);
  const behaviour = findBehaviour(cfg, model);
  if (!behaviour.ok) return behaviour;
  const { specFile, cfgFile } = source;
  const shape = unfoldNext(behaviour.value.next, model);
  return success({
    specFile,
    cfgFile,
    model,
    cfg,
    behaviour: behaviour.value,
    shape,
    modelValues: modelValuesOf(cfg),
    source: createSourceReader(path.dirname(path.resolve(specFile))),
  });
};

/** A configuration, read and parsed: CFG001, CFG002. */
export const readCfg = async (file: string): Promise<Result<Cfg>> => {
  const text = await readText(file, "CFG002", "configuration");
  return text.ok ? parseCfg(file, text.value) : text;
};

const readText = async (file: string, code: string, what: string): Promise<Result<string>> => {
  try {
    return success(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    const message = `the ${what} cannot be read (${reason})`;
    return failure({
      code,
      file,
      message,
      repair: "Give the path of an existing file with --spec and --cfg.",
    });
  }
};

const reservedNames = (file: string, model: SpecModel): readonly Problem[] =>
  [
    ...model.named.keys(),
    ...model.constants.map(({ name }) => name),
    ...model.variables.map(({ name }) => name),
  ]
    .filter((name) => name.startsWith(RESERVED_PREFIX))
    .map((name) => ({
      code: "SPC020",
      file,
      message: `the spec uses the name ${name}; names that start with ${RESERVED_PREFIX} are the checker's own`,
      repair: "Rename it.",
    }));

/** TLC ignores an assignment to an undeclared constant or refuses it, by version; here it is an error. */
const unknownConstants = (cfg: Cfg, model: SpecModel): readonly Problem[] =>
  cfg.constants
    .filter(
      ({ name, kind }) =>
        !model.constants.some((constant) => constant.name === name) && !isRedefinition(name, kind, model),
    )
    .map(({ name, line }) => ({
      code: "CFG020",
      file: cfg.file,
      line,
      message: `the constant ${name} is assigned but the spec does not declare it`,
      repair: `Declare CONSTANT ${name} in the spec or remove the line; it declares ${declared(model)}.`,
    }));

/** `Op <- Other` may replace a defined operator. */
const isRedefinition = (name: string, kind: "value" | "operator", model: SpecModel): boolean =>
  kind === "operator" && model.named.has(name);

const declared = (model: SpecModel): string =>
  model.constants.length === 0 ? "no constants" : model.constants.map(({ name }) => name).join(", ");
