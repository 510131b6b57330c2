import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { packageFile } from "../harness/packageRoot.ts";
import { BRIDGES } from "../harness/targets/published/bridges.ts";
import { TOPICS } from "../harness/targets/published/row.ts";
import { ROWS } from "../harness/targets/published/rows.ts";
import { pageCommands } from "./readmeCommands.ts";

const page = readFileSync(packageFile("docs", "findings.md"), "utf8");

/** The part below a heading, up to the next of its level or a higher one. */
const section = (heading: string): string => {
  const [marks = ""] = heading.split(" ");
  const start = page.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`no heading ${heading}`);
  const rest = page.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${marks.length}} `, "mu"));
  return end === -1 ? rest : rest.slice(0, end);
};

const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^### (.*)$/gmu)].map((match) => match[1] ?? "");

const explained = [...page.matchAll(/`npx conformance explain (\S+)( --target published)?`/gu)];

describe("docs/findings.md", () => {
  test("has a finding for every topic of the comparison, in the order of the published-model page", () => {
    expect(headingsOf(section("## Where the published model and the product disagree"))).toEqual(TOPICS);
  });

  test.each(ROWS)("names the trace $id below its topic", ({ id, topic, refused }) => {
    const spec = refused?.by ?? "published";
    expect(section(`### ${topic}`)).toContain(`traces/deviations/${spec}/${id}.ndjson`);
  });

  test("explains each of them with the spec that refuses it", () => {
    const wanted = ROWS.flatMap(({ id, refused }) =>
      refused === null ? [] : [`traces/deviations/${refused.by}/${id}.ndjson`],
    );
    expect(explained.map((match) => match[1]).toSorted()).toEqual(wanted.toSorted());
    for (const [, file, target] of explained)
      expect(target !== undefined, file).toBe(file?.includes("/published/"));
  });

  test("tells every bridge as it is", () => {
    const rows = [...page.matchAll(/^\| `(\S+)` +\|/gmu)].map((match) => match[1]);
    expect(rows).toEqual(Object.keys(BRIDGES));
  });

  test("has every reported bug and every peculiarity", () => {
    expect(headingsOf(section("## Reported bugs of the elector"))).toEqual([
      "1292: two leaders of one term",
      "313: an elector that starts with term 0",
    ]);
    const numbers = [...section("## Peculiarities of the code").matchAll(/^\| (E\d) /gmu)];
    expect(numbers.map((match) => match[1])).toEqual(["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"]);
  });

  test("cites files that exist, and headings", () => {
    const names = page.matchAll(
      /(?<![\w/])((?:spec|impl|traces|harness|scripts|docs)\/[\w./-]*\w)(?![\w*/])/gu,
    );
    const missing = [...names]
      .map((match) => match[1] ?? "")
      .filter((name) => !existsSync(packageFile(...name.split("/"))));
    expect(missing).toEqual([]);
    const anchors = new Set(
      [...page.matchAll(/^#+ (.*)$/gmu)].map((match) =>
        (match[1] ?? "")
          .toLowerCase()
          .replaceAll(/[^\w -]/gu, "")
          .replaceAll(" ", "-"),
      ),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/gu)].map((match) => match[1] ?? "");
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });

  test("says of every command how it ends", () => {
    const commands = pageCommands(page);
    const lines = page.split("\n").filter((line) => line.startsWith("npx conformance "));
    expect(commands.map(({ command }) => command)).toHaveLength(lines.length);
  });
});
