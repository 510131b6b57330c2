import { makeFolder } from "../makeFolder.ts";
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { encodeTrace } from "../../traces/encode.ts";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { Trace } from "../../traces/trace.ts";
import { usage } from "./session.ts";

/** The text of a scenario; SCN101 when it cannot be read. */
export const readScenario = async (file: string): Promise<Result<string>> => {
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null
    ? failure({
        code: "SCN101",
        file,
        message: "the scenario cannot be read",
        repair: "Scenarios are text files; see impl/cluster/scenarios for examples.",
      })
    : success(text);
};

/** USE023 when the file is there and may not be replaced. */
export const refuseExisting = (file: string, force: boolean): Problem | null =>
  !force && existsSync(file)
    ? usage("USE023", `${file} exists already`, "Choose another --out, or --force to replace it.")
    : null;

/** Whole or not at all: the file appears under its name only when it is complete. */
export const writeTrace = async (file: string, trace: Trace, force: boolean): Promise<Problem | null> => {
  const existing = refuseExisting(file, force);
  if (existing !== null) return existing;
  try {
    await makeFolder(path.dirname(file));
    await writeFile(`${file}.part`, encodeTrace(trace));
    await rename(`${file}.part`, file);
    return null;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return usage("USE002", `${file} cannot be written (${reason})`);
  }
};
