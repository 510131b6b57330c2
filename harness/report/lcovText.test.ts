import { expect, test } from "vitest";
import type { CoverageDocument } from "../check/coverage/coverageDocument.ts";
import { noCoverage } from "../check/coverage/mergeCoverage.ts";
import { lcovText } from "./lcovText.ts";

const at = (line: number, module = "M") => ({ module, line, column: 1 });
const way = (line: number, taken: number, more: { endLine?: number; module?: string } = {}) => ({
  ...{ at: at(line, more.module), endLine: more.endLine ?? line, text: "", taken, possible: taken },
});
const module = (name: string) => ({ name, file: `spec/${name}.tla`, sha256: "0".repeat(64) });
const document: CoverageDocument = {
  ...noCoverage({
    module: "M",
    version: "0".repeat(64),
    modules: [module("M"), module("N"), module("Unused")],
  }),
  actions: [
    // Two ways on line 3 that exclude each other, one over two lines, one in another module.
    {
      action: "A",
      at: at(1),
      endLine: 7,
      taken: 9,
      branches: [way(3, 2), way(3, 4), way(5, 3, { endLine: 6 }), way(2, 0, { module: "N" })],
    },
    { action: "B", at: at(9), endLine: 10, taken: 0, branches: [way(10, 0), way(2, 0, { module: "N" })] },
    { action: "C", at: at(12), endLine: 12, taken: 5, branches: [way(12, 5)] },
    // Ways that follow each other on one line.
    { action: "D", at: at(13), endLine: 13, taken: 2, branches: [way(13, 2), way(13, 2)] },
  ],
};

test("a record for each module with actions or branches", () => {
  const source = ["A ==", "", "x", "  \\* why", "y", "z", "(* end *)"];
  const text = lcovText(document, (name) =>
    name === "M" ? [...source, ...Array<string>(9).fill("x")] : null,
  );
  expect(text.split("\n")).toEqual([
    ...["TN:", "SF:spec/M.tla", "FN:1,A", "FN:9,B", "FN:12,C", "FN:13,D"],
    ...["FNDA:9,A", "FNDA:0,B", "FNDA:5,C", "FNDA:2,D", "FNF:4", "FNH:3"],
    ...["BRDA:3,0,0,2", "BRDA:3,0,1,4", "BRDA:5,0,2,3", "BRDA:10,1,0,-", "BRDA:13,3,0,2", "BRDA:13,3,1,2"],
    ...["BRF:6", "BRH:5"],
    ...["DA:1,9", "DA:3,6", "DA:5,3", "DA:6,3", "DA:9,0", "DA:10,0", "DA:12,5", "DA:13,2", "LF:8", "LH:6"],
    "end_of_record",
    ...["TN:", "SF:spec/N.tla", "FNF:0", "FNH:0", "BRDA:2,0,3,0", "BRDA:2,1,1,-", "BRF:2", "BRH:0"],
    ...["DA:2,0", "LF:1", "LH:0", "end_of_record", ""],
  ]);
});

test("a file name cannot begin a line of its own", () => {
  const modules = [{ ...module("M"), file: "a\nend_of_record" }];
  const text = lcovText({ ...document, spec: { ...document.spec, modules } }, () => null);
  expect(text.match(/^end_of_record$/gm)).toHaveLength(1);
});

test("a file from outside may claim any number of lines", () => {
  const actions = [
    { action: "A", at: at(1), endLine: Number.MAX_SAFE_INTEGER, taken: 1, branches: [way(1, 1)] },
  ];
  expect(lcovText({ ...document, actions }, () => null).length).toBeLessThan(1_000_000);
});
