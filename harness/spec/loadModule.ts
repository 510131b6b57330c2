import path from "node:path";
import { pathToFileURL } from "node:url";
import { failure, success, type Result } from "../../traces/problem.ts";
import { readInput } from "./readInput.ts";
import { thrownText } from "../thrownText.ts";

/** What a module of a user's is for. */
export interface ModuleKind {
  /** Of every problem with it. */
  readonly code: string;
  /** What it should look like. */
  readonly repair: string;
  /** What to do where Node reads no TypeScript. */
  readonly typeScriptRepair: string;
}

const MOST_BYTES = 1024 * 1024;

/**
 * The default export of a `.js`, `.mjs` or `.ts` module, which is executed by that. Only Node itself knows whether it
 * can read TypeScript: it is asked, not its version.
 */
export const loadModule = async (file: string, kind: ModuleKind): Promise<Result<unknown>> => {
  const { code, repair } = kind;
  const readable = await readInput(file, { code, what: "file", maxBytes: MOST_BYTES, repair });
  if (!readable.ok) return readable;
  try {
    const loaded: unknown = await import(pathToFileURL(path.resolve(file)).href);
    const isModule = typeof loaded === "object" && loaded !== null && "default" in loaded;
    return isModule
      ? success(loaded.default)
      : failure({ code, file, message: "the module has no default export", repair });
  } catch (error) {
    const message = `the module cannot be loaded: ${messageOf(error)}`;
    return failure({ code, file, message, repair: repairOf(file, error, kind) });
  }
};

const messageOf = (error: unknown): string => thrownText(error).split("\n")[0] ?? "";

const repairOf = (file: string, error: unknown, { repair, typeScriptRepair }: ModuleKind): string => {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return /\.[mc]?ts$/.test(file) ? typeScriptRepair : "Give the module a name that ends in .mjs or .js.";
  if (code === "ERR_MODULE_NOT_FOUND")
    return "Mend the import, or install the package: it is looked for from the module's own folder upwards.";
  return error instanceof SyntaxError ? "Mend the module: node --check tells where it is wrong." : repair;
};
