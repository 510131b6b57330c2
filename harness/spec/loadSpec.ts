import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { unfoldNext, type NextShape } from "../tla/actions.ts";
import { findBehaviour, type Behaviour } from "../tla/behaviour.ts";
import { modelValuesOf, parseCfg, type Cfg } from "../tla/cfg.ts";
import type { Place, SpecModel } from "../tla/expression.ts";
import { RESERVED_PREFIX } from "../tla/moduleText.ts";
import { replacementOf, withReplacements } from "../tla/replacements.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import type { Declarations } from "./declarations.ts";
import { readInput, type InputKind } from "./readInput.ts";
import { createSourceReader } from "./sourceText.ts";
import { specProblems } from "./specProblems.ts";
import { loadModel } from "./specXml.ts";
import { isStandardModule } from "../tla/specModel.ts";

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
  /** How events of traces stand for steps, where that was declared (check/declared/declare.ts). */
  readonly declarations?: Declarations;
}

export interface SpecSource {
  readonly specFile: string;
  readonly cfgFile: string;
  readonly toolchain: Toolchain;
  /** Where SANY's output is kept. */
  readonly runDir: string;
  /** How the spec's model is made; by SANY unless told. */
  readonly loadModel?: typeof loadModel;
  /** Is called when SANY is at work, which leaves time for other things. */
  readonly whileParsing?: () => void;
}

/** Reads, parses and unfolds a spec: SPC and CFG problems with file and line, never a stack trace. */
export const loadSpec = async (source: SpecSource): Promise<Result<LoadedSpec>> => {
  const cfg = await readCfg(source.cfgFile);
  const readable = await readInput(source.specFile, SPEC_FILE);
  if (!cfg.ok) return cfg;
  if (!readable.ok) return readable;
  const model = await (source.loadModel ?? loadModel)(source);
  return model.ok ? understand(source, cfg.value, model.value) : model;
};

/** What TLC would take in silence: constants that the cfg assigns and the spec does not declare (CFG020), say. */
export const silentMistakes = async (source: SpecSource): Promise<readonly Problem[]> => {
  const cfg = await readCfg(source.cfgFile);
  if (!cfg.ok) return cfg.problems;
  const model = await loadModel(source);
  return model.ok ? unknownConstants(cfg.value, model.value) : model.problems;
};

const understand = (source: SpecSource, cfg: Cfg, written: SpecModel): Result<LoadedSpec> => {
  const problems = [
    ...mistakableModule(source.specFile, written),
    ...reservedNames(source.specFile, written),
    ...unknownConstants(cfg, written),
    ...hiddenReplacements(cfg, written),
    ...mistakableVariables(source.specFile, written),
  ];
  if (problems.length > 0) return failure(...problems);
  const model = withReplacements(written, cfg);
  const behaviour = findBehaviour(cfg, model);
  if (!behaviour.ok) return behaviour;
  const { specFile, cfgFile } = source;
  const unsound = specProblems({ specFile, cfg, model, behaviour: behaviour.value });
  if (unsound.length > 0) return failure(...unsound);
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
  const text = await readInput(file, CFG_FILE);
  return text.ok ? parseCfg(file, text.value) : text;
};

const REPAIR = "Give the path of a regular file with --spec and --cfg.";
const SPEC_FILE: InputKind = { code: "SPC001", what: "spec", maxBytes: 4 * 1024 * 1024, repair: REPAIR };
const CFG_FILE: InputKind = { code: "CFG002", what: "configuration", maxBytes: 1024 * 1024, repair: REPAIR };

/** TLC has Java code for operators of its own modules and knows them by the module's name; so do we. */
const mistakableModule = (file: string, { rootModule }: SpecModel): readonly Problem[] =>
  isStandardModule(rootModule)
    ? [
        {
          code: "SPC023",
          file,
          message: `the spec's module is called ${rootModule}, as a module is that TLC brings along`,
          repair: "Rename the module and its file.",
        },
      ]
    : [];

const reservedNames = (file: string, model: SpecModel): readonly Problem[] =>
  [
    ...model.named.keys(),
    ...model.local.keys(),
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
  kind === "operator" && (model.named.has(name) || model.local.has(name));

/** TLC looks for these, its own, before it looks for a variable of the same name, wherever a module knows them. */
const TLC_OPERATORS = new Set(
  (
    "Nat Int Seq Len Append Head Tail SubSeq SelectSeq IsFiniteSet Cardinality Print PrintT Assert JavaTime TLCGet " +
    "TLCSet Permutations SortSeq RandomElement Any ToString TLCEval"
  ).split(" "),
);

const mistakableVariables = (file: string, { variables }: SpecModel): readonly Problem[] =>
  variables
    .filter(({ name }) => TLC_OPERATORS.has(name))
    .map(({ name, at }) => ({
      code: "SPC021",
      file: path.join(path.dirname(file), `${at.module}.tla`),
      ...{ line: at.line, column: at.column },
      message: `the variable ${name} has the name of an operator of TLC's own, which TLC would take it for`,
      repair: "Rename the variable.",
    }));

/** The generated modules only extend the spec: TLC replaces nothing there that is LOCAL, nor by anything LOCAL. */
const hiddenReplacements = (cfg: Cfg, { local }: SpecModel): readonly Problem[] =>
  cfg.constants
    .filter((constant) => constant.kind === "operator")
    .flatMap((constant) => {
      const hidden = [constant.name, replacementOf(constant)].find((name) => local.has(name));
      return hidden === undefined ? [] : [{ ...constant, hidden }];
    })
    .map(({ name, text, line, hidden }) => ({
      code: "CFG021",
      file: cfg.file,
      line,
      message: `${name} <- ${text} cannot be followed here: ${hidden} is LOCAL`,
      repair: `Remove LOCAL from the definition of ${hidden}.`,
    }));

const declared = (model: SpecModel): string =>
  model.constants.length === 0 ? "no constants" : model.constants.map(({ name }) => name).join(", ");
