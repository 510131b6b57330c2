import { describe, expect, it } from "vitest";
import { canonicalText } from "../../tla/value.ts";
import { graphLabel } from "../label.ts";
import { createSimulateReader, type SimulatedBehaviour } from "./simulateReader.ts";
import { createSimulateTally } from "./simulateTally.ts";

const read = (lines: readonly string[], variables: readonly string[] = ["x", "s"]) => {
  const behaviours: SimulatedBehaviour[] = [];
  const reader = createSimulateReader(variables, (behaviour) => behaviours.push(behaviour));
  lines.forEach(reader.push);
  const before = behaviours.length;
  reader.end();
  return { behaviours, before, unreadable: reader.unreadable() };
};

const LINES = [
  '<<"Conf", 0, <<>>, <<TRUE, FALSE>>, <<0, "">>>>',
  '<<"Conf", 2, <<1, 2, 2>>, <<TRUE, TRUE>>, << 1, "two\\" >>, <<\\"Conf\\", 0" >> >>',
  '<<"Conf", 1, <<1>>, <<FALSE, TRUE>>, <<2, "b">>>>',
  '<<"Conf", 0, <<>>, <<TRUE, TRUE>>, <<0, "">>>>',
];

describe("createSimulateReader", () => {
  it("gives a behaviour out when the next begins, and the last at the end", () => {
    const { behaviours, before, unreadable } = read(LINES);
    expect({ before, count: behaviours.length, unreadable }).toEqual({
      before: 1,
      count: 2,
      unreadable: null,
    });
    const [first, second] = behaviours;
    expect(first).toMatchObject({ number: 1, chosen: [1, 0], broken: [[1], [], [0]] });
    expect(
      first?.states.map((state) => canonicalText(state.get("x") ?? { kind: "bool", value: false })),
    ).toEqual(["0", "1", "2"]);
    expect(first?.states[1]?.get("s")).toEqual({ kind: "string", value: 'two" >>, <<"Conf", 0' });
    expect(second).toMatchObject({ number: 2, chosen: [], broken: [[]] });
  });

  it("knows what was possible in a state from the line after it, also from another behaviour's", () => {
    const { behaviours } = read(LINES);
    expect(behaviours.map(({ possible }) => possible)).toEqual([[[0, 1, 1], [0], []], [null]]);
  });

  it("takes lines without values", () => {
    const { behaviours } = read(['<<"Conf", 0, <<>>, <<>>, <<>>>>', '<<"Conf", 1, <<1>>, <<>>, <<>>>>']);
    expect(behaviours).toMatchObject([{ number: 1, chosen: [0], broken: [[], []] }]);
    expect(behaviours[0]?.states.map(({ size }) => size)).toEqual([0, 0]);
  });

  it("stops at the first text that it cannot read and keeps what came before", () => {
    for (const wrong of ['<<"Conf", 0, <<>>', "<<1, 2>>", '<<"Conf", "x", <<>>, <<>>, <<>>>>']) {
      const { behaviours, unreadable } = read([...LINES, wrong, ...LINES]);
      expect(unreadable).toBe(wrong);
      expect(behaviours).toHaveLength(2);
    }
  });
});

describe("createSimulateTally", () => {
  const labels = [graphLabel("Up", {}), graphLabel("Down", {}), graphLabel("Up", {})];
  const tallied = (states: boolean) => {
    const tally = createSimulateTally({
      ...{ labels, actions: ["Up", "Down", "Wait"], laws: ["Small", "Even"], depth: 2, states },
    });
    read(LINES).behaviours.forEach(tally.add);
    return tally.figures();
  };

  it("counts what was taken, what was possible, and where laws did not hold", () => {
    expect(tallied(true)).toEqual({
      ...{ behaviours: 2, steps: 2, longest: 2, ended: 1, distinct: 3, labels: 2, labelsTaken: 2 },
      actions: {
        Up: { taken: 1, possible: 2 },
        Down: { taken: 1, possible: 1 },
        Wait: { taken: 0, possible: 0 },
      },
      laws: [
        { name: "Small", broken: 1, first: { behaviour: 1, step: 2 } },
        { name: "Even", broken: 1, first: { behaviour: 1, step: 0 } },
      ],
    });
  });

  it("does not tell states apart that were not told", () => {
    expect(tallied(false).distinct).toBeNull();
  });
});
