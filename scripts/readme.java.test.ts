import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packageFile, packageRoot } from "../harness/packageRoot.ts";
import { comparable, pageCommands, withCaptures } from "./readmeCommands.ts";
import { LONGEST_MS, runPageCommand } from "./builtCommand.ts";
import { findToolchain } from "../harness/tlc/toolchain.ts";

// The page promises what these commands do. They run from the sources: a build may be older than the page.

const FILE = packageFile("README.md");
const UPDATE = process.env["UPDATE_GOLDEN"] === "1";

const page = readFileSync(FILE, "utf8");
const captures = new Map<number, string>();
const hasJava = (await findToolchain({ env: process.env })).ok;

describe.skipIf(!hasJava)("the commands of README.md", () => {
  test.each(pageCommands(page))(
    "line $line: $command",
    ({ command, exitCode, captured }) => {
      const { status, stdout, stderr } = runPageCommand(command);
      expect(status, `${stdout}\n${stderr}`).toBe(exitCode);
      if (captured === undefined) return;
      // Readers have this folder elsewhere.
      const shown = stdout.trimEnd().replaceAll(`${packageRoot()}${path.sep}`, "");
      captures.set(captured.line, shown);
      if (!UPDATE) expect(comparable(captured.text)).toEqual(comparable(shown));
    },
    LONGEST_MS + 10_000,
  );

  afterAll(() => {
    if (UPDATE) writeFileSync(FILE, withCaptures(page, captures));
  });
});
