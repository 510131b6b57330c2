import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { packageFile } from "../harness/packageRoot.ts";
import { driveRequest } from "../harness/replay/driveRequest.ts";
import { followPath } from "../harness/replay/followPath.ts";
import { readPath } from "../harness/replay/pathText.ts";
import { electionTarget } from "../harness/targets/election/target.ts";
import { everyMutant } from "../impl/mutants/mutants.ts";
import { timingMutants } from "../impl/mutants/timing.ts";
import { uncalledMutants } from "../impl/mutants/uncalled.ts";
import { mutantsPage, suiteGraphs, tracesOf } from "./mutantsPageText.ts";

const page = readFileSync(packageFile("docs", "mutants.md"), "utf8");

/** On a busy machine. */
vi.setConfig({ testTimeout: 240_000 });

/** The matrix over all suites takes ten seconds and more; `conformance run` works it out, too. */
const isWhole = ["1", "all"].includes(process.env["CONFORMANCE_FULL"] ?? "");

describe("docs/mutants.md", () => {
  test.runIf(isWhole)(
    "is what its script makes of the suites, byte for byte; every mutant is shown, or proven equal",
    async () => {
      expect(await mutantsPage(tracesOf(page))).toBe(page);
    },
  );

  test("has every mutant with its description, shown by something or proven to do nothing else", () => {
    const rows = [...page.matchAll(/^\| `([\w-]+)` +\| (.*?\S) +\|((?: +(?:-|\d+) \|){4})$/gm)];
    const known = everyMutant.map(({ name, description }) => [name, description.replaceAll("|", "\\|")]);
    expect(rows.map(([, name, description]) => [name, description])).toEqual(known);
    const silent = rows.filter(([, , , cells = ""]) => !/\d/.test(cells)).map(([, name]) => name);
    expect(silent).toEqual(["obeys-old-cession"]);
    expect(page).toContain("- `obeys-old-cession`: equivalent on 19387 states");
    expect(page).not.toContain("NOT PROVEN");
  });

  test("every path that it prints shows the mutant, and is right for the true elector", () => {
    const graphs = new Map(suiteGraphs().map(({ name, graph }) => [name, graph]));
    const printed = page.matchAll(/--cfg ([\w-]+) --mutant ([\w-]+) --path '([^']+)'/g);
    let paths = 0;
    for (const [, cfg = "", mutant = "", way = ""] of printed) {
      const graph = graphs.get(cfg);
      const asked = graph === undefined ? undefined : readPath(graph, way);
      if (graph === undefined || asked?.ok !== true) throw new Error(`${cfg} has no path ${way}`);
      const follow = (who: { readonly mutant?: string }) =>
        electionTarget.drive({ ...driveRequest(graph), ...who }, (driver) =>
          followPath({ graph, driver }, asked.value),
        );
      const [wrong, right] = [follow({ mutant }), follow({})];
      // A promise may be broken before a step is wrong, which is another way to show the same mutant.
      const left = ["waits-for-ever", "waits-twice-as-long"].includes(mutant) ? wrong.left : 0;
      expect([mutant, wrong.verdict, wrong.left]).toEqual([mutant, "diverges", left]);
      expect([mutant, right.verdict]).toEqual([mutant, "conforms"]);
      paths += 1;
    }
    expect(paths).toBeGreaterThan(100);
  });

  test("traces show all bugs but those of timing, those that act uncalled, and the one that is none", () => {
    const shown = tracesOf(page);
    const hidden = everyMutant.map(({ name }) => name).filter((name) => !shown.has(name));
    expect(hidden).toEqual([
      ...["forgets-to-stamp", "obeys-old-cession"],
      ...timingMutants.map(({ name }) => name),
      ...uncalledMutants.map(({ name }) => name).slice(0, 11),
    ]);
  });
});
