import { describe, expect, test } from "vitest";
import type { CoveredBranch, CoverageReport } from "../check/coverage/coverageReport.ts";
import { coverageLines } from "./coverageText.ts";

const at = { module: "M", line: 4, column: 8 };
const branch = (text: string, taken: number, possible = taken): CoveredBranch => ({
  at,
  endLine: 4,
  text,
  taken,
  possible,
});
const report: CoverageReport = {
  actions: [
    {
      action: "Work",
      at,
      endLine: 6,
      taken: 12,
      branches: [branch("a", 12), { ...branch("b", 0), calls: [{ ...at, line: 9 }] }],
    },
    { action: "Rest", at, endLine: 5, taken: 0, branches: [branch("c", 0, 2)] },
  ],
  ...{ actionsTaken: 1, actionsTotal: 2, branchesTaken: 1, branchesTotal: 3 },
  ...{ unattributed: 1, notes: ["Play counts as one branch: it is recursive"] },
};

describe("coverage for people", () => {
  test("table, branches never taken, what is not known", () => {
    expect(coverageLines(report)).toEqual([
      "coverage: 1 of 2 actions, 1 of 3 branches taken",
      "  action  taken  branches",
      "  Work       12  1 of 2",
      "  Rest        0  0 of 1",
      "  never taken:",
      "    Work: b (M.tla:4:8, called at 9:8)",
      "    Rest: c (M.tla:4:8); 2 events could have been it",
      "  1 event matched a step of no action",
      "  Play counts as one branch: it is recursive",
    ]);
  });

  test("nothing left to take", () => {
    const all = { ...report, actions: [], unattributed: 0, notes: [], branchesTotal: 1, actionsTotal: 1 };
    expect(coverageLines(all)).toEqual([
      "coverage: 1 of 1 action, 1 of 1 branch taken",
      "  action  taken  branches",
    ]);
  });
});
