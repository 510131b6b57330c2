import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { toyTrace } from "./fixtures/toyTrace.ts";
import type { RecordRequest, Target } from "../../targets/target.ts";
import { recordMutants } from "./mutantTraces.ts";

// Which traces of a mutant are judged: those that differ soonest, cut soon after the difference.

const folder = mkdtempSync(path.join(os.tmpdir(), "mutant-traces-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = (name: string, text = "nodes 3"): RecordRequest => ({ kind: "scenario", file: name, text });
const nameOf = (request: RecordRequest): string =>
  request.kind === "scenario" ? request.file : `random-${request.seed}`;

/** Runs of twenty events; a mutant's differ from `wrongFrom` on. */
const target = (
  wrongFrom: Readonly<
    Record<string, { readonly at: number; readonly nodes?: number; readonly told?: number }>
  >,
): Target =>
  ({
    name: "toy",
    mutants: [{ name: "wrong", description: "does wrong" }],
    record: (request: RecordRequest, mutant?: string) => {
      const { at, nodes = 3, told = at } = wrongFrom[nameOf(request)] ?? { at: Infinity };
      const actions = Array.from({ length: 20 }, (_, index) =>
        mutant !== undefined && index >= told ? "Bad" : "Good",
      );
      return { ok: true, value: { trace: toyTrace(`${nameOf(request)}.ndjson`, nodes, actions), unmet: [] } };
    },
    selfTest: {
      lab: () => {
        throw new Error("no graph is asked for");
      },
      departures: (requests: readonly RecordRequest[]) =>
        requests.map((request) => {
          const wrong = wrongFrom[nameOf(request)];
          return new Map(wrong === undefined ? [] : [["wrong", wrong.at]]);
        }),
    },
    // Sound: nothing else of a target is looked at.
  }) as unknown as Target;

const recorded = (wrongFrom: Parameters<typeof target>[0], scenarios: readonly RecordRequest[]) => {
  const found = recordMutants(target(wrongFrom), scenarios, folder).get("wrong");
  return {
    departs: found?.departs,
    traces: found?.traces.map((trace) => [path.basename(trace.file), trace.actions.length]),
  };
};

describe("recordMutants", () => {
  const scenarios = ["a", "b", "c"].map((name) => scenario(name));

  test("keeps two runs that differ soonest, and no more of them than it takes to see it", () => {
    expect(recorded({ a: { at: 9 }, b: { at: 2 }, c: { at: 4 } }, scenarios)).toEqual({
      departs: 3,
      traces: [
        ["b.ndjson", 7],
        ["c.ndjson", 9],
      ],
    });
    const text = readFileSync(path.join(folder, "wrong", "b.ndjson"), "utf8");
    expect(text.trimEnd().split("\n")).toHaveLength(1 + 7);
  });

  test("what steps otherwise without a trace of it is counted, and no evidence", () => {
    expect(recorded({ a: { at: 3, told: Infinity } }, scenarios)).toEqual({ departs: 1, traces: [] });
  });

  test("prefers runs of three nodes, later ones too; takes others when there is nothing else", () => {
    const later = { a: { at: 1, nodes: 5 }, b: { at: 8 } };
    expect(recorded(later, scenarios).traces).toEqual([["b.ndjson", 13]]);
    expect(recorded({ a: { at: 1, nodes: 5 } }, scenarios).traces).toEqual([["a.ndjson", 6]]);
  });

  test("leaves scenarios out that have constants of their own", () => {
    const own = [scenario("a", "nodes 3\nmemory volatile"), scenario("b", "quorum 2"), scenario("c")];
    expect(recorded({ a: { at: 1 }, b: { at: 1 }, c: { at: 5 } }, own).traces).toEqual([["c.ndjson", 10]]);
  });

  test("a target that cannot compare its mutants has no evidence", () => {
    const { selfTest, ...plain } = target({ a: { at: 1 } });
    expect(selfTest).toBeDefined();
    expect(recordMutants(plain, scenarios, folder).get("wrong")).toEqual({ departs: 0, traces: [] });
  });
});
