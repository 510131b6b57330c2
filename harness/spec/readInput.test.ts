import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownPlaces } from "./ownPlaces.ts";
import { readInput } from "./readInput.ts";
import { createSourceReader } from "./sourceText.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "conf-input-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const write = async (name: string, content: string | Buffer): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
};

describe("a file that a user names", () => {
  const kind = { code: "CFG002", what: "configuration", maxBytes: 100, repair: "Mend it." };

  test("is read whole", async () => {
    const file = await write("a.cfg", "é".repeat(50));
    expect(await readInput(file, kind)).toEqual({ ok: true, value: "é".repeat(50) });
  });

  test.each([
    ["too large", "x".repeat(101), /more than 100 bytes/],
    ["no UTF-8", Buffer.from([0xff, 0xfe]), /not UTF-8/],
  ])("%s: refused with its code", async (_what, content, message) => {
    const file = await write("b.cfg", content);
    const read = await readInput(file, kind);
    expect(read).toMatchObject({ ok: false, problems: [{ code: "CFG002", file, repair: "Mend it." }] });
    if (!read.ok) expect(read.problems[0]?.message).toMatch(message);
  });

  test("a folder, and nothing at all", async () => {
    expect(await readInput(folder, kind)).toMatchObject({ ok: false, problems: [{ code: "CFG002" }] });
    expect(await readInput(path.join(folder, "no"), kind)).toMatchObject({ ok: false });
  });
});

test("source text at columns that SANY counts, with tabs", async () => {
  await write("Tabs.tla", "---- MODULE Tabs ----\r\n\t/\\ x < 5\r\nab\tcd\te\r\n====\r\n");
  const source = createSourceReader(folder);
  const at = (line: number, column: number, endColumn: number) =>
    source({ module: "Tabs", line, column, endLine: line, endColumn });
  expect(at(2, 12, 16)).toBe("x < 5");
  expect(at(3, 9, 10)).toBe("cd");
  expect(at(3, 17, 17)).toBe("e");
});

test("problems in generated files become problems of what they were made of", () => {
  const spec = { specFile: "/s/Spec.tla", cfgFile: "/s/Spec.cfg" };
  const problem = (file: string) => ({ code: "SPC034", file, line: 6, message: "unknown operator" });
  const [tla, cfg, other] = ownPlaces(
    ["/r/Conf_Check.tla", "/r/Conf_Check.cfg", "/s/Spec.tla"].map(problem),
    spec,
  );
  expect(tla).toEqual({
    ...{ code: "SPC034", file: "/s/Spec.tla" },
    message: "in Conf_Check.tla:6, which was made of it: unknown operator",
  });
  expect(cfg).toEqual({ code: "SPC034", file: "/s/Spec.cfg", message: "unknown operator" });
  expect(other).toEqual(problem("/s/Spec.tla"));
});
