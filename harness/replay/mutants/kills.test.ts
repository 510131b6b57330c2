import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOf } from "../../graph/stateGraph.ts";
import { toyDriver, toyGraph, toyLab, toyStep, type ToyStep } from "../fixtures/toyLab.ts";
import { equivalentOn, firstPath } from "./equivalence.ts";
import type { Kills } from "./kill.ts";
import { findKills } from "./kills.ts";
import { findSuspects } from "./suspects.ts";

// 0 -> 1 -> 2 -> 3, and back from anywhere.
const TABLE = { Up: [1, 2, 3, -1], Back: [-1, 0, 0, 0] };
const graph = toyGraph(4, TABLE);
const truth = toyStep(TABLE);
const NO_LIMIT = { replay: Infinity, against: Infinity, promises: Infinity };

const killsOf = (wrong: Parameters<typeof toyLab>[1][string]): Kills => {
  const lab = toyLab(
    toyDriver(truth, () => []),
    { wrong },
  );
  return findKills(findSuspects(graph, lab), 0, { lab, limits: NO_LIMIT });
};

const silenceOf = (wrong: Parameters<typeof toyLab>[1][string]) => {
  const lab = toyLab(
    toyDriver(truth, () => []),
    { wrong },
  );
  return equivalentOn(findSuspects(graph, lab), lab.honest, wrong);
};

const labels = (path: readonly number[] = []) =>
  path.map((edge) => graph.labels[endOf(graph.label, edge)]?.action);

describe("findKills", () => {
  test("a wrong step is shown on the shortest way to it", () => {
    const kills = killsOf(
      toyDriver((toy, action) => (toy.at === 2 && action === "Up" ? toy : truth(toy, action))),
    );
    expect(labels(kills.replay?.path)).toEqual(["Up", "Up", "Up"]);
    expect(kills).toMatchObject({ replay: { steps: 3, label: null, why: "at is 2, not 3" }, against: null });
  });

  test("a step that the spec forbids is shown by asking for it, and only so", () => {
    const kills = killsOf(
      toyDriver((toy, action) => truth(toy, action) ?? (toy.at === 3 ? { ...toy, at: 0 } : null)),
    );
    expect(kills.replay).toBeNull();
    expect(kills.against).toMatchObject({ steps: 4, label: 0, why: "it takes Up: at becomes 0" });
  });

  test("what a model's budget alone forbids is no sign", () => {
    const daring = toyDriver((toy, action) => truth(toy, action) ?? { ...toy, at: 0 });
    expect(killsOf({ ...daring, exempt: () => "a budget" }).against).toBeNull();
    expect(killsOf(daring).against).toMatchObject({ steps: 1 });
  });

  test("a broken promise is shown where the spec sees nothing", () => {
    const forgetful = toyDriver(truth, ({ at }) => (at === 2 ? ["it is late"] : []));
    expect(killsOf(forgetful)).toEqual({
      ...{ replay: null, against: null },
      promises: { path: [0, 1], label: null, steps: 2, why: "it is late" },
    });
  });

  test("a difference that hides at first is followed until it shows", () => {
    const brooding: ToyStep = (toy, action) => {
      const next = truth(toy, action);
      if (next === null) return null;
      // The second time round it counts wrong.
      if (action === "Back") return { ...next, memory: 1 };
      return toy.memory === 1 && toy.at === 1 ? { ...next, at: 3 } : next;
    };
    const kills = killsOf(toyDriver(brooding));
    expect(labels(kills.replay?.path)).toEqual(["Up", "Back", "Up", "Up"]);
  });

  test("nothing is looked for that would be no shorter", () => {
    const wrong = toyDriver((toy, action) => (toy.at === 2 ? null : truth(toy, action)));
    const lab = toyLab(
      toyDriver(truth, () => []),
      { wrong },
    );
    const suspects = findSuspects(graph, lab);
    const limits = { ...NO_LIMIT, replay: 3 };
    expect(findKills(suspects, 0, { lab, limits }).replay).toBeNull();
    expect(findKills(suspects, 0, { lab, limits: { ...limits, replay: 4 } }).replay?.steps).toBe(3);
  });
});

