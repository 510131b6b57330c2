/** How many tests of a vitest JSON report passed and failed. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Counts. A file that could not even be loaded has no tests and counts as one failure, and so does a run that failed
 * without any failed test. Throws for another format.
 */
export const testCounts = (report: unknown): TestCounts => {
  if (!isReport(report)) throw new TypeError("this is not a JSON report of vitest");
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failed = report.numFailedTests + unloaded.length;
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(failed, 1) };
};

/** The one line that CI ends with. */
export const countsLine = ({ passed, failed }: TestCounts): string => `${passed} passed, ${failed} failed`;

interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const isReport = (value: unknown): value is VitestReport =>
  isObject(value) &&
  typeof value["success"] === "boolean" &&
  typeof value["numPassedTests"] === "number" &&
  typeof value["numFailedTests"] === "number" &&
  Array.isArray(value["testResults"]) &&
  value["testResults"].every(
    (result) =>
      isObject(result) && typeof result["status"] === "string" && Array.isArray(result["assertionResults"]),
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
