import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { packageFile } from "../harness/packageRoot.ts";
import { isBridge } from "../harness/targets/published/bridges.ts";
import { TOPICS } from "../harness/targets/published/row.ts";
import { ROWS } from "../harness/targets/published/rows.ts";
import { readTrace } from "../traces/decode.ts";
import { deviationFiles } from "./examples/deviationFiles.ts";

const files = deviationFiles();

const traceOf = async (path: string) => {
  const trace = await readTrace(packageFile(...path.split("/")));
  if (!trace.ok) throw new Error(trace.problems.map(({ code, message }) => `${code} ${message}`).join("; "));
  return trace.value;
};

describe("the traces of deviations", () => {
  test("are what the script records, and nothing else is there", () => {
    const shipped = ["election", "published"].flatMap((folder) =>
      readdirSync(packageFile("traces", "deviations", folder)).map(
        (name) => `traces/deviations/${folder}/${name}`,
      ),
    );
    expect(shipped.toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  });

  test.each(files)("$path is as recorded: npx tsx scripts/recordDeviations.ts", ({ path, text }) => {
    expect(readFileSync(packageFile(...path.split("/")), "utf8")).toBe(text);
  });

  test("show every topic of the comparison, each scenario of the folder, and have names of their own", () => {
    expect([...new Set(ROWS.map(({ topic }) => topic))].toSorted()).toEqual([...TOPICS].toSorted());
    const scenarios = readdirSync(packageFile("traces", "deviations", "scenarios"));
    const used = new Set(ROWS.map(({ scenario }) => `${scenario}.scenario`));
    expect([...used].toSorted()).toEqual(scenarios.toSorted());
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });

  test.each(ROWS)("$id ends with the step that is refused", async ({ id, refused, says }) => {
    for (const spec of ["election", "published"] as const) {
      const { header, events } = await traceOf(`traces/deviations/${spec}/${id}.ndjson`);
      expect(events.length).toBeLessThanOrEqual(30);
      expect(header.expect?.mistake).toBe(refused?.by === spec ? says : undefined);
      if (refused?.by !== spec) continue;
      expect(header.expect?.line).toBe(refused.line);
      const last = events.at(-1);
      expect(last?.line).toBe(refused.line);
      expect(last?.event.action).toBe(refused.action);
      expect(last?.event.args).toEqual(refused.args);
    }
  });

  test("name the bridges that are needed, and no other", () => {
    for (const { id, bridges } of ROWS) {
      expect(bridges.filter((name) => !isBridge(name))).toEqual([]);
      expect(new Set(bridges).size, id).toBe(bridges.length);
    }
  });
});
