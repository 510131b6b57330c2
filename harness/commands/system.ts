import { readFile } from "node:fs/promises";
import path from "node:path";
import * as Schema from "@effect/schema/Schema";
import { failure, success, type Result } from "../../traces/problem.ts";
import { findTarget, TARGET_NAMES } from "../targets/registry.ts";
import type { Target } from "../targets/target.ts";
import type { CommonOptions } from "./options.ts";
import { usage } from "./session.ts";

/** The spec a command is about; a target knows more: its models, traces and implementation. */
export interface System {
  readonly target: Target | null;
  readonly specFile: string;
  readonly cfgFile: string;
}

/** Which of a target's configurations a command uses when none is named. */
export type CfgPurpose = "trace" | "model" | "graph";

/** `--spec` and `--cfg`, `--config`, or `--target`; the former override a target's own files. */
export const resolveSystem = async (options: CommonOptions, purpose: CfgPurpose): Promise<Result<System>> => {
  const config = options.config === undefined ? success({}) : await readConfig(options.config);
  if (!config.ok) return config;
  const chosen = { ...config.value, ...definedOptions(options) };
  const target = chosen.target === undefined ? null : findTarget(chosen.target);
  if (target === undefined)
    return failure(
      usage("USE010", `there is no target ${chosen.target ?? ""}`, `Targets: ${TARGET_NAMES.join(", ")}.`),
    );
  if (chosen.spec !== undefined && target === null && chosen.cfg === undefined)
    return failure(usage("USE011", "--spec needs --cfg, a TLC configuration for the spec"));
  if (chosen.cfg !== undefined && target === null && chosen.spec === undefined)
    return failure(usage("USE011", "--cfg needs --spec or --target"));
  const fallback = chosen.spec === undefined ? (target ?? findTarget("election") ?? null) : target;
  const specFile = chosen.spec ?? fallback?.specFile;
  const cfgFile = chosen.cfg === undefined ? fallback?.cfgFor(purpose) : cfgPath(chosen.cfg, fallback);
  if (specFile === undefined || cfgFile === undefined) return failure(usage("USE011", "no spec is given"));
  return success({ target: fallback, specFile, cfgFile });
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

const ConfigSchema = Schema.Struct({
  target: Schema.optionalKey(Schema.String),
  spec: Schema.optionalKey(Schema.String),
  cfg: Schema.optionalKey(Schema.String),
});

/** `conformance.config.json`: paths in it are relative to the file. */
const readConfig = async (file: string): Promise<Result<Chosen>> => {
  const bad = (message: string): Result<never> =>
    failure({
      code: "CFG060",
      file,
      message,
      repair: 'Write a JSON object such as {"spec": "Queue.tla", "cfg": "Queue.cfg"}.',
    });
  if (!file.endsWith(".json")) return bad("only JSON configuration files are supported so far");
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return bad("the file cannot be read");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return bad("the file is not JSON");
  }
  const decoded = Schema.decodeUnknownExit(ConfigSchema)(parsed, { onExcessProperty: "error" });
  if (decoded._tag === "Failure")
    return bad(`the file is not of the expected form: ${String(decoded.cause)}`);
  const folder = path.dirname(file);
  const { target, spec, cfg } = decoded.value;
  return success({
    ...(target === undefined ? {} : { target }),
    ...(spec === undefined ? {} : { spec: path.resolve(folder, spec) }),
    ...(cfg === undefined ? {} : { cfg: path.resolve(folder, cfg) }),
  });
};
