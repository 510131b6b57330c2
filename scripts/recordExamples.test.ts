import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { packageFile } from "../harness/packageRoot.ts";
import { mutants } from "../impl/mutants/mutants.ts";
import { readTrace } from "../traces/decode.ts";
import type { Trace } from "../traces/trace.ts";
import { change, drop, link, setPoint } from "./examples/edits.ts";
import { exampleFiles, type ExampleFile } from "./examples/exampleFiles.ts";
import { runOf, scenario } from "./examples/source.ts";

const files = exampleFiles();
const invalid = files.filter((file) => file.path.startsWith("traces/invalid/"));
const valid = files.filter((file) => file.path.startsWith("traces/valid/"));

const decode = async ({ path: name }: ExampleFile): Promise<Trace> => {
  const trace = await readTrace(packageFile(...name.split("/")));
  if (!trace.ok) throw new Error(trace.problems.map(({ code, message }) => `${code} ${message}`).join("; "));
  return trace.value;
};

describe("the shipped examples", () => {
  test("are what the script records, and nothing else is there", () => {
    const shipped = ["valid", "invalid"].flatMap((folder) =>
      readdirSync(packageFile("traces", folder)).map((name) => `traces/${folder}/${name}`),
    );
    expect(shipped.toSorted()).toEqual(files.map((file) => file.path).toSorted());
  });

  test.each(files)("$path is as recorded: npx tsx scripts/recordExamples.ts", ({ path: name, text }) => {
    expect(readFileSync(packageFile(...name.split("/")), "utf8")).toBe(text);
  });

  test("are many, small and different", async () => {
    expect(valid.length).toBeGreaterThanOrEqual(10);
    expect(invalid.length).toBeGreaterThanOrEqual(10);
    for (const file of files) expect((await decode(file)).events.length, file.path).toBeLessThanOrEqual(60);
    const bodies = files.map(({ text }) => text.slice(text.indexOf("\n")));
    expect(new Set(bodies).size).toBe(files.length);
  });

  test("come from clusters of one, two, three, five and seven", async () => {
    const traces = await Promise.all(valid.map(decode));
    const sizes = new Set(traces.map(({ header }) => header.nodes?.length));
    expect([...sizes].sort()).toEqual([1, 2, 3, 5, 7]);
  });

  test.each(invalid)("$path says where and why it must be refused, and has three nodes", async (file) => {
    const { header, events } = await decode(file);
    const { line = 0, seq, mistake } = header.expect ?? {};
    expect(events.find((event) => event.line === line)?.event.seq).toBe(seq);
    expect(mistake).not.toBe("");
    expect(header.nodes).toEqual(["S1", "S2", "S3"]);
    expect(header.producer?.mutant ?? header.producer?.details?.["edited"]).toBeDefined();
  });

  test("show every deliberate bug that reliable links can show", async () => {
    const shown = (await Promise.all(invalid.map(decode))).map(({ header }) => header.producer?.mutant);
    const hidden = mutants.map(({ name }) => name).filter((name) => !shown.includes(name));
    // No message is repeated, no term has two leaders, and the spec has no clock.
    expect(hidden).toEqual(["counts-repeated-votes", "yields-to-equal-term", "forgets-to-stamp"]);
  });

  test.each(valid)("$path expects nothing", async (file) => {
    const { header } = await decode(file);
    expect(header.expect).toBeUndefined();
    expect(header.purpose).not.toBe(path.basename(file.path, ".ndjson"));
  });
});

describe("edits", () => {
  const events = runOf({ scenario: scenario("two-nodes") }).events.map(({ event }) => event);

  test("name lines of the file, in which the first event stands in line 2", () => {
    expect(drop(2)(events)).toEqual(events.slice(1));
  });

  test("refuse a line and a point that the run does not have", () => {
    expect(() => change(1000, (event) => event)(events)).toThrow(RangeError);
    const [first] = events;
    if (first === undefined) throw new Error("no events");
    expect(() => setPoint(first, "currentTerm", ["S2", 1])).toThrow(RangeError);
    expect(() => setPoint(first, "messages", [link("S2", "S1"), []])).toThrow(RangeError);
  });
});
