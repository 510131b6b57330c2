import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomFaults, scriptedFaults } from "./faults.ts";

const nodes = ["S1", "S2", "S3"];

describe("random faults", () => {
  test("are the same for the same seed, in order, and within the time", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 20_000 }), (seed, ms) => {
        const faults = randomFaults(nodes, { seed, ms });
        expect(randomFaults(nodes, { seed, ms })).toEqual(faults);
        expect(faults.map(({ at }) => at)).toEqual(faults.map(({ at }) => at).toSorted((a, b) => a - b));
        expect(faults.every(({ at, fault }) => at < ms && nodes.includes(fault.node))).toBe(true);
      }),
    );
  });

  test("are of every kind before long", () => {
    const faults = randomFaults(nodes, { seed: 1, ms: 60_000 });
    const kinds = new Set(
      faults.map(({ fault }) => (fault.kind === "order" ? fault.order.kind : fault.kind)),
    );
    expect([...kinds].sort()).toEqual(["crash", "pause", "quorum", "restart", "resume", "start", "stop"]);
  });
});

describe("a script", () => {
  test("is what it says, in real time", () => {
    const read = scriptedFaults(
      [
        { at: 800, command: { kind: "pause", node: "S1", forMs: 400 } },
        { at: 900, command: { kind: "crash", node: "S2", notice: null } },
        { at: 1000, command: { kind: "stop", node: "S3" } },
        { at: 1300, command: { kind: "quorum", quorum: 3 } },
      ],
      { nodes: ["S1", "S2"], speedup: 100 },
    );
    expect(read.impossible).toEqual([]);
    const quorum = { kind: "quorum", quorum: 3 };
    expect(read.faults).toEqual([
      { at: 8, fault: { kind: "pause", node: "S1" } },
      { at: 9, fault: { kind: "crash", node: "S2" } },
      { at: 10, fault: { kind: "order", node: "S3", order: { kind: "stop" } } },
      { at: 12, fault: { kind: "resume", node: "S1" } },
      { at: 13, fault: { kind: "order", node: "S1", order: quorum } },
      { at: 13, fault: { kind: "order", node: "S2", order: quorum } },
    ]);
  });

  test("that cuts a cable names what cannot be done", () => {
    const cut = { kind: "cut", links: [], notice: null } as const;
    expect(scriptedFaults([{ at: 1, command: cut }], { nodes, speedup: 1 }).impossible).toEqual(["cut"]);
  });
});
