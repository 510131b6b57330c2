import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actions } from "./elector/actions/table.ts";
import { commands } from "./cluster/scenario/commands.ts";
import { verbs } from "./cluster/scenario/verbs.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const readme = read("README.md");

test("the table of actions is that of the code, and each function is where it says", () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` +\| `(\w+)` +\| `(elector\/actions\/[\w-]+\.ts)`/gm)];
  expect(rows.map(([, action]) => action)).toEqual(Object.keys(actions));
  for (const [, , name = "", file = ""] of rows) expect(read(file)).toContain(`export const ${name}:`);
});

test("the scenario language is described whole", () => {
  for (const verb of [...verbs.keys(), ...Object.keys(commands)]) expect(readme).toContain(`\`${verb} `);
});
