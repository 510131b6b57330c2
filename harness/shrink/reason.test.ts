import { describe, expect, test } from "vitest";
import type { Divergence, Why } from "../check/checkReport.ts";
import { pathPattern, sameReason } from "./reason.ts";

const diverging = (why: Why, action: string | null = "Go"): Divergence => ({
  ...{ line: 2, event: 1, action, args: {}, frontier: [], frontierStates: 1 },
  ...{ why: [why], enabled: [], summary: "" },
});
const guard = (line: number, conjunct = "open"): Why => ({
  ...{ kind: "guard", action: "Go", args: {}, conjunct, values: {} },
  at: { module: "Valve", line, column: 13 },
});
const state = (path: string): Why => ({ kind: "state", path, expected: "1", logged: "2" });

const law = (name: string): Why => ({ kind: "law", name });
const disabled = (message: string): Why => ({ kind: "disabled", action: "Go", message });

describe("the same reason", () => {
  test.each<[string, readonly [Why, Why], boolean]>([
    ["the same conjunct", [guard(9), guard(9)], true],
    ["another conjunct", [guard(9), guard(10)], false],
    ["the negation of the same condition", [guard(9), guard(9, "~open")], false],
    ["another point of the same function", [state("term[S1]"), state("term[S2]")], true],
    ["another field", [state("box[S1].term"), state("box[S1].vote")], false],
    ["the same law", [law("Small"), law("Small")], true],
    ["another law", [law("Small"), law("Big")], false],
    ["another kind", [law("Small"), guard(9)], false],
    ["disabled, whatever the message", [disabled("a"), disabled("b")], true],
  ])("%s", (_, [left, right], same) => {
    expect(sameReason(diverging(left), diverging(right))).toBe(same);
  });

  test("of another action it is another one", () => {
    expect(sameReason(diverging(guard(9)), diverging(guard(9), "Stop"))).toBe(false);
    expect(sameReason(diverging(state("x"), null), diverging(state("x"), null))).toBe(true);
  });
});

test.each([
  ["term[S1]", "term[]"],
  ["messages[<<S1, S2>>][1].mterm", "messages[][].mterm"],
  ['box["a]["].x', "box[].x"],
  ["f[(1 :> [a |-> 2])].y", "f[].y"],
])("pathPattern(%s)", (path, pattern) => {
  expect(pathPattern(path)).toBe(pattern);
});
