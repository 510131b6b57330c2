import path from "node:path";
import * as Schema from "@effect/schema/Schema";
import { failure, success, type Result } from "../../../traces/problem.ts";
import { loadModule, type ModuleKind } from "../../spec/loadModule.ts";
import { readInput } from "../../spec/readInput.ts";
import { NOTHING_DECLARED, type CompositionStep, type Declarations } from "../../spec/declarations.ts";
import { MAX_SILENT_STEPS } from "./silentSteps.ts";

/** What a configuration file says; paths are absolute. */
export interface ConfigFile {
  readonly target?: string;
  readonly spec?: string;
  readonly cfg?: string;
  readonly declarations: Declarations;
}

/**
 * Reads `conformance.config.json`, or the default export of a `.js`, `.mjs` or `.ts` module; paths in it are relative
 * to the file. Problems: CFG060. A module is executed, as any configuration in code is.
 */
export const readConfigFile = async (file: string): Promise<Result<ConfigFile>> => {
  const content = await load(file);
  return content.ok ? decodeConfig(file, content.value) : content;
};

const Name = Schema.NonEmptyString;
const StepSchema = Schema.Union([
  Name,
  Schema.Struct({ action: Name, args: Schema.optionalKey(Schema.Record(Schema.String, Name)) }),
]);
const ConfigSchema = Schema.Struct({
  target: Schema.optionalKey(Schema.String),
  spec: Schema.optionalKey(Schema.String),
  cfg: Schema.optionalKey(Schema.String),
  silent: Schema.optionalKey(Schema.Array(Name)),
  maxSilent: Schema.optionalKey(
    Schema.Int.check(
      Schema.makeFilter((count: number) => count >= 1 && count <= MAX_SILENT_STEPS, {
        expected: `a whole number from 1 to ${MAX_SILENT_STEPS}`,
      }),
    ),
  ),
  compose: Schema.optionalKey(Schema.Record(Schema.String, Schema.NonEmptyArray(StepSchema))),
});

const decode = Schema.decodeUnknownResult(ConfigSchema, { onExcessProperty: "error", errors: "all" });

/** What the content of a configuration file means. Problems: CFG060. */
export const decodeConfig = (file: string, content: unknown): Result<ConfigFile> => {
  const decoded = decode(content);
  if (decoded._tag === "Failure") {
    const told = decoded.failure.message.replace(/\s*\n\s*/g, " ");
    return bad(file, `the file is not of the expected form: ${told}`);
  }
  const { target, spec, cfg, silent, maxSilent, compose } = decoded.success;
  const folder = path.dirname(file);
  return success({
    ...(target === undefined ? {} : { target }),
    ...(spec === undefined ? {} : { spec: path.resolve(folder, spec) }),
    ...(cfg === undefined ? {} : { cfg: path.resolve(folder, cfg) }),
    declarations: {
      silent: silent ?? NOTHING_DECLARED.silent,
      ...(maxSilent === undefined ? {} : { maxSilent }),
      compose: new Map(Object.entries(compose ?? {}).map(([name, steps]) => [name, steps.map(stepOf)])),
    },
  });
};

const stepOf = (step: typeof StepSchema.Type): CompositionStep =>
  typeof step === "string" ? { action: step } : step;

const load = (file: string): Promise<Result<unknown>> => {
  if (file.endsWith(".json")) return loadJson(file);
  if (/\.(js|mjs|ts|mts)$/.test(file)) return loadModule(file, MODULE);
  return Promise.resolve(bad(file, "a configuration file ends in .json, .js, .mjs or .ts"));
};

const loadJson = async (file: string): Promise<Result<unknown>> => {
  const text = await readInput(file, { code: "CFG060", what: "file", maxBytes: 1024 * 1024, repair: FORM });
  if (!text.ok) return text;
  try {
    return success(JSON.parse(text.value));
  } catch {
    return bad(file, "the file is not JSON");
  }
};

const FORM =
  'Write an object such as {"spec": "Queue.tla", "cfg": "Queue.cfg", "silent": ["Lose"], "maxSilent": 3, ' +
  '"compose": {"HandleVote": ["ReceiveVote", {"action": "Reply", "args": {"i": "j"}}]}}.';

const MODULE: ModuleKind = {
  code: "CFG060",
  repair: FORM,
  typeScriptRepair:
    "This Node reads no TypeScript: use Node 22.18 or later, or write the configuration as .mjs or .json.",
};

const bad = (file: string, message: string, repair = FORM): Result<never> =>
  failure({ code: "CFG060", file, message, repair });
