import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { packageFile } from "../harness/packageRoot.ts";
import { deviationFiles } from "./examples/deviationFiles.ts";

// npx tsx scripts/recordDeviations.ts: writes traces/deviations afresh, but for its scenarios.

const files = deviationFiles();
for (const spec of ["election", "published"]) {
  rmSync(packageFile("traces", "deviations", spec), { recursive: true, force: true });
  mkdirSync(packageFile("traces", "deviations", spec), { recursive: true });
}
for (const file of files) writeFileSync(packageFile(...file.path.split("/")), file.text);
console.log(`${files.length} traces recorded`);
