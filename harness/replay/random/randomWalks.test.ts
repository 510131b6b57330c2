import { describe, expect, it } from "vitest";
import { graphLabel } from "../../graph/label.ts";
import { indexGraph, type StateGraph } from "../../graph/stateGraph.ts";
import { int } from "../../tla/value.ts";
import type { ReplayDriver } from "../driver.ts";
import { pathText } from "../pathText.ts";
import { randomReport } from "./randomReport.ts";
import { randomCommands, type RandomWalks } from "./randomWalks.ts";

// The spec: a lift of five floors. Call may lead to any other floor; Idle does nothing.
const FLOORS = 5;
const labels = [graphLabel("Up", {}), graphLabel("Down", {}), graphLabel("Idle", {}), graphLabel("Call", {})];
const [UP, DOWN, IDLE, CALL] = [0, 1, 2, 3] as const;

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

const floors = Array.from({ length: FLOORS }, (_, floor) => floor);

const liftEdges: readonly Edge[] = floors.flatMap((from) => [
  ...(from + 1 < FLOORS ? [{ from, to: from + 1, label: UP }] : []),
  ...(from > 0 ? [{ from, to: from - 1, label: DOWN }] : []),
  { from, to: from, label: IDLE },
  ...(from === 0 ? floors.filter((to) => to > 0).map((to) => ({ from, to, label: CALL })) : []),
]);

const graphOf = (edges: readonly Edge[], initial: readonly number[] = [0]): StateGraph =>
  indexGraph({
    ...{ states: FLOORS, initial, labels, beyond: 0, cutLabels: () => [] },
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    label: Int32Array.from(edges, ({ label }) => label),
    stateOf: (state) => new Map([["floor", int(state)]]),
  });

const lift = graphOf(liftEdges);

const move = (floor: number, action: string): number | null => {
  if (action === "Idle") return floor;
  if (action === "Up") return floor + 1 < FLOORS ? floor + 1 : null;
  if (action === "Down") return floor > 0 ? floor - 1 : null;
  return floor === 0 ? 3 : null;
};

/** A lift that always answers a call from the third floor, and moves otherwise as `moves` says. */
const driverOf = (moves = move): ReplayDriver<number> => ({
  initial: (state) => {
    const floor = state.get("floor");
    return floor?.kind === "int" ? floor.value : -1;
  },
  perform: (floor, { action, args }) => {
    const next = moves(floor, action);
    return next === null ? { kind: "refused", reason: "no" } : { kind: "taken", world: next, action, args };
  },
  project: (floor) => new Map([["floor", int(floor)]]),
  deviations: [],
});

const stuckAtTop = driverOf((floor, action) =>
  floor === 3 && action === "Up" ? floor : move(floor, action),
);

const textOf = ({ difference }: RandomWalks): string => {
  if (difference === null) return "none";
  const { finding } = difference;
  return pathText(lift, {
    ...finding.path(),
    forbidden: finding.kind === "forbidden" ? finding.label : null,
  });
};

const walk = (driver: ReplayDriver<number>, options: Partial<Parameters<typeof randomCommands>[2]> = {}) =>
  randomCommands(lift, driver, { walks: 60, length: 40, seed: 1, ...options });

