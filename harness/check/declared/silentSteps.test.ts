import { describe, expect, test } from "vitest";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { createTrail } from "../coverage/trail.ts";
import { readPrinted, type Printed } from "../printed.ts";
import { readCircle, readSilentSteps, silentSteps, type SilentPlan } from "./silentSteps.ts";

const occurrence = (name: string, path: readonly string[], parameters: readonly string[] = []) =>
  ({
    ...{ name, path, leaf: name !== "Network" },
    args: parameters.map((parameter) => ({ parameter, text: parameter, constant: true })),
  }) as unknown as ActionOccurrence;

const OCCURRENCES = [
  occurrence("Network", ["Next"]),
  occurrence("Lose", ["Next", "Network"], ["id"]),
  occurrence("Copy", ["Next", "Network"], ["id", "to"]),
  occurrence("Send", ["Next"]),
  occurrence("Lose", ["Next"], ["id"]),
];

const planOf = (silent: readonly string[], maxSilent?: number): SilentPlan | undefined =>
  silentSteps({
    shape: { occurrences: OCCURRENCES, anonymous: 0 },
    declarations: { silent, compose: new Map(), ...(maxSilent === undefined ? {} : { maxSilent }) },
  });

describe("silent actions", () => {
  test("an action in all its places; one that combines others stands for those", () => {
    expect(planOf(["Lose"])?.occurrences).toEqual([OCCURRENCES[1], OCCURRENCES[4]]);
    expect(planOf(["Network"])?.occurrences).toEqual([OCCURRENCES[1], OCCURRENCES[2]]);
    expect(planOf(["Next"])?.occurrences).toEqual(OCCURRENCES.filter(({ leaf }) => leaf));
  });

  test("none declared, no plan; a bound that was given is told from ours", () => {
    expect(planOf([])).toBeUndefined();
    expect(planOf(["Lose"])).toMatchObject({ max: 3, given: false });
    expect(planOf(["Lose"], 3)).toMatchObject({ max: 3, given: true });
  });
});

const line = (text: string): Printed => {
  const printed = readPrinted(JSON.stringify(text));
  if (printed === null) throw new Error(`not understood: ${text}`);
  return printed;
};

describe("what TLC prints of silent steps", () => {
  test("stands before the event that comes next, with its arguments", () => {
    const trail = createTrail();
    // State 1 is initial; 2 after a silent step, 3 after another, 4 after event 1, 5 after a silent step, then event 2.
    for (const text of [
      ...['<<"Conf", "at", 1, 1, 0>>', '<<"Conf", "now", 1, 1, 1, 0>>', '<<"Conf", "now", 1, 1, 2, 1>>'],
      ...['<<"Conf", "via", 1, 1, 2, <<1, <<7>>>>>>', '<<"Conf", "now", 1, 1, 3, 2>>'],
      ...['<<"Conf", "via", 1, 1, 3, <<2, <<8, "a \\"b\\" c">>>>>>', '<<"Conf", "at", 1, 2, 3>>'],
      ...['<<"Conf", "now", 1, 2, 4, 3>>', '<<"Conf", "now", 1, 2, 5, 4>>'],
      ...['<<"Conf", "via", 1, 2, 5, <<1, <<9>>>>>>', '<<"Conf", "at", 1, 3, 5>>'],
    ])
      trail.note(line(text));
    expect(readSilentSteps(trail.silent(0), planOf(["Network"]))).toEqual([
      { before: 1, action: "Lose", args: { id: 7 } },
      { before: 1, action: "Copy", args: { id: 8, to: 'a "b" c' } },
      { before: 2, action: "Lose", args: { id: 9 } },
    ]);
    expect(trail.events(0).map(({ silent }) => silent === true)).toEqual([true, true, false, true, false]);
  });

  test("lines of a spec that look like it say nothing", () => {
    const plan = planOf(["Network"]);
    const steps = ["", "7", "<<9, <<>>>>", "<<1>>", "<<1, <<", '\\", \\"'].map((step) => ({
      before: 1,
      step,
    }));
    expect(readSilentSteps(steps, plan)).toEqual([]);
    expect(readSilentSteps([{ before: 1, step: "<<1, <<7>>>>" }], undefined)).toEqual([]);
  });

  test("a circle names its actions once, in order", () => {
    const printed = line('<<"Conf", "circle", 1, 4, {1, 2, 3}>>');
    expect(printed).toEqual({ kind: "circle", trace: 1, position: 4, actions: [1, 2, 3] });
    if (printed.kind !== "circle") throw new Error("no circle");
    expect(readCircle(printed, planOf(["Lose", "Network"]))).toEqual({
      before: 4,
      actions: ["Copy", "Lose"],
    });
  });
});
