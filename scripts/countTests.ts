import { readFileSync } from "node:fs";
import { countsLine, testCounts } from "./testCounts.ts";

// npx tsx scripts/countTests.ts REPORT.json: what .ci/run ends with. A report that was never written is a failure.

const [report = ""] = process.argv.slice(2);

const read = (): unknown => {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return null;
  }
};

const value = read();
if (value === null) process.exitCode = 1;
console.log(countsLine(value === null ? { passed: 0, failed: 1 } : testCounts(value)));
