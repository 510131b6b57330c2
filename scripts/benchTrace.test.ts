import { describe, expect, test } from "vitest";
import { tcpEvent } from "../harness/targets/election/tcpEvent.ts";
import { step } from "../impl/elector/step.ts";
import { encodeEvent } from "../traces/encode.ts";
import { prepare } from "./benchTraceCore.ts";
import { measure, median } from "./benchTraceRounds.ts";
import { benchTrace } from "./benchTraceRun.ts";
import { brokenPromises, tableText, type MeasuredSection } from "./benchTraceTable.ts";

// Never how long anything takes: only that everything is measured and told.

describe("the benchmark of tracing", () => {
  const sections = benchTrace({ seed: 1, steps: 200, rounds: { warmUp: 1, counted: 2 } });

  test("measures core, cluster and file, each against a first row of ratio 1", () => {
    expect(sections.map(({ title, measured }) => [title, measured.length])).toEqual([
      ["1. the pure core", 5],
      ["2. the simulated cluster", 6],
      ["3. the TCP driver's file", 3],
    ]);
    for (const { measured } of sections) {
      expect(measured[0]?.ratio).toBe(1);
      for (const { ratio, stepsPerSecond } of measured) {
        expect(ratio > 0 && Number.isFinite(ratio)).toBe(true);
        expect(stepsPerSecond > 0 && Number.isFinite(stepsPerSecond)).toBe(true);
      }
    }
  });

  test("promises: the no-op sink 1.05 on the core, recording 3 there and in the cluster", () => {
    const promised = sections.map(({ measured }) =>
      measured.flatMap(({ limit }) => (limit === undefined ? [] : [limit])),
    );
    expect(promised).toEqual([[1.05, 3], [3, 3, 3, 3], []]);
  });

  test("takes real steps, each of them an action that the format can hold", () => {
    const prepared = prepare(1, 300);
    expect(prepared.length).toBeGreaterThan(100);
    const names = prepared.map(({ state: before, input, connected, sent }, index) => {
      const { action, state } = step(before, input);
      if (action === null) throw new Error("no action");
      const event = tcpEvent({ action, state, connected, sent, at: input.now });
      expect(encodeEvent({ ...event, seq: index + 1 })).toContain(`"action":"${action.name}"`);
      return action.name;
    });
    expect(new Set(names).size).toBeGreaterThan(5);
  });
});

describe("rounds", () => {
  test("run every variant once a round, not always in one order, and do not count the warm-up", () => {
    const ran: string[] = [];
    const variant = (name: string) => ({ name, run: () => ran.push(name) });
    const measured = measure([variant("A"), variant("B"), variant("C")], { warmUp: 2, counted: 8, seed: 1 });
    expect(measured.map(({ name }) => name)).toEqual(["A", "B", "C"]);
    const rounds = Array.from({ length: 10 }, (_, round) => ran.slice(3 * round, 3 * round + 3));
    for (const round of rounds) expect(round.toSorted()).toEqual(["A", "B", "C"]);
    expect(new Set(rounds.map((round) => round.join(""))).size).toBeGreaterThan(2);
  });

  test("have a median of an odd and of an even number", () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN]);
  });
});

describe("the table", () => {
  const section: MeasuredSection = {
    title: "T",
    measured: [
      { name: "first", stepsPerSecond: 1234567.8, ratio: 1 },
      { name: "kept", stepsPerSecond: 10, ratio: 3, limit: 3 },
      { name: "broken", stepsPerSecond: 10, ratio: 1.051, limit: 1.05 },
      { name: "nothing", stepsPerSecond: NaN, ratio: NaN, limit: 3 },
    ],
  };

  test("shows each row", () => {
    expect(tableText({ ...section, measured: section.measured.slice(0, 2) })).toBe(
      [
        "T",
        "           steps/s  ratio  promised",
        "  first  1,234,568   1.00",
        "  kept          10   3.00      <= 3",
        "",
      ].join("\n"),
    );
  });

  test("tells the promises that were not kept; no number keeps none", () => {
    expect(brokenPromises([section])).toEqual(["T: broken: 1.051 > 1.05", "T: nothing: NaN > 3"]);
  });
});
