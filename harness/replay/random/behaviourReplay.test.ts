import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimulatedBehaviour } from "../../graph/simulate/simulateReader.ts";
import { graphLabel } from "../../graph/label.ts";
import { edgesFrom } from "../../graph/stateGraph.ts";
import { int } from "../../tla/value.ts";
import type { Deviation, ReplayDriver } from "../driver.ts";
import { createBehaviourReplay, type Followed } from "./behaviourReplay.ts";
import { chainOf, labelInstances } from "./chain.ts";

// The spec: a counter up to 9. Inc is written in two places of it, Jump may add 2 or 3.
const instances = [
  graphLabel("Inc", {}),
  graphLabel("Jump", {}),
  graphLabel("Inc", {}),
  graphLabel("Reset", {}),
];
const [INC, JUMP, INC_AGAIN, RESET] = [0, 1, 2, 3] as const;
const MOST = 9;

/** Instance and next state of every successor, as TLC computes them. */
const successors = (n: number): readonly (readonly [instance: number, next: number])[] =>
  (
    [
      [INC, n + 1],
      [JUMP, n + 2],
      [JUMP, n + 3],
      [INC_AGAIN, n + 1],
      [RESET, n > 5 ? 0 : MOST + 1],
    ] as const
  ).filter(([, next]) => next <= MOST);

const behaviourOf = (number: number, choices: readonly number[], first = 0): SimulatedBehaviour => {
  const [values, chosen, possible] = [[first], [] as number[], [] as number[][]];
  for (const choice of choices) {
    const steps = successors(values.at(-1) ?? 0);
    const step = steps[choice % Math.max(1, steps.length)];
    if (step === undefined) break;
    possible.push(steps.map(([instance]) => instance));
    chosen.push(step[0]);
    values.push(step[1]);
  }
  const states = values.map((value) => new Map([["n", int(value)]]));
  return { number, states, chosen, possible: [...possible, null], broken: states.map(() => []) };
};

const counter: ReplayDriver<number> = {
  initial: (state) => numberOf(state.get("n")),
  perform: (n, { action, after }) => {
    const wanted = after === undefined ? null : numberOf(after.get("n"));
    const steps = successors(n).filter(([instance]) => instances[instance]?.action === action);
    const step = steps.find(([, next]) => next === wanted) ?? steps[0];
    return step === undefined
      ? { kind: "refused", reason: "no" }
      : { kind: "taken", world: step[1], action, args: {} };
  },
  project: (n) => new Map([["n", int(n)]]),
  deviations: [],
};

const numberOf = (value: ReturnType<typeof int> | { readonly kind: string } | undefined): number =>
  value !== undefined && "value" in value && typeof value.value === "number" ? value.value : NaN;

const bent = (answer: (n: number, action: string) => number | null | undefined): ReplayDriver<number> => ({
  ...counter,
  perform: (n, step) => {
    const other = answer(n, step.action);
    if (other === undefined) return counter.perform(n, step);
    if (other === null) return { kind: "refused", reason: "bent" };
    return { kind: "taken", world: other, action: step.action, args: {} };
  },
});

const follow = (driver: ReplayDriver<number>, behaviours: readonly SimulatedBehaviour[]): Followed => {
  const commandFor = (behaviour: number) => `again ${behaviour}`;
  const replay = createBehaviourReplay(driver, instances, { negative: "default", seed: 1, commandFor });
  behaviours.forEach(replay.follow);
  return replay.followed();
};

const choices = fc.array(fc.nat(30), { maxLength: 12 });

describe("chainOf", () => {
  it("has the behaviour's steps, and every other successor as a step that leads nobody knows where", () => {
    const labels = labelInstances(instances);
    expect(labels.labels.map(({ text }) => text)).toEqual(["Inc", "Jump", "Reset"]);
    fc.assert(
      fc.property(choices, (chosen) => {
        const behaviour = behaviourOf(1, chosen);
        const graph = chainOf(behaviour, labels);
        expect(graph).toMatchObject({ states: behaviour.states.length, edges: behaviour.chosen.length });
        for (let state = 0; state < graph.states; state += 1) {
          const known = behaviour.possible[state] ?? null;
          expect(graph.isUnexplored?.(state)).toBe(known === null);
          if (known === null) continue;
          const here = [...edgesFrom(graph, state)].map((edge) => graph.label[edge]);
          const all = new Set(known.map((instance) => labels.numbers[instance]));
          expect(new Set([...here, ...graph.cutLabels(state)])).toEqual(all);
          // A second successor of the same label leads elsewhere, as far as anybody knows.
          const same = known.filter((instance) => labels.numbers[instance] === here[0]);
          expect(graph.cutLabels(state).includes(here[0] ?? -1)).toBe(same.length > 1);
        }
      }),
    );
  });
});

