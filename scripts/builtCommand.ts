import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findToolchain } from "../harness/tlc/toolchain.ts";
import { packageFile, packageRoot } from "../harness/packageRoot.ts";

/** Longest that one command of a page may take. */
export const LONGEST_MS = 280_000;

/** Runs a command of a page as users do: built, which also keeps pages with many commands short. */
export const runPageCommand = (command: string) => {
  const [, , ...words] = command.split(/ +/u);
  return spawnSync(process.execPath, [packageFile("dist", "harness", "cli.js"), ...words], {
    cwd: packageRoot(),
    encoding: "utf8",
    timeout: LONGEST_MS,
    env: { ...process.env, ...freshCache },
  });
};

/** What a page shows must not depend on what was judged before: no verdicts yet, but the TLC that is at hand. */
const cache = mkdtempSync(path.join(os.tmpdir(), "conf-page-cache-"));
const toolchain = await findToolchain({ env: process.env });
const freshCache = {
  XDG_CACHE_HOME: cache,
  ...(toolchain.ok ? { TLA2TOOLS_JAR: toolchain.value.jar.path } : {}),
};
process.once("exit", () => rmSync(cache, { recursive: true, force: true }));

/** Before the tests that run it: what is built must be what is there. */
export const setup = (): void => {
  execFileSync("npm", ["run", "--silent", "build"], {
    cwd: packageRoot(),
    stdio: ["ignore", "ignore", "inherit"],
  });
};
