import { describe, expect, it } from "vitest";
import { coverBy } from "../graph/cover/coverModes.ts";
import { givingGraph, SERVERS } from "../graph/fixtures/giving.ts";
import { replayText } from "../report/replayText.ts";
import { givingDriver } from "./fixtures/giving.ts";
import { replayWith } from "./replay.ts";
import type { ReplayReport } from "./replayReport.ts";

const MOST = 3;
const graph = givingGraph(MOST);

const replay = (maxSteps: number, most = MOST, names: readonly (readonly string[])[] = [SERVERS]) => {
  const cover = coverBy(graph, { mode: "edges", walks: 0, seed: 1, names, maxSteps });
  return replayWith({ graph, cover }, givingDriver(most));
};

const codes = ({ warnings }: ReplayReport): readonly string[] => warnings.map(({ code }) => code);

describe("a replay of more edges than there are steps for", () => {
  it("takes one of all that are alike in the model, and is inconclusive all the same", () => {
    const report = replay(130);
    expect(report).toMatchObject({ verdict: "inconclusive", failuresTotal: 0, edges: 192 });
    const { slice, goal } = report.cover;
    expect(slice).toMatchObject({ maxSteps: 130, edges: 192, open: 0 });
    expect(goal).toMatchObject({ kind: "classes", covered: goal.total, total: slice?.classes });
    expect(report.edgesCovered).toBe(slice?.taken);
    expect(codes(report)).toEqual(["INC052"]);
    const message = report.warnings[0]?.message ?? "";
    expect(message).toContain(`${slice?.alike} of 192 edges not taken`);
    expect(message).toContain("S1, S2, S3, which the model does not tell apart (proven");
    expect(message).toContain("that the implementation treats them alike nobody has shown");
    const text = replayText(report);
    expect(text).toContain(
      `within --max-steps 130: ${slice?.taken} of 192 edges taken, ${slice?.alike} like one`,
    );
  });

  it("says which edges nothing stands for, where that is too much as well", () => {
    const report = replay(20);
    expect(report).toMatchObject({ verdict: "inconclusive", failuresTotal: 0 });
    expect(report.performed).toBeLessThanOrEqual(20);
    expect(codes(report)).toEqual(["INC052", "INC053"]);
    const { slice } = report.cover;
    expect((slice?.taken ?? 0) + (slice?.alike ?? 0) + (slice?.open ?? 0)).toBe(192);
    expect(report.warnings[1]?.message).toContain(`${slice?.open} of 192 edges not taken: `);
    expect(codes(replay(20, MOST, []))).toEqual(["INC053"]);
  });

  it("fails where what is taken fails, and conforms where all can be taken", () => {
    expect(replay(130, 2)).toMatchObject({ verdict: "diverges" });
    const whole = replay(100_000);
    expect(whole).toMatchObject({ verdict: "conforms", edgesCovered: 192, warnings: [] });
    expect(whole.cover.slice).toBe(undefined);
  });

  it("leaves a cover by symmetry that was asked for as it is", () => {
    const cover = coverBy(graph, { mode: "symmetry", walks: 0, seed: 1, names: [SERVERS] });
    const report = replayWith({ graph, cover }, givingDriver(MOST));
    expect(report.verdict).toBe("conforms");
    expect(codes(report)).toEqual(["VAC022"]);
  });
});