describe("createBehaviourReplay", () => {
  it("follows a true implementation through any behaviour, and asks for nothing that is possible", () => {
    fc.assert(
      fc.property(fc.array(choices, { minLength: 1, maxLength: 5 }), (all) => {
        const behaviours = all.map((chosen, index) => behaviourOf(index + 1, chosen));
        const steps = behaviours.reduce((sum, { chosen }) => sum + chosen.length, 0);
        const followed = follow(counter, behaviours);
        expect(followed).toMatchObject({ behaviours: all.length, steps, covered: steps, failuresTotal: 0 });
        expect(followed.negative).toMatchObject({ rate: 1 });
        expect(followed.negative.checked).toBe(followed.negative.pairs);
        expect(followed.compared).toEqual(["n"]);
      }),
    );
  });

  it("tells what is alike once, by the shortest behaviour, with the command that goes so far", () => {
    const wrong = bent((n, action) => (n === 4 && action === "Inc" ? 7 : undefined));
    const behaviours = [
      behaviourOf(1, [0, 0, 0, 0, 0, 0]),
      behaviourOf(2, [1, 1, 0]),
      behaviourOf(3, [0, 2, 0, 0]),
    ];
    const { failures, failuresTotal, failureKinds, covered } = follow(wrong, behaviours);
    expect({ failuresTotal, failureKinds }).toEqual({ failuresTotal: 3, failureKinds: 1 });
    expect(failures).toMatchObject([
      {
        ...{ path: ["Jump", "Jump", "Inc"], step: 3, count: 3, shortest: ["Jump", "Jump", "Inc"] },
        ...{ command: "again 2", why: [{ kind: "state", path: "n", expected: "5", logged: "7" }] },
      },
    ]);
    // Nobody puts the counter right again: what comes behind a difference is not followed.
    expect(covered).toBe(4 + 2 + 2);
  });

  it("leaves round trips out where the same shows without them, and only there", () => {
    // 0, 3, 6, back to 0, 2, and there it is wrong.
    const round = behaviourOf(1, [2, 2, 4, 1, 0]);
    const path = ["Jump", "Jump", "Reset", "Jump", "Inc"];
    const wrong = bent((n, action) => (n === 2 && action === "Inc" ? 5 : undefined));
    expect(follow(wrong, [round]).failures).toMatchObject([{ path, shortest: ["Jump", "Inc"] }]);
    // The same, once it was reset: a hundred stands for that.
    const remembering: ReplayDriver<number> = {
      ...counter,
      perform: (world, step) => {
        const done = counter.perform(world % 100, step);
        if (done.kind !== "taken") return done;
        const isWrong = world === 102 && step.action === "Inc";
        const memory = step.action === "Reset" || world >= 100 ? 100 : 0;
        return { ...done, world: (isWrong ? 5 : done.world) + memory };
      },
      project: (world) => counter.project(world % 100),
    };
    expect(follow(remembering, [round]).failures).toMatchObject([{ path, shortest: path }]);
  });

  it("finds steps that the spec does not have on the way", () => {
    const eager = bent((n, action) => (action === "Reset" && n === 3 ? 0 : undefined));
    const { failures } = follow(eager, [behaviourOf(1, [2, 0, 0])]);
    expect(failures).toMatchObject([{ path: ["Jump", "Reset"], step: 2, why: [{ kind: "forbidden" }] }]);
  });

  it("tells a wrong beginning", () => {
    const late = { ...counter, initial: () => 3 };
    expect(follow(late, [behaviourOf(1, [0])]).failures).toMatchObject([
      { path: [], step: 0, why: [{ path: "n", expected: "0", logged: "3" }] },
    ]);
  });

  it("counts deviations and goes on behind them, where a state can be loaded", () => {
    const deviation: Deviation = {
      ...{ id: "three", reason: "it adds three", where: "row 1" },
      matches: ({ step, actual }) => step.action === "Inc" && numberOf(actual?.get("n")) === 3,
    };
    const odd = {
      ...bent((n, action) => (n === 0 && action === "Inc" ? 3 : undefined)),
      ...{
        deviations: [deviation],
        load: (state: Parameters<typeof counter.initial>[0]) => counter.initial(state),
      },
    };
    const followed = follow(odd, [behaviourOf(1, [0, 0, 0])]);
    expect(followed).toMatchObject({ steps: 3, covered: 3, failuresTotal: 0 });
    expect(followed.deviations).toMatchObject([{ id: "three", edges: 1 }]);
  });

  it("asks for a share where there are many labels, and for none when told to", () => {
    const many = Array.from({ length: 400 }, (_, number) => graphLabel("Other", { k: int(number) }));
    const options = { seed: 1, commandFor: () => null };
    const asked = (negative: "default" | "none" | { rate: number }) => {
      const replay = createBehaviourReplay(counter, [...instances, ...many], { ...options, negative });
      replay.follow(behaviourOf(1, [0, 0, 0, 0]));
      return replay.followed().negative;
    };
    const some = asked("default");
    expect(some.rate).toBe(0.25);
    expect(some.checked / some.pairs).toBeGreaterThan(0.15);
    expect(some.checked / some.pairs).toBeLessThan(0.35);
    expect(asked("none").checked).toBe(0);
    expect(asked({ rate: 1 }).checked).toBe(some.pairs);
  });
});
