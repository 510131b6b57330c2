import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { electionTarget } from "../../targets/election/target.ts";
import { createBehaviourReplay, type BehaviourReplay } from "../../replay/random/behaviourReplay.ts";
import { packageFile } from "../../packageRoot.ts";
import { loadSpec } from "../../spec/loadSpec.ts";
import { canonicalText, type TlaValue } from "../../tla/value.ts";
import { findToolchain } from "../../tlc/toolchain.ts";
import type { GraphLabel } from "../stateGraph.ts";
import { simulateSpec, type BehaviourUser, type Simulated, type SimulateRequest } from "./simulate.ts";
import { simulatedPart } from "./simulateReport.ts";
import type { SimulatedBehaviour } from "./simulateReader.ts";

const FIXTURES = path.join(import.meta.dirname, "fixtures");
const found = await findToolchain({ env: process.env });
const root = mkdtempSync(path.join(os.tmpdir(), "simulate-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const specs = new Map<string, ReturnType<typeof loadSpec>>();

const simulated = async (
  [specFile, cfgFile]: readonly [string, string],
  request: SimulateRequest,
  { user, signal }: { readonly user?: BehaviourUser; readonly signal?: AbortSignal } = {},
): Promise<Simulated> => {
  if (!found.ok) throw new Error("no toolchain");
  const limits = { memoryMiB: 512, jobs: 1, timeoutSeconds: 60 };
  const runDir = path.join(root, path.basename(cfgFile, ".cfg"));
  const session = {
    ...{ ...limits, toolchain: found.value, runDir, progress: () => undefined },
    ...(signal === undefined ? {} : { signal }),
  };
  const spec = await (specs.get(cfgFile) ?? loadSpec({ specFile, cfgFile, ...session }));
  specs.set(cfgFile, Promise.resolve(spec));
  const run = spec.ok
    ? await simulateSpec(spec.value, session, { request, ...(user === undefined ? {} : { user }) })
    : spec;
  if (!run.ok) throw new Error(JSON.stringify(run.problems));
  return run.value;
};

const inFixtures = (name: string) =>
  [path.join(FIXTURES, `${name}.tla`), path.join(FIXTURES, `${name}.cfg`)] as const;

// What Lift.tla says, once more.
const WORDS = ['a "b" -> c', 'd\n<<"Conf", 0>>', "Conf_u0041_\\"];

/** All steps out of a state, one for each successor, those that the constraints forbid included. */
const stepsOf = (state: Lift): readonly string[] => [
  ...(state.floor < 9 ? ["Up"] : []),
  ...(state.floor === 0 ? ["Call", "Call", "Call"] : []),
  ...(state.floor < 9 ? WORDS.filter((word) => word !== state.said).map((word) => `Say ${word}`) : []),
  ...(state.floor < 9 ? state.closed.map((door) => `Use ${door}`) : []),
];

interface Lift {
  readonly floor: number;
  readonly said: string | null;
  readonly closed: readonly string[];
}

const liftOf = (state: SimulatedBehaviour["states"][number]): Lift => {
  const [floor, said, door] = [state.get("floor"), state.get("said"), state.get("door")];
  if (floor?.kind !== "int" || said?.kind !== "seq" || door?.kind !== "function") throw new Error("no lift");
  const [word] = said.elements;
  const closed = door.entries.filter(([, value]) => canonicalText(value) !== "Open");
  return {
    floor: floor.value,
    said: word?.kind === "string" ? word.value : null,
    closed: closed.map(([name]) => canonicalText(name)),
  };
};

type Counts = readonly (readonly [string, number])[];

const bagText = (counts: Counts): string =>
  [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, count]) => `${key} ${count}`)
    .join(", ");

/** How often a sequence has each of its elements. */
const countsOf = (log: TlaValue | undefined): Counts => {
  if (log?.kind !== "seq") throw new Error("no log");
  const counts = new Map<string, number>();
  for (const key of log.elements.map(canonicalText)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts];
};

