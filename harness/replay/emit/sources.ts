import { specVersion } from "../../check/coverage/specVersion.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { sha256OfFile } from "../../tlc/checksum.ts";
import { relativeImport } from "./runnerText.ts";
import type { SuiteSource } from "./suite.ts";

/** The modules of a spec that stand beside it and its configuration, as a suite in that folder names them. */
export const suiteSources = async (
  spec: Pick<LoadedSpec, "specFile" | "cfgFile" | "model">,
  folder: string,
): Promise<readonly SuiteSource[]> => {
  const { modules } = await specVersion(spec);
  const files = modules.map(({ file, sha256: digest }) => ({ file: relativeImport(folder, file), digest }));
  const cfg = { file: relativeImport(folder, spec.cfgFile), digest: await sha256OfFile(spec.cfgFile) };
  return [...files, cfg];
};
