import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isFull } from "../harness/check/fixtures/judge.ts";
import { packageFile, packageRoot } from "../harness/packageRoot.ts";
import { findToolchain } from "../harness/tlc/toolchain.ts";

// Commands of docs/mutants.md, run by a shell as they stand there: one that follows a path, one that records a trace.

const page = readFileSync(packageFile("docs", "mutants.md"), "utf8");
const hasJava = (await findToolchain({ env: process.env })).ok;

const SHOWN = [
  ["scouts-without-end", "promises", "a Follower without SCOUTING_RESULT"],
  ["bumps-term-when-scouting", "traces", "currentTerm"],
] as const;

describe.skipIf(!hasJava || !isFull)("the commands of docs/mutants.md", () => {
  test.each(SHOWN)(
    "%s, %s",
    (mutant, technique, what) => {
      const [, command = ""] =
        new RegExp(`^- \`${mutant}\`, ${technique}, .*?: \`([^\`]+)\`$`, "m").exec(page) ?? [];
      const built = packageFile("dist", "harness", "cli.js");
      const program = `conformance() { "${process.execPath}" "${built}" "$@"; }`;
      const ran = spawnSync("bash", ["-c", `${program}; ${command}`], {
        cwd: packageRoot(),
        encoding: "utf8",
      });
      expect([ran.status, ran.stdout]).toEqual([1, expect.stringContaining(what)]);
    },
    120_000,
  );
});