describe("equivalentOn", () => {
  test("a mutant that does nothing else is proven to, and shown by nothing", () => {
    const same = toyDriver(
      (toy, action) => truth({ ...toy }, action),
      () => [],
    );
    expect(silenceOf(same)).toEqual({ kind: "equivalent", states: 4, edges: 6, forbidden: 2 });
    expect(killsOf(same)).toEqual({ replay: null, against: null, promises: null });
  });

  test("a difference in what the spec does not see is no equivalence", () => {
    const hiding = toyDriver(
      (toy, action) => {
        const next = truth(toy, action);
        return next !== null && next.at === 3 ? { ...next, memory: 7 } : next;
      },
      () => [],
    );
    expect(killsOf(hiding)).toEqual({ replay: null, against: null, promises: null });
    expect(silenceOf(hiding)).toMatchObject({
      kind: "different",
      state: 2,
      what: "world.memory is 7, not 0",
    });
  });

  test("a difference in a state that the graph does not reach is none on the graph", () => {
    const elsewhere = toyDriver(
      (toy, action) => (toy.at === 9 ? toy : truth(toy, action)),
      () => [],
    );
    expect(silenceOf(elsewhere).kind).toBe("equivalent");
  });

  test("other promises, another beginning and a step too many are differences, too", () => {
    expect(silenceOf(toyDriver(truth, ({ at }) => (at === 1 ? ["no"] : [])))).toMatchObject({
      state: 1,
      label: null,
    });
    const begun = { ...toyDriver(truth, () => []), initial: () => ({ at: 0, memory: 1 }) };
    expect(silenceOf(begun)).toMatchObject({ state: 0, label: null, what: "memory is 1, not 0" });
    const daring = toyDriver(
      (toy, action) => truth(toy, action) ?? toy,
      () => [],
    );
    expect(silenceOf(daring)).toMatchObject({ state: 0, label: 1, what: "it takes Back" });
  });

  test("a state is named by the way to it", () => {
    const lab = toyLab(toyDriver(truth), {});
    expect(labels(firstPath(findSuspects(graph, lab), 3))).toEqual(["Up", "Up", "Up"]);
  });
});

describe("on random machines", () => {
  const STATES = 5;
  const row = fc.array(fc.integer({ min: -1, max: STATES - 1 }), { minLength: STATES, maxLength: STATES });
  const table = fc.record({ A: row, B: row, C: row });
  const changes = fc.array(
    fc.record({
      action: fc.constantFrom("A", "B", "C"),
      at: fc.nat({ max: STATES - 1 }),
      to: fc.integer({ min: -1, max: STATES - 1 }),
      /** Hidden: it shows when the machine comes back to where it was changed. */
      hidden: fc.boolean(),
    }),
    { maxLength: 4 },
  );

  /** Breadth first over everything that the mutant can be, one step at a time. */
  const bruteForce = (rows: Readonly<Record<string, readonly number[]>>, wrong: ToyStep) => {
    const honest = toyStep(rows);
    const found = { replay: Infinity, against: Infinity };
    const depths = new Map([["0/0", 0]]);
    const queue = [{ at: 0, memory: 0 }];
    for (const toy of queue) {
      const depth = (depths.get(`${toy.at}/${toy.memory}`) ?? 0) + 1;
      for (const action of ["A", "B", "C"]) {
        const [wanted, next] = [honest(toy, action), wrong(toy, action)];
        if (wanted === null && next !== null) found.against = Math.min(found.against, depth);
        if (wanted === null) continue;
        if (next?.at !== wanted.at) found.replay = Math.min(found.replay, depth);
        else if (!depths.has(`${next.at}/${next.memory}`)) {
          depths.set(`${next.at}/${next.memory}`, depth);
          queue.push(next);
        }
      }
    }
    return found;
  };

  test("the ways are as short as can be, and a mutant without any is equivalent or hides something", () => {
    fc.assert(
      fc.property(table, changes, (rows, changed) => {
        const honest = toyStep(rows);
        const wrong: ToyStep = (toy, action) => {
          const change = changed.find((one) => one.action === action && one.at === toy.at);
          const next = honest(toy, action);
          if (change === undefined) return next;
          if (change.hidden && toy.memory === 0) return next === null ? null : { ...next, memory: 1 };
          return change.to < 0 ? null : { ...toy, at: change.to };
        };
        const machine = toyDriver(wrong);
        const lab = toyLab(toyDriver(honest), { machine });
        const suspects = findSuspects(toyGraph(STATES, rows), lab);
        const kills = findKills(suspects, 0, { lab, limits: NO_LIMIT });
        const expected = bruteForce(rows, wrong);
        expect(kills.replay?.steps ?? Infinity).toBe(expected.replay);
        expect(kills.against?.steps ?? Infinity).toBe(expected.against);
        const silence = equivalentOn(suspects, lab.honest, machine);
        if (silence.kind === "equivalent") expect([kills.replay, kills.against]).toEqual([null, null]);
      }),
      { numRuns: 600 },
    );
  });
});
