import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";

// Part of `npm ci`: puts the built command where npx looks first. npm links the commands of dependencies only; and if
// package.json listed `conformance` under "bin", npx would install this folder into its cache before the first call and
// look there at every later one (docs/adr-003).
const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "node_modules", ".bin");
const link = path.join(folder, "conformance");

chmodSync(path.join(root, "dist", "harness", "cli.js"), 0o755);
mkdirSync(folder, { recursive: true });
rmSync(link, { force: true });
try {
  symlinkSync(path.join("..", "..", "dist", "harness", "cli.js"), link);
} catch (error) {
  console.error(`npx will not find the command (${String(error)})\n    try: node dist/harness/cli.js`);
}
