import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeConfig, readConfigFile } from "./configFile.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "config-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

const CONTENT = {
  ...{ spec: "Net.tla", cfg: "sub/Net.cfg", silent: ["Lose", "Timeout"], maxSilent: 3 },
  compose: { HandleVote: ["ReceiveVote", { action: "Reply", args: { i: "j" } }], __proto__: ["Lose"] },
};

describe("the content of a configuration file", () => {
  it("is read as it stands, paths relative to the file", () => {
    const decoded = decodeConfig("/somewhere/conformance.config.json", CONTENT);
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        spec: path.resolve("/somewhere/Net.tla"),
        cfg: path.resolve("/somewhere/sub/Net.cfg"),
        declarations: { silent: ["Lose", "Timeout"], maxSilent: 3 },
      },
    });
    const compose = decoded.ok ? decoded.value.declarations.compose : new Map();
    expect(compose.get("HandleVote")).toEqual([
      { action: "ReceiveVote" },
      { action: "Reply", args: { i: "j" } },
    ]);
  });

  it("declares nothing where it says nothing", () => {
    expect(decodeConfig("x.json", {})).toEqual({
      ok: true,
      value: { declarations: { silent: [], compose: new Map() } },
    });
  });

  it.each([
    ["a key that is unknown", { ...CONTENT, silnet: ["Lose"] }, /silnet/],
    ["an unknown key of a step", { compose: { A: [{ action: "B", arg: {} }] } }, /compose.*A.*arg/],
    ["a step without action", { compose: { A: [{ args: {} }] } }, /compose.*A/],
    ["a composition of nothing", { compose: { A: [] } }, /compose.*A/],
    ["a name that is no text", { silent: [1] }, /silent/],
    ["one name instead of a list", { silent: "Lose" }, /silent/],
    ["no steps at all", { maxSilent: 0 }, /maxSilent/],
    ["more steps than any bound", { maxSilent: 1001 }, /maxSilent/],
    ["half a step", { maxSilent: 1.5 }, /maxSilent/],
    ["no object", 3, /object/],
  ])("is refused with %s", (_name, content, message) => {
    const decoded = decodeConfig("conf.json", content);
    expect(decoded).toMatchObject({ ok: false, problems: [{ code: "CFG060", file: "conf.json" }] });
    expect(decoded.ok ? "" : decoded.problems[0]?.message).toMatch(message);
    expect(decoded.ok ? "" : decoded.problems[0]?.message).not.toMatch(/\n/);
  });
});

describe("a configuration file", () => {
  it.each([
    ["a.json", JSON.stringify(CONTENT)],
    ["a.mjs", `export default ${JSON.stringify(CONTENT)};`],
    ["a.js", `export default ${JSON.stringify(CONTENT)};`],
    ["a.ts", `const silent: readonly string[] = ["Lose", "Timeout"];\nexport default { silent };`],
  ])("%s is read", async (name, text) => {
    const read = await readConfigFile(write(name, text));
    expect(read).toMatchObject({ ok: true, value: { declarations: { silent: ["Lose", "Timeout"] } } });
  });

  it.each([
    ["b.json", "{", /not JSON/],
    ["b.mjs", "export const silent = [];", /no default export/],
    ["c.mjs", "throw new Error('no way\\nthere');", /cannot be loaded: no way$/],
    ["d.mjs", "export default 3;", /expected form/],
    ["e.yaml", "silent: []", /ends in \.json, \.js, \.mjs or \.ts/],
  ])("%s is refused", async (name, text, message) => {
    const read = await readConfigFile(write(name, text));
    expect(read).toMatchObject({ ok: false, problems: [{ code: "CFG060" }] });
    expect(read.ok ? "" : read.problems[0]?.message).toMatch(message);
  });

  it("that is not there is refused", async () => {
    for (const name of ["nowhere.json", "nowhere.mjs"])
      expect(await readConfigFile(path.join(folder, name))).toMatchObject({ ok: false });
  });
});
