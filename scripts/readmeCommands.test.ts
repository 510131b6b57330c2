import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { packageFile } from "../harness/packageRoot.ts";
import { EXIT_CODES } from "../harness/report/exit.ts";
import { comparable, pageCommands, withCaptures } from "./readmeCommands.ts";

const PAGE = [
  "```sh",
  "npm ci && npm test",
  "npx conformance check a    # exit 1",
  "npx conformance doctor",
  "```",
  "",
  "<!-- captured -->",
  "",
  "```text",
  "old",
  "lines",
  "```",
  "end",
].join("\n");

describe("the commands of a page", () => {
  test("are those that say how they end, with what the page shows", () => {
    expect(pageCommands(PAGE)).toEqual([
      {
        line: 3,
        command: "npx conformance check a",
        exitCode: 1,
        captured: { line: 9, text: "old\nlines" },
      },
    ]);
  });

  test("a captured block needs a command before it", () => {
    expect(() => pageCommands(PAGE.replace("# exit 1", ""))).toThrow(/line 9/u);
    expect(() => pageCommands(PAGE.replace("```text", "```json"))).toThrow(/line 9/u);
  });

  test("captured blocks are replaced, everything else stays", () => {
    const page = withCaptures(PAGE, new Map([[9, "new"]]));
    expect(page).toBe(PAGE.replace("old\nlines", "new"));
    expect(withCaptures(page, new Map([[9, "old\nlines"]]))).toBe(PAGE);
    expect(withCaptures(withCaptures(PAGE, new Map([[9, ""]])), new Map([[9, "old\nlines"]]))).toBe(PAGE);
  });

  test("outputs are compared without times, and nothing else is forgiven", () => {
    expect(comparable("b 12 of 12, 3.4 s\na\n")).toEqual(comparable("a\nb 12 of 12, 10 s"));
    expect(comparable("12 of 12")).not.toEqual(comparable("11 of 12"));
    expect(comparable("a\nb")).not.toEqual(comparable("a"));
  });
});

describe("README.md", () => {
  const page = readFileSync(packageFile("README.md"), "utf8");

  test("runs every subcommand, and ends in every verdict it can show", () => {
    const commands = pageCommands(page);
    const verbs = new Set(commands.map(({ command }) => command.split(" ")[2]));
    expect([...verbs].sort()).toEqual(
      "check coverage explain graph model mutate record replay run shrink".split(" "),
    );
    expect(new Set(commands.map(({ exitCode }) => exitCode))).toEqual(new Set([0, 1]));
    expect(commands.filter(({ captured }) => captured !== undefined).length).toBeGreaterThanOrEqual(4);
    for (const { captured } of commands) expect(captured?.text ?? "shown").not.toBe("");
  });

  test("repeats the table of exit codes", () => {
    const rows = [...page.matchAll(/^\| (\d+) +\| /gmu)].map(([, code]) => Number(code));
    expect(rows.toSorted()).toEqual(Object.values(EXIT_CODES).toSorted());
  });

  test("shows the example trace as it is", () => {
    expect(page).toContain(readFileSync(packageFile("docs", "example", "good.ndjson"), "utf8"));
  });

  test("shows a part of the example spec as it is", () => {
    const [, shown = "no block"] = /```tla\n(.*?)```/su.exec(page) ?? [];
    expect(readFileSync(packageFile("docs", "example", "Lock.tla"), "utf8")).toContain(shown);
  });

  test("links to files that are there", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/gu)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links)
      expect(() => readFileSync(packageFile(...link.split("/")))).not.toThrow(/ENOENT/u);
  });
});
