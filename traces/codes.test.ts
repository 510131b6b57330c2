import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { decodeTrace } from "./decode.ts";
import { TRACE_CODES, traceProblem } from "./codes.ts";

const README = new URL("README.md", import.meta.url);

test("the table of README.md lists exactly the codes, their titles and meanings, in order", async () => {
  const rows = (await readFile(README, "utf8"))
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()))
    .filter(([, code = ""]) => code.startsWith("TRC"))
    .map(([, code = "", title = "", meaning = ""]) => [code, title, meaning]);
  const codes = Object.entries(TRACE_CODES).map(([code, { title, meaning }]) => [code, title, meaning]);
  expect(rows).toEqual(codes.sort(([left = ""], [right = ""]) => (left < right ? -1 : 1)));
});

test("the example of README.md is a trace", async () => {
  const example = /^```json\n([^`]*)```/mu.exec(await readFile(README, "utf8"))?.[1] ?? "";
  const decoded = await decodeTrace("README.md", example);
  expect(decoded.ok && decoded.value.events.map(({ event }) => event.action)).toEqual([
    "StartScouting",
    "ApplyScoutingRequestEvent",
  ]);
});

test("titles are different, texts are there, repairs are sentences", () => {
  const entries = Object.values(TRACE_CODES);
  expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
  for (const { meaning, repair } of entries) {
    expect(meaning).not.toBe("");
    expect(repair).toMatch(/^[A-Z].*\.$/u);
  }
});

test("a problem carries place and repair", () => {
  expect(traceProblem("TRC040", { file: "t.ndjson", line: 3 }, "found Nxet")).toEqual({
    code: "TRC040",
    message: "found Nxet",
    file: "t.ndjson",
    line: 3,
    repair: TRACE_CODES.TRC040.repair,
  });
});
