import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { RunReport } from "../harness/commands/run/runReport.ts";
import { packageFile } from "../harness/packageRoot.ts";
import { mutantsPage, tracesOf, type TraceCell } from "./mutantsPageText.ts";

// npx tsx scripts/mutantsPage.ts [RUN.json]: writes docs/mutants.md. RUN.json is what `conformance run --json` printed; without
// it the column of traces stays what it is.

const page = packageFile("docs", "mutants.md");
const [file] = process.argv.slice(2);

const judged = (text: string): ReadonlyMap<string, TraceCell> => {
  // Sound: it is our own report, and a wrong file shows in the page at once.
  const { targets } = JSON.parse(text) as Pick<RunReport, "targets">;
  return new Map(
    targets
      .flatMap(({ selfTest }) => selfTest?.mutants ?? [])
      .flatMap(({ name, techniques: { traces } }) => (traces === null ? [] : [[name, traces] as const])),
  );
};

const before = existsSync(page) ? readFileSync(page, "utf8") : "";
writeFileSync(
  page,
  await mutantsPage(file === undefined ? tracesOf(before) : judged(readFileSync(file, "utf8"))),
);
