import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../harness/packageRoot.ts";
import { exampleFiles } from "./examples/exampleFiles.ts";

// npx tsx scripts/recordExamples.ts: writes traces/valid and traces/invalid afresh, and removes what is no example.

const files = exampleFiles();
for (const folder of ["valid", "invalid"].map((name) => packageFile("traces", name))) {
  mkdirSync(folder, { recursive: true });
  const wanted = new Set(files.map((file) => path.basename(file.path)));
  for (const name of readdirSync(folder)) if (!wanted.has(name)) rmSync(path.join(folder, name));
}
for (const file of files) writeFileSync(packageFile(...file.path.split("/")), file.text);
console.log(`${files.length} examples recorded`);
