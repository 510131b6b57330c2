import { readFileSync } from "node:fs";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Result } from "../../traces/problem.ts";
import { success } from "../../traces/problem.ts";
import { loadModel, type ModelSource } from "../spec/specXml.ts";
import type { SpecModel } from "../tla/expression.ts";
import { RESERVED_PREFIX } from "../tla/moduleText.ts";
import { digestOf, sha256 } from "./entry.ts";
import { folderStamp, moduleFiles, type ModuleFile } from "./moduleFiles.ts";
import { anyOf, isCount, isNull, isText, listOf, shape, type Check } from "./shape.ts";
import type { Store } from "./store.ts";

/** The models of specs that SANY has parsed before, by all that they were made of. */
export interface Models {
  readonly load: (source: ModelSource) => Promise<Result<SpecModel>>;
  /** What the last model was made of; null when that cannot be told, so that nothing must be kept that rests on it. */
  readonly version: () => SpecVersion | null;
}

export interface SpecVersion {
  readonly root: string;
  readonly files: readonly ModuleFile[];
  /** Whether they are still the same. */
  readonly isUnchanged: () => boolean;
}

/** `tool` stands for everything else that a model depends on; `parse` is SANY unless told. */
export const createModels = (store: Store, tool: string, parse = loadModel): Models => {
  let version: SpecVersion | null = null;
  const load = async (source: ModelSource): Promise<Result<SpecModel>> => {
    version = null;
    const { folder, root, key } = placeOf(source, tool);
    const before = stampOf(folder);
    const isUnchanged = (): boolean => stampOf(folder) === before;
    if (key === null || before === null) return parse(source);
    const known = store.get(key, decodeModel);
    const files = known && moduleFiles(folder, ownModules(known.model));
    // Another module of the spec may have changed, or come to stand before one of TLC's.
    if (known !== undefined && files != null && digestOf(files) === digestOf(known.files)) {
      version = { root, files, isUnchanged };
      return success(known.model);
    }
    const fresh = await parse(source);
    if (!fresh.ok) return fresh;
    const read = moduleFiles(folder, ownModules(fresh.value));
    // Somebody is writing: what SANY has read may be neither the old nor the new.
    if (read === null || !isUnchanged()) return fresh;
    version = { root, files: read, isUnchanged };
    store.put(key, { files: read, model: serialize(fresh.value).toString("base64") });
    return fresh;
  };
  return { load, version: () => version };
};

/** The root module is what an entry is found by; the others are known once it is read. */
const placeOf = ({ specFile }: ModelSource, tool: string) => {
  const file = path.resolve(specFile);
  const root = path.basename(file, ".tla");
  const text = readOrNull(file);
  const key = text === null ? null : digestOf(tool, process.versions.v8, root, sha256(text));
  return { folder: path.dirname(file), root, key };
};

/** Null for what cannot be read: others say so. */
const readOrNull = (file: string): Buffer | null => {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
};

const stampOf = (folder: string): string | null => {
  try {
    return folderStamp(folder);
  } catch {
    return null;
  }
};

/** Without those that were generated to look at it. */
const ownModules = ({ modules }: SpecModel): readonly string[] =>
  modules.filter((name) => !name.startsWith(RESERVED_PREFIX));

interface KeptModel {
  readonly files: readonly ModuleFile[];
  readonly model: SpecModel;
}

const isKept = (
  payload: unknown,
): payload is { readonly files: readonly ModuleFile[]; readonly model: string } => KEPT(payload);

const KEPT = shape({
  files: listOf(shape({ module: isText, digest: anyOf(isText, isNull) })),
  model: isText,
});

/** V8's own form keeps maps, and what several parts of a model share. */
const decodeModel = (payload: unknown): KeptModel | undefined => {
  if (!isKept(payload)) return undefined;
  try {
    const model: unknown = deserialize(Buffer.from(payload.model, "base64"));
    return isModel(model) ? { files: payload.files, model } : undefined;
  } catch {
    return undefined;
  }
};

/** The checksum says that it is what was written; here only that it is a model. */
const isModel = (value: unknown): value is SpecModel => MODEL(value);

const isMap: Check = (value) => value instanceof Map;
const declarations = listOf(shape({ uid: isText, name: isText, arity: isCount }));
const MODEL = shape({
  ...{ rootModule: isText, modules: listOf(isText), constants: declarations, variables: declarations },
  ...{ definitions: isMap, named: isMap, local: isMap, parameters: isMap, theorems: listOf(isText) },
});
