import { expect, test } from "vitest";
import { countsLine, testCounts } from "./testCounts.ts";

const loaded = { status: "passed", assertionResults: [{ status: "passed" }] };
const unloaded = { status: "failed", assertionResults: [] };

test("takes vitest's own figures", () => {
  const report = {
    success: false,
    numPassedTests: 12,
    numFailedTests: 1,
    numPendingTests: 3,
    testResults: [loaded],
  };
  expect(countsLine(testCounts(report))).toBe("12 passed, 1 failed");
});

test("a test file that cannot be loaded is a failure although it has no tests", () => {
  const report = { success: false, numPassedTests: 1, numFailedTests: 0, testResults: [loaded, unloaded] };
  expect(testCounts(report)).toEqual({ passed: 1, failed: 1 });
});

test("a run that failed before its first test is a failure", () => {
  const report = { success: false, numPassedTests: 0, numFailedTests: 0, testResults: [] };
  expect(countsLine(testCounts(report))).toBe("0 passed, 1 failed");
  expect(countsLine(testCounts({ ...report, success: true }))).toBe("0 passed, 0 failed");
});

test.each([
  null,
  {},
  { success: true, numPassedTests: 1, numFailedTests: 0 },
  { numPassedTests: 1, testResults: [] },
])("refuses %j", (report) => {
  expect(() => testCounts(report)).toThrow(TypeError);
});
