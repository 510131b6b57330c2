import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { RESERVED_PREFIX } from "../tla/moduleText.ts";
import type { LoadedSpec } from "./loadSpec.ts";

/** Problems in generated files as problems of the files that they were made of; others stay as they are. */
export const ownPlaces = (
  problems: readonly Problem[],
  { specFile, cfgFile }: Pick<LoadedSpec, "specFile" | "cfgFile">,
): readonly Problem[] =>
  problems.map((problem) => {
    const name = path.basename(problem.file ?? "");
    if (!name.startsWith(RESERVED_PREFIX)) return problem;
    const { code, message, repair } = problem;
    const hint = `in ${name}${problem.line === undefined ? "" : `:${problem.line}`}, which was made of it: ${message}`;
    return name.endsWith(".cfg")
      ? { code, file: cfgFile, message, ...(repair !== undefined && { repair }) }
      : { code, file: specFile, message: hint, ...(repair !== undefined && { repair }) };
  });
