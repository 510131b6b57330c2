import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSourceReader } from "../../spec/sourceText.ts";
import type { Definition, Expression, Place } from "../../tla/expression.ts";
import { branchText, branchTexts } from "./branchText.ts";

const LINES = [
  "\\* Timers",
  "",
  "\\* What it is for.",
  "\\* More of it.",
  "Step(i) ==",
  "    /\\ Guard(i)",
  "    /\\ \\/ \\* the first way,",
  "          \\* which is long",
  "          /\\ x' = 1",
  "          /\\ y' = 2",
  "       \\* the second way",
  "       \\/ x' = 2",
  "       \\/ x' = 3 \\* not before it",
  "       \\/ x' = 4",
  "    /\\ IF i > 1 THEN z' = 1 ELSE z' = 2",
  "Other == x' = 1",
  `Long == ${"x".repeat(200)}`,
  "Twin ==",
  "    \\/ /\\ x = 1",
  "       /\\ y' = 1",
  "    \\/ /\\ x = 1",
  "       /\\ y' = 2",
  "    \\/ x = 3 \\/ x = 3",
];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "branch-text-"));
  writeFileSync(path.join(folder, "M.tla"), LINES.join("\n"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const place = (line: number, column: number, end: readonly [number, number]): Place => ({
  ...{ module: "M", line, column, endLine: end[0], endColumn: end[1] },
});
const body = (at: Place): Expression => ({ kind: "opaque", what: "", at, level: 2 });
const define = (at: Place, bodyAt: Place): Definition => ({
  ...{ uid: "1", name: "Step", level: 2, at, parameters: [], body: body(bodyAt), recursive: false },
});
const step = define(place(5, 1, [15, 40]), place(6, 5, [15, 40]));
const text = (at: Place, definition = step): string =>
  branchText(at, { definition, source: createSourceReader(folder) });

describe("text of a branch", () => {
  test.each<readonly [string, Place, string]>([
    ["the first line of the comment after its bullet", place(9, 11, [10, 19]), "the first way,"],
    ["the comment line above its bullet", place(12, 11, [12, 16]), "the second way"],
    ["its own first line where there is none", place(13, 11, [13, 16]), "x' = 3"],
    ["a comment after another branch is not its own", place(14, 11, [14, 16]), "x' = 4"],
    ["a way of an IF", place(15, 22, [15, 27]), "z' = 1"],
  ])("%s", (_, at, expected) => {
    expect(text(at)).toBe(expected);
  });

  test("of a whole action: the comment above, or its body", () => {
    expect(text(step.at, step)).toBe("What it is for.");
    const other = define(place(16, 1, [16, 15]), place(16, 10, [16, 15]));
    expect(text(other.at, other)).toBe("x' = 1");
  });

  test("a long line is cut", () => {
    expect(text(place(17, 9, [17, 208]))).toBe(`${"x".repeat(97)}...`);
  });

  test("branches that begin alike are told apart by what follows, or by their place", () => {
    const ways = [
      ...[place(19, 8, [20, 16]), place(21, 8, [22, 16])],
      ...[place(23, 8, [23, 12]), place(23, 17, [23, 21])],
    ];
    const twin = define(place(18, 1, [23, 21]), place(19, 5, [23, 21]));
    const from = { definition: twin, source: createSourceReader(folder) };
    expect(
      branchTexts(
        ways.map((at) => ({ at })),
        from,
      ),
    ).toEqual([
      ...["/\\ x = 1 /\\ y' = 1", "/\\ x = 1 /\\ y' = 2"],
      ...["x = 3 (at 23:8)", "x = 3 (at 23:17)"],
    ]);
  });

  test("a module that is not at hand has no text", () => {
    expect(text({ ...place(9, 11, [10, 19]), module: "Gone" })).toBe("");
  });
});
