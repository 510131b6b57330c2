import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReplayDriver, SpecState } from "../../replay/driver.ts";
import { fromItf } from "../../tla/itfValue.ts";
import { canonicalText, fn, int, model, sameValue, type TlaValue } from "../../tla/value.ts";
import { parseTlaValue } from "../../tla/valueParser.ts";
import { publishedDriver } from "../published/driver.ts";
import { electionDriver } from "./driver.ts";
import { INPUTS } from "./inputs.ts";
import { worldState } from "./projection.ts";

const ACTIONS = [...Object.keys(INPUTS), "Restart", "ApplyAvailability"];

const MODEL_VALUES = [
  ...["Nil", "Follower", "Candidate", "Leader", "Dormant", "Crashed"],
  ...["ElectionProposal", "ElectionResponse", "LeaderHeartbeat", "HeartbeatResponse"],
  ...["ScoutingRequest", "ScoutingResponse", "LeadershipCession", "NodeStatus"],
];

/** What is asked of a cluster: action, two nodes, a quorum. */
const asks = fc.array(
  fc.record({
    action: fc.constantFrom(...ACTIONS),
    i: fc.nat({ max: 9 }),
    j: fc.nat({ max: 9 }),
    quorum: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 80, maxLength: 120 },
);

/** Names of which one is a beginning of another: the order of their texts is not that of their numbers. */
const clusters = fc.constantFrom(["S1"], ["S1", "S2"], ["S2", "S10", "S1"], ["b", "B", "a_b"]);

const initialState = (nodes: readonly string[]): SpecState => {
  const each = (value: TlaValue): TlaValue => fn(nodes.map((node) => [model(node), value] as const));
  return new Map([
    ["currentTerm", each(int(0))],
    ["quorumSetting", each(int(0))],
  ]);
};

/** The worlds that a driver comes to. */
const worlds = <World>(
  driver: ReplayDriver<World>,
  nodes: readonly string[],
  steps: readonly {
    readonly action: string;
    readonly i: number;
    readonly j: number;
    readonly quorum: number;
  }[],
): readonly World[] => {
  const before = initialState(nodes);
  const found = [driver.initial(before)];
  for (const { action, i, j, quorum } of steps) {
    const world = found.at(-1);
    const name = (number: number): TlaValue => model(nodes[number % nodes.length] ?? "");
    const args = { i: name(i), j: name(j), quorum: int(quorum) };
    const performed = world === undefined ? null : driver.perform(world, { action, args, before });
    if (performed?.kind === "taken") found.push(performed.world);
  }
  return found;
};

describe("what a replay compares", () => {
  it("is the mapping that records traces, worked out faster", () => {
    let compared = 0;
    fc.assert(
      fc.property(clusters, asks, (nodes, steps) => {
        const driver = electionDriver();
        const names = new Set([...nodes, ...MODEL_VALUES]);
        for (const clocked of worlds(driver, nodes, steps)) {
          const plainly = Object.entries(worldState(clocked.world)).map(
            ([name, value]) => [name, canonicalText(fromItf(value, names))] as const,
          );
          const shown = [...driver.project(clocked)].map(
            ([name, value]) => [name, canonicalText(value)] as const,
          );
          expect(new Map(shown)).toEqual(new Map(plainly));
          compared += 1;
        }
      }),
      { numRuns: 25 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it("is in normal form, in which equal values are equal part by part", () => {
    fc.assert(
      fc.property(clusters, asks, (nodes, steps) => {
        const [election, published] = [electionDriver(), publishedDriver()];
        const shown = [
          ...worlds(election, nodes, steps).map(election.project),
          ...worlds(published, nodes, steps).map(published.project),
        ];
        for (const state of shown)
          for (const value of state.values())
            expect(sameValue(value, parseTlaValue(canonicalText(value)))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});