/** The bags of Growing.tla: what maps strings to numbers, wherever it stands in a value. */
const bagTexts = (value: TlaValue): readonly string[] => {
  if (value.kind === "seq" || value.kind === "set") return value.elements.flatMap(bagTexts);
  const entries =
    value.kind === "function"
      ? value.entries.map(([key, image]) => [canonicalText(key), image] as const)
      : value.kind === "record"
        ? value.fields.map(([name, image]) => [`"${name}"`, image] as const)
        : [];
  const counts = entries.map(([key, image]) => [key, image.kind === "int" ? image.value : 0] as const);
  const isBag = counts.length > 0 && counts.every(([, count]) => count > 0);
  return isBag ? [bagText(counts)] : entries.flatMap(([, image]) => bagTexts(image));
};

const nameOf = ({ action, args }: GraphLabel): string => {
  const [value] = Object.values(args);
  if (value === undefined) return action;
  return `${action} ${value.kind === "string" ? value.value : canonicalText(value)}`;
};

describe.skipIf(!found.ok)("simulateSpec", () => {
  it("tells states, steps and all that was possible, whatever strings hold and constraints forbid", async () => {
    const behaviours: SimulatedBehaviour[] = [];
    let labels: readonly GraphLabel[] = [];
    const request = { behaviours: 1_000_000, depth: 12, seed: 3 };
    const controller = new AbortController();
    const user = (all: readonly GraphLabel[]) => {
      labels = all;
      return (behaviour: SimulatedBehaviour): void => {
        behaviours.push(behaviour);
        if (behaviours.length === 40) controller.abort();
      };
    };
    const run = await simulated(inFixtures("Lift"), request, { user, signal: controller.signal });
    const names = labels.map(nameOf);
    const possible = (numbers: readonly number[] | null): readonly string[] | null =>
      numbers === null ? null : numbers.map((number) => names[number] ?? "").sort();
    expect(behaviours.map(({ number }) => number)).toEqual(behaviours.map((_, index) => index + 1));
    for (const behaviour of behaviours) {
      const states = behaviour.states.map(liftOf);
      expect([0, 9]).toContain(states[0]?.floor);
      for (const [step, instance] of behaviour.chosen.entries()) {
        const [before, after] = [states[step], states[step + 1]];
        if (before === undefined || after === undefined) throw new Error("a step without states");
        expect(possible(behaviour.possible[step] ?? null)).toEqual([...stepsOf(before)].sort());
        expect(names[instance]).toBe(stepBetween(before, after));
        expect(after.floor).not.toBe(5);
        expect(before.floor === 0 && after.floor === 2).toBe(false);
      }
    }
    const { figures, problems } = run;
    // Stopped on request, and what was told until then is kept.
    expect(problems).toMatchObject([{ code: "INC090" }]);
    expect(behaviours.length).toBeGreaterThanOrEqual(40);
    expect(figures).toMatchObject({ behaviours: behaviours.length, longest: 12, labels: 7 });
    expect(figures.ended).toBe(behaviours.filter(({ chosen }) => chosen.length < 12).length);
    expect(figures.ended).toBeGreaterThan(5);
    const onThird = behaviours.flatMap(({ states }) => states.map(liftOf)).filter(({ floor }) => floor === 3);
    expect(figures.laws).toMatchObject([
      { name: "Never", broken: onThird.length },
      { name: "Fine", broken: 0, first: null },
    ]);
    expect(
      new Set(behaviours.flatMap(({ states }) => states.map((state) => JSON.stringify([...state])))).size,
    ).toBe(figures.distinct);
    // A failure's command asks for the behaviours up to the one that fails: they are the same ones.
    const again: SimulatedBehaviour[] = [];
    await simulated(
      inFixtures("Lift"),
      { ...request, behaviours: 5 },
      { user: () => (behaviour) => again.push(behaviour) },
    );
    const told = (list: readonly SimulatedBehaviour[]) =>
      list.map(({ states, chosen }) => ({ states, chosen }));
    expect(told(again)).toEqual(told(behaviours.slice(0, 5)));
    // What TLC printed is not kept, which may be gigabytes; its messages are.
    const kept = readFileSync(path.join(root, "Lift", "simulate", "tlc.out"), "utf8");
    expect(kept).toContain("@!@!@STARTMSG 2188:0");
    expect(kept).not.toContain("Conf_label =");
    expect(kept.length).toBeLessThan(10_000);
  });

  it("tells what functions hold that were put together out of order, wherever they are", async () => {
    const counts: Record<string, string>[] = [];
    const logs: string[] = [];
    const user = () => (behaviour: SimulatedBehaviour) => {
      for (const state of behaviour.states) {
        const { log, ...bags } = Object.fromEntries(
          [...state].map(([name, value]) => [name, bagTexts(value)]),
        );
        counts.push(Object.fromEntries(Object.entries(bags).map(([name, [first = ""]]) => [name, first])));
        expect(Object.values(bags).every((texts) => new Set(texts).size === 1)).toBe(true);
        expect(log).toEqual([]);
        logs.push(bagText(countsOf(state.get("log"))));
      }
    };
    await simulated(inFixtures("Growing"), { behaviours: 50, depth: 10, seed: 1 }, { user });
    expect(logs.length).toBe(550);
    expect(counts).toEqual(
      logs.map((text) => ({
        ...{ plain: text, inRecord: text, inSequence: text },
        ...{ inFunction: text, inSet: text },
      })),
    );
  });

  it("is followed by the elector with seven servers, forwards and against the grain, with its messages", async () => {
    const cfg = packageFile("spec", "election", "simulate-seven-servers.cfg");
    let replay: BehaviourReplay | undefined;
    const request = { behaviours: 1, depth: 40, seed: 1 };
    const options = { negative: "default", seed: 1, commandFor: () => null } as const;
    const user = (labels: readonly GraphLabel[]) => {
      const made = electionTarget.drive({ actions: new Set() }, (driver) =>
        createBehaviourReplay(driver, labels, options),
      );
      replay = made;
      return made.follow;
    };
    const run = await simulated([electionTarget.specFile, cfg], request, { user });
    expect(run.problems).toEqual([]);
    const followed = replay?.followed();
    expect(followed).toMatchObject({ behaviours: 1, steps: 40, covered: 40, failuresTotal: 0 });
    expect(followed?.compared).toContain("messages");
    expect(followed?.negative.checked).toBeGreaterThan(1000);
    expect(run.figures.laws.every(({ broken }) => broken === 0)).toBe(true);
  });

  it("takes no name that a spec may use", async () => {
    const [spec, cfg] = [path.join(root, "Letters.tla"), path.join(root, "Letters.cfg")];
    const names = [..."abcdefghijklmnopqrstuvwxyz".split(""), "number", "label", "value"];
    const steps = `Step == n' = 1 - n /\\ UNCHANGED <<${names.filter((name) => name !== "n").join(", ")}>>`;
    const init = names.map((name) => `${name} = 0`).join(" /\\ ");
    const lines = ["---- MODULE Letters ----", "EXTENDS Integers", `VARIABLES ${names.join(", ")}`];
    writeFileSync(spec, [...lines, `Init == ${init}`, steps, "Next == Step", "====", ""].join("\n"));
    writeFileSync(cfg, "INIT Init\nNEXT Next\n");
    const { figures, problems } = await simulated([spec, cfg], { behaviours: 2, depth: 5, seed: 1 });
    expect([problems, figures.behaviours, figures.longest]).toEqual([[], 2, 5]);
  });

  it("is evidence that the published model has no leader among five servers, and says so", async () => {
    const request = { behaviours: 2, depth: 40, seed: 1 };
    const [spec, cfg] = ["Questions.tla", "simulate-five-servers.cfg"].map((name) =>
      packageFile("spec", "published", name),
    );
    const { figures } = await simulated([spec ?? "", cfg ?? ""], request);
    const part = simulatedPart(figures, request);
    expect(part.neverPossible).toEqual(expect.arrayContaining(["BecomeLeader", "SendHeartbeat"]));
    expect(part.actions["RequestVote"]?.taken).toBeGreaterThan(0);
    expect(part.laws.find(({ name }) => name === "NoLeader")).toMatchObject({ broken: 0, first: null });
    expect(part).toMatchObject({ asked: 2, behaviours: 2, seed: 1, distinct: null });
  });
});

const stepBetween = (before: Lift, after: Lift): string => {
  if (after.said !== before.said) return `Say ${after.said ?? ""}`;
  if (after.closed.length < before.closed.length)
    return `Use ${before.closed.find((door) => !after.closed.includes(door)) ?? ""}`;
  return after.floor > before.floor + 1 ? "Call" : "Up";
};
