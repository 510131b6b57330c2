import { readFileSync } from "node:fs";
import { findToolchain } from "../harness/tlc/toolchain.ts";
import { describe, expect, test } from "vitest";
import { isFull } from "../harness/check/fixtures/judge.ts";
import { packageFile } from "../harness/packageRoot.ts";
import { ROWS } from "../harness/targets/published/rows.ts";
import { LONGEST_MS, runPageCommand } from "./builtCommand.ts";
import { comparable, pageCommands } from "./readmeCommands.ts";

// What docs/findings.md says the tool showed, it must show: its commands, and every line that it quotes.

const page = readFileSync(packageFile("docs", "findings.md"), "utf8");
const hasJava = (await findToolchain({ env: process.env })).ok;

/** What the check of a folder says of one trace. */
const reportOn = (output: string, file: string): string => {
  const start = output.indexOf(`diverges     ${file}`);
  return start === -1 ? "" : (output.slice(start).split(/\n(?=\S)/u)[0] ?? "");
};

/** By command; the page's come first. */
const outputs = new Map<string, string>();
const PUBLISHED = "npx conformance check traces/deviations/published --target published";
const ELECTION = "npx conformance check traces/deviations/election";

// Two minutes and a half: in the whole CI only.
describe.skipIf(!hasJava || !isFull)("docs/findings.md", () => {
  test.each(pageCommands(page))(
    "line $line: $command",
    ({ command, exitCode }) => {
      const { status, stdout, stderr } = runPageCommand(command);
      outputs.set(command, `${stdout}\n${stderr}`);
      expect(status, `${stdout}\n${stderr}`).toBe(exitCode);
    },
    LONGEST_MS + 10_000,
  );

  test("quotes what the commands print", () => {
    const printed = [...outputs.values()].flatMap(comparable);
    const quoted = [...page.matchAll(/^```text\n([\s\S]*?)^```$/gmu)].flatMap((match) =>
      comparable(match[1] ?? ""),
    );
    expect(quoted.length).toBeGreaterThan(20);
    expect(quoted.filter((line) => !printed.some((other) => other.includes(line)))).toEqual([]);
  });
});

describe.skipIf(!hasJava || !isFull)("the traces of deviations", () => {
  test.each(ROWS)("$id: $says", ({ id, refused }) => {
    for (const spec of ["published", "election"] as const) {
      const file = `traces/deviations/${spec}/${id}.ndjson`;
      const report = reportOn(outputs.get(spec === "published" ? PUBLISHED : ELECTION) ?? "", file);
      if (refused?.by !== spec) {
        expect(report).toBe("");
        continue;
      }
      const args = Object.entries(refused.args ?? {}).map(([name, value]) => `${name} = ${value}`);
      const step =
        refused.action === undefined ? "a step to this state" : `${refused.action}(${args.join(", ")})`;
      const { line, because } = refused;
      expect(report).toContain(`${file}:${line}: event ${line - 1}, ${step} could not happen`);
      for (const reason of because) expect(report).toContain(reason);
      expect(report).toContain("as its header expects");
    }
  });

  test("are all judged", () => {
    const texts = [PUBLISHED, ELECTION].map((command) => outputs.get(command) ?? "");
    expect(texts.every((text) => text.includes(`${ROWS.length} traces:`))).toBe(true);
    expect(texts.join("")).not.toMatch(/[1-9]\d* inconclusive/u);
  });
});
