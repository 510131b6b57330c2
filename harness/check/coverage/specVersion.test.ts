import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { specVersion } from "./specVersion.ts";

test("the version of a spec is that of all modules that stand beside it", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "conf-version-"));
  try {
    // Only the names are looked at; a module of TLC's is none of the spec's.
    const model = { rootModule: "Root", modules: ["Root", "Naturals", "Part"] };
    const spec = { specFile: path.join(folder, "Root.tla"), model } as unknown as LoadedSpec;
    const write = (name: string, text: string) => writeFile(path.join(folder, `${name}.tla`), text);
    await write("Root", "root");
    await write("Part", "part");
    const first = await specVersion(spec);
    expect(first.modules.map(({ name }) => name)).toEqual(["Part", "Root"]);
    expect(await specVersion(spec)).toEqual(first);
    for (const name of ["Root", "Part"]) {
      await write(name, "changed");
      expect((await specVersion(spec)).version).not.toBe(first.version);
      await write(name, name.toLowerCase());
    }
    expect((await specVersion(spec)).version).toBe(first.version);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
