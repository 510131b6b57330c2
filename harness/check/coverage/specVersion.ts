import { createHash } from "node:crypto";
import path from "node:path";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { isStandardModule } from "../../tla/specModel.ts";
import { sha256OfFile } from "../../tlc/checksum.ts";
import type { CoverageDocument } from "./coverageDocument.ts";

/** The modules of a spec that stand beside it, and a hash of all their texts: figures of one text fit no other. */
export const specVersion = async ({
  specFile,
  model,
}: Pick<LoadedSpec, "specFile" | "model">): Promise<CoverageDocument["spec"]> => {
  const names = model.modules.filter((name) => !isStandardModule(name)).toSorted();
  const modules: { name: string; file: string; sha256: string }[] = [];
  for (const name of names) {
    const file = path.join(path.dirname(specFile), `${name}.tla`);
    const sha256 = await hashOf(file);
    if (sha256 !== null) modules.push({ name, file, sha256 });
  }
  const all = modules.map(({ name, sha256 }) => `${name} ${sha256}\n`).join("");
  return { module: model.rootModule, version: createHash("sha256").update(all).digest("hex"), modules };
};

/** Null for a file that cannot be read: a module that TLC finds elsewhere. */
export const hashOf = (file: string): Promise<string | null> => sha256OfFile(file).catch(() => null);
