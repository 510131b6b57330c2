import { execFileSync, spawnSync } from "node:child_process";
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
  });
};

/** Before the tests that run it: what is built must be what is there. */
export const setup = (): void => {
  execFileSync("npm", ["run", "--silent", "build"], {
    cwd: packageRoot(),
    stdio: ["ignore", "ignore", "inherit"],
  });
};
