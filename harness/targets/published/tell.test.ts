import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomScenario } from "../../../impl/cluster/random-scenario.ts";
import { simulate } from "../../../impl/cluster/simulation.ts";
import type { Transition } from "../../../impl/cluster/transition.ts";
import { electorOf, isCrashed, serverNames } from "../../../impl/cluster/world.ts";
import type { ItfValue, LoggedValue } from "../../../traces/itf.ts";
import { recordElection } from "../election/record.ts";
import { BRIDGES, isBridge, type Bridge } from "./bridges.ts";
import { recordPublished } from "./record.ts";
import { tell, type Told } from "./tell.ts";

const runOf = (nodes: number, seed: number, faults: boolean): readonly Transition[] => {
  const transitions: Transition[] = [];
  const sink = (transition: Transition): void => void transitions.push(transition);
  simulate({ ...randomScenario({ nodes: serverNames(nodes), seed, steps: 60, faults }), sink });
  return transitions;
};

const everyBridge = Object.keys(BRIDGES).filter(isBridge);
const runs = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 10_000 }), fc.boolean())
  .map(([nodes, seed, faults]) => runOf(nodes, seed, faults));
const bridgings = fc.subarray<Bridge>(everyBridge).map((chosen) => new Set(chosen));

const bagOf = ({ event }: Told): ReadonlyMap<string, number> => {
  const logged = event.state?.["messages"];
  if (logged === undefined || typeof logged !== "object" || !("#map" in logged)) throw new Error("no bag");
  // The decoder of traces has this form only for a function.
  const entries = logged["#map"] as readonly (readonly [ItfValue, number])[];
  return new Map(entries.map(([record, count]) => [JSON.stringify(record), count]));
};

const termAt = (logged: LoggedValue | undefined): ItfValue | undefined => {
  if (typeof logged !== "object" || !("#at" in logged)) return undefined;
  const [[, value] = [0, undefined]] = logged["#at"] as readonly (readonly [ItfValue, ItfValue])[];
  return value;
};

describe("a told run", () => {
  test("never has less than no message, and keeps the keys of its bag", () => {
    fc.assert(
      fc.property(runs, bridgings, (transitions, bridges) => {
        let before: ReadonlyMap<string, number> = new Map();
        return tell(transitions, bridges).every((one) => {
          const bag = bagOf(one);
          const isBag = [...bag.values()].every((count) => count >= 0);
          const keepsKeys = [...before.keys()].every((key) => bag.has(key));
          before = bag;
          return isBag && keepsKeys;
        });
      }),
      { numRuns: 25 },
    );
  });

  test("ends where the run does: no bridge hides a change of a term", () => {
    fc.assert(
      fc.property(runs, bridgings, (transitions, bridges) => {
        const last = transitions.at(-1);
        if (last === undefined) return;
        const told = tell(transitions, bridges);
        for (const node of Object.keys(last.after.electors)) {
          const values = told.flatMap(({ event }) =>
            event.node === node ? (termAt(event.state?.["currentTerm"]) ?? []) : [],
          );
          if (isCrashed(last.after, node)) continue;
          expect(values.at(-1) ?? 0).toBe(electorOf(last.after, node).term);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("without bridges and without faults has an event for every transition, of the same name", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
        const transitions = runOf(3, seed, false);
        const told = tell(transitions, new Set());
        expect(told.map(({ step }) => step)).toEqual(transitions.map((_, step) => step));
        expect(told.map(({ event }) => event.action)).toEqual(transitions.map(({ action }) => action.name));
      }),
      { numRuns: 15 },
    );
  });
});

describe("recording for the published model", () => {
  const random = { kind: "random", nodes: 3, seed: 7, steps: 30 } as const;

  test("says what was bridged", () => {
    const recording = recordPublished({ ...random, bridge: ["candidate-at-once", "leader-at-once"] });
    expect(recording.ok && recording.value.trace.header.producer?.details).toEqual({
      bridged: "candidate-at-once, leader-at-once",
    });
  });

  test.each([
    ["a bridge that there is not", recordPublished({ ...random, bridge: ["London"] }), "USE026"],
    ["a mutant that there is not", recordPublished(random, "nobody"), "USE020"],
    ["a bridge for the election", recordElection({ ...random, bridge: ["candidate-at-once"] }), "USE025"],
    [
      "a scenario that is none",
      recordPublished({ kind: "scenario", file: "x.scenario", text: "node 3\n" }),
      "SCN001",
    ],
  ])("refuses %s", (_, recording, code) => {
    expect(recording.ok ? [] : recording.problems.map((problem) => problem.code)).toContain(code);
  });
});