describe("randomCommands", () => {
  it("takes long walks, goes where the implementation goes, and finds nothing wrong with a true one", async () => {
    const walked = await walk(driverOf());
    expect(walked).toMatchObject({
      walks: 60,
      difference: null,
      stopped: null,
      labelsTaken: 4,
      statesSeen: 5,
      open: 0,
    });
    expect(walked.steps).toBeGreaterThan(600);
    expect(walked.longest).toBeGreaterThan(30);
    // Of the calls only the one that the implementation answers.
    expect(walked.edgesTaken).toBe(liftEdges.length - 3);
    expect(walked.asked.refused).toBeGreaterThan(60);
  });

  it("depends on the seed alone", async () => {
    expect(await walk(driverOf(), { seed: 7 })).toEqual(await walk(driverOf(), { seed: 7 }));
    expect(await walk(driverOf(), { seed: 7 })).not.toEqual(await walk(driverOf(), { seed: 8 }));
  });

  it("makes a failing walk as short as dropping steps can", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const text = textOf(await walk(stuckAtTop, { seed }));
      expect(["Call#3 > Up", "Up > Up > Up > Up"]).toContain(text);
    }
  });

  it("finds a failure again by the seed and the walks that it names, whatever came before", async () => {
    const rare = driverOf((floor, action) => (floor === 4 && action === "Down" ? 2 : move(floor, action)));
    const first = await walk(rare, { walks: 400, length: 8, seed: 11 });
    const { difference } = first;
    if (difference === null) throw new Error("not found");
    const { seed, walks } = difference;
    const again = await walk(rare, { walks, length: 8, seed });
    expect(again.difference).toMatchObject({
      seed,
      walks,
      path: difference.path,
      shrinks: difference.shrinks,
    });
    expect(textOf(again)).toBe(textOf(first));
  });

  it("asks for steps that the spec does not have", async () => {
    const through = driverOf((floor, action) => (floor === 4 && action === "Up" ? 0 : move(floor, action)));
    const walked = await walk(through);
    expect(walked.difference?.finding.kind).toBe("forbidden");
    expect(["Call#3 > Up > Up", "Up > Up > Up > Up > Up"]).toContain(textOf(walked));
  });

  it("tells a wrong beginning, and of several initial states begins in each", async () => {
    const wrong = { ...driverOf(), initial: () => 1 };
    expect((await walk(wrong)).difference?.finding).toMatchObject({ kind: "initial" });
    const two = graphOf(liftEdges, [1, 4]);
    const walked = await randomCommands(two, driverOf(), { walks: 50, length: 1, seed: 1 });
    expect(walked.statesSeen).toBeGreaterThan(3);
    expect(walked.difference).toBeNull();
  });

  it("lets bugs of a driver be bugs", async () => {
    const broken = driverOf((floor, action) => {
      if (action === "Up") throw new TypeError("a bug");
      return move(floor, action);
    });
    await expect(walk(broken)).rejects.toThrow("a bug");
  });

  it("ends where it is told to, and a graph without beginning has no walks", async () => {
    expect(await walk(driverOf(), { signal: AbortSignal.abort() })).toMatchObject({
      walks: 0,
      stopped: "aborted",
    });
    expect(await walk(driverOf(), { timeoutSeconds: -1 })).toMatchObject({ walks: 0, stopped: "timeout" });
    const none = graphOf([], []);
    const walked = await randomCommands(none, driverOf(), { walks: 5, length: 5, seed: 1 });
    expect(walked).toMatchObject({ walks: 0, steps: 0 });
  });
});

describe("randomReport", () => {
  const reportOf = async (driver: ReplayDriver<number>, more = {}) => {
    const options = { walks: 60, length: 40, seed: 1, ...more };
    const commands = {
      again: ({ walks, seed }: { walks: number; seed: number }) => `again ${walks} ${seed}`,
      follow: (path: string) => `follow ${path}`,
    };
    return randomReport(lift, await randomCommands(lift, driver, options), {
      options,
      commands,
      durationMs: 1,
    });
  };

  it("tells path, seed, fast-check's path and two commands of a failure", async () => {
    const report = await reportOf(stuckAtTop);
    expect(report.verdict).toBe("diverges");
    const [failure] = report.failures;
    expect(failure?.path.at(-1)).toBe("Up");
    expect(failure?.why).toEqual([{ kind: "state", path: "floor", expected: "4", logged: "3" }]);
    expect(failure?.command).toMatch(/^again \d+ 1$/);
    expect(failure?.follow).toBe(
      `follow ${failure?.path.length === 2 ? "Call#3 > Up" : "Up > Up > Up > Up"}`,
    );
    expect(failure?.fastCheck).toMatchObject({ seed: 1 });
    expect(failure?.fastCheck.path).toMatch(/^\d+(:\d+)*$/);
  });

  it("conforms only when all walks were walked", async () => {
    expect((await reportOf(driverOf())).verdict).toBe("conforms");
    const stopped = await reportOf(driverOf(), { signal: AbortSignal.abort() });
    expect(stopped).toMatchObject({ verdict: "inconclusive", warnings: [{ code: "INC092" }] });
  });
});
