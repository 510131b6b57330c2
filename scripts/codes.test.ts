import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { packageFile, packageRoot } from "../harness/packageRoot.ts";

/** A code where a program says it: quoted, or at the start of a message. */
const IN_SOURCES =
  /["'`](?:error )?((?:TRC|SPC|CFG|SCN|COV|RPL|DRV|USE|JAV|JAR|TLC|TCP|BUG|INC|VAC|CAC)\d{3})\b|^ {2}(TRC\d{3}): code\(/gmu;
const IN_PAGE = /^\| ([A-Z]{3}\d{3}) +\| (.*?) *\|$/gmu;

const isSource = (file: string): boolean =>
  file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("fixtures");

const sourceCodes = (text: string): readonly string[] =>
  [...text.matchAll(IN_SOURCES)].map(([, quoted, key]) => quoted ?? key ?? "");

const sources = ["impl", "traces", "harness"].flatMap((folder) =>
  readdirSync(packageFile(folder), { recursive: true, encoding: "utf8" })
    .filter(isSource)
    .map((file) => path.join(packageRoot(), folder, file)),
);
const used = new Set(sources.flatMap((file) => sourceCodes(readFileSync(file, "utf8"))));
const rows = [...readFileSync(packageFile("docs", "codes.md"), "utf8").matchAll(IN_PAGE)];
const listed = rows.map(([, code = ""]) => code);

describe("docs/codes.md", () => {
  test("lists every code of the sources", () => {
    expect(used.size).toBeGreaterThan(80);
    expect([...used].filter((code) => !listed.includes(code)).sort()).toEqual([]);
  });

  test("lists no code that nothing says", () => {
    expect(listed.filter((code) => !used.has(code))).toEqual([]);
  });

  test("lists each once, in order within its letters, with a meaning", () => {
    expect(new Set(listed).size).toBe(listed.length);
    for (const letters of new Set(listed.map((code) => code.slice(0, 3)))) {
      const group = listed.filter((code) => code.startsWith(letters));
      expect(group).toEqual(group.toSorted());
    }
    for (const [, code, meaning] of rows) expect(meaning, code).not.toBe("");
  });
});

test("the search finds a code wherever sources say one", () => {
  const text = 'code: "SPC001"\n  TRC001: code(\n`error BUG001: ${x}`\n// USE999 in a comment\n';
  expect(sourceCodes(text)).toEqual(["SPC001", "TRC001", "BUG001"]);
});
