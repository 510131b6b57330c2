import path from "node:path";
import { failure, success, type Result } from "../../traces/problem.ts";
import type { ConfigFile } from "../check/declared/configFile.ts";
import type { DeclaredIn } from "../check/declared/declare.ts";
import { DEFAULT_MAX_SILENT, MAX_SILENT_STEPS } from "../check/declared/silentSteps.ts";
import { NOTHING_DECLARED, type Declarations } from "../spec/declarations.ts";
import type { Target } from "../targets/target.ts";
import type { CommonOptions } from "./options.ts";
import { atMost, positiveInteger, usage } from "./session.ts";

/** The spec a command is about; a target knows more: its models, traces and implementation. */
export interface System {
  readonly target: Target | null;
  readonly specFile: string;
  readonly cfgFile: string;
  readonly declarations: Declarations;
  /** Where they stand. */
  readonly declaredIn: DeclaredIn;
}

/** Which of a target's configurations a command uses when none is named. */
export type CfgPurpose = "trace" | "model" | "graph";

/** `--spec` and `--cfg`, `--config`, or `--target`; the former override a target's own files. */
export const resolveSystem = async (options: CommonOptions, purpose: CfgPurpose): Promise<Result<System>> => {
  const config: Result<Partial<ConfigFile>> =
    options.config === undefined ? success({}) : await readConfig(options.config);
  if (!config.ok) return config;
  const declarations = declarationsOf(options, config.value);
  if (!declarations.ok) return declarations;
  const chosen: Chosen = { ...config.value, ...definedOptions(options) };
  const named = chosen.target === undefined ? success(null) : await findNamed(chosen.target);
  if (!named.ok) return named;
  const target = named.value;
  if (chosen.spec !== undefined && target === null && chosen.cfg === undefined)
    return failure(usage("USE011", "--spec needs --cfg, a TLC configuration for the spec"));
  if (chosen.cfg !== undefined && target === null && chosen.spec === undefined)
    return failure(usage("USE011", "--cfg needs --spec or --target"));
  const fallback = chosen.spec === undefined ? (target ?? (await standardTarget())) : target;
  const specFile = chosen.spec ?? fallback?.specFile;
  const cfgFile = chosen.cfg === undefined ? fallback?.cfgFor(purpose) : cfgPath(chosen.cfg, fallback);
  if (specFile === undefined || cfgFile === undefined) return failure(usage("USE011", "no spec is given"));
  const declaredIn = {
    ...(options.config === undefined ? {} : { file: options.config }),
    silentOnCommandLine: options.silent !== undefined,
  };
  return success({ target: fallback, specFile, cfgFile, declarations: declarations.value, declaredIn });
};

// Loaded only when needed, targets with all that they are made of: it takes longer than a check that has nothing to do.

const findNamed = async (name: string): Promise<Result<Target>> => {
  const { findTarget, TARGET_NAMES } = await import("../targets/registry.ts");
  const target = findTarget(name);
  if (target !== undefined) return success(target);
  return failure(usage("USE010", `there is no target ${name}`, `Targets: ${TARGET_NAMES.join(", ")}.`));
};

const standardTarget = async (): Promise<Target | null> =>
  (await import("../targets/registry.ts")).findTarget("election") ?? null;

const readConfig = async (file: string): Promise<Result<ConfigFile>> =>
  (await import("../check/declared/configFile.ts")).readConfigFile(file);

/** What the command line declares takes the place of what the configuration file does. */
const declarationsOf = (
  { silent, maxSilent }: CommonOptions,
  { declarations = NOTHING_DECLARED }: Partial<ConfigFile>,
): Result<Declarations> => {
  const standard = declarations.maxSilent ?? DEFAULT_MAX_SILENT;
  const bound = atMost(
    "--max-silent",
    positiveInteger("--max-silent", maxSilent, standard),
    MAX_SILENT_STEPS,
  );
  if (!bound.ok) return bound;
  const names = silent?.split(",").map((name) => name.trim());
  if (names?.includes("") === true)
    return failure(
      usage("USE013", `--silent takes names of actions joined by commas, found "${silent ?? ""}"`),
    );
  return success({
    ...declarations,
    ...(names === undefined ? {} : { silent: names }),
    ...(maxSilent === undefined ? {} : { maxSilent: bound.value }),
  });
};

/** A path, or the name of one of a target's configurations. */
const cfgPath = (cfg: string, target: Target | null): string =>
  target !== null && /^[\w-]+$/.test(cfg) ? path.join(path.dirname(target.specFile), `${cfg}.cfg`) : cfg;

const definedOptions = ({ target, spec, cfg }: CommonOptions): Chosen => ({
  ...(target === undefined ? {} : { target }),
  ...(spec === undefined ? {} : { spec }),
  ...(cfg === undefined ? {} : { cfg }),
});

interface Chosen {
  readonly target?: string;
  readonly spec?: string;
  readonly cfg?: string;
}
