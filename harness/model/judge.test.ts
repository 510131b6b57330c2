import { describe, expect, test } from "vitest";
import { judgeModel, type ModelExpectation } from "./judge.ts";

const FIGURES = { generated: 10, distinct: 7, depth: 4 };

const judged = (expected: ModelExpectation, figures: Partial<typeof FIGURES> = {}) =>
  judgeModel(expected, {
    ...{ outcome: { kind: "finished" }, violation: null },
    figures: { ...FIGURES, ...figures },
  }).verdict;

describe("the figures of a model that was searched to its end", () => {
  test("must be the expected ones", () => {
    expect(judged({ figures: FIGURES })).toBe("conforms");
    expect(judged({ figures: FIGURES }, { generated: 11 })).toBe("diverges");
    expect(judged({ figures: FIGURES }, { distinct: 6 })).toBe("diverges");
    expect(judged({ figures: FIGURES }, { depth: 3 })).toBe("diverges");
  });

  test("but the depth, which several workers may find greater than it is", () => {
    expect(judged({ figures: FIGURES }, { depth: 5 })).toBe("conforms");
    expect(judged({ figures: { generated: 10, distinct: 7 } }, { depth: 1 })).toBe("conforms");
  });

  test("and are no comfort where a violation is expected", () => {
    expect(judged({ violates: "Inv", figures: FIGURES })).toBe("diverges");
  });
});
