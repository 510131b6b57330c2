import { expect, test } from "vitest";
import { counted, problemLines, table } from "./lines.ts";

test("a problem has its code, its place, and what to try on a line of its own", () => {
  const problem = { code: "TRC010", message: "no", file: "a.ndjson", line: 3, repair: "Do it." };
  expect(problemLines("error", problem)).toEqual(["error TRC010 a.ndjson:3: no", "    try: Do it."]);
  expect(problemLines("warning", { code: "CFG040", message: "left out" })).toEqual([
    "warning CFG040: left out",
  ]);
});

test("columns are as wide as their widest cell and numbers stand to the right", () => {
  expect(
    table([
      ["name", "n"],
      ["a", 5],
      ["longer", 12],
    ]),
  ).toEqual(["name    n", "a        5", "longer  12"]);
});

test("nouns follow their number", () => {
  expect([counted(1, "trace"), counted(2, "trace")]).toEqual(["1 trace", "2 traces"]);
});
