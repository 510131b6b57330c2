import { execFileSync } from "node:child_process";
import { packageFile, packageRoot } from "../harness/packageRoot.ts";

/** The command as users have it: built, so that pages with many commands are run in reasonable time. */
export const BUILT_COMMAND = packageFile("dist", "harness", "cli.js");

/** Before the tests that run it: what is built must be what is there. */
export const setup = (): void => {
  execFileSync("npm", ["run", "--silent", "build"], {
    cwd: packageRoot(),
    stdio: ["ignore", "ignore", "inherit"],
  });
};
