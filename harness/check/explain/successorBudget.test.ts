import { expect, test } from "vitest";
import { FIRST_REGISTER } from "../followModule.ts";
import { budgetLines, successorBudget } from "./successorBudget.ts";

const printed = ({ probes, each, last }: ReturnType<typeof successorBudget>): number => probes * each + last;

test("a few traces have as much as they need, many share, and each has something of each action", () => {
  expect(successorBudget(50, 4)).toEqual({ ...successorBudget(1, 4), traces: 50 });
  expect(printed(successorBudget(1, 4))).toBe(6_000);
  for (const traces of [1, 50, 100, 500, 5_000]) {
    const budget = successorBudget(traces, 10);
    expect(printed(budget) * traces).toBeLessThanOrEqual(Math.max(300_000, 700 * traces));
    expect(budget.each).toBeGreaterThan(0);
    expect(budget.first).toBeLessThan(budget.last);
  }
});

test("no register is another's, and none is one of those that follow traces", () => {
  const [traces, probes] = [3, 2];
  const text = budgetLines(successorBudget(traces, probes)).join("\n");
  const starts = /Conf_Purses == <<(.*)>>/u.exec(text)?.[1]?.split(", ").map(Number) ?? [];
  expect(starts).toHaveLength(traces);
  // Beyond the last one that other modules use for so many traces.
  expect(starts[0]).toBeGreaterThan(FIRST_REGISTER + 13 * (traces + 1));
  // Four and one of all probes, and two of each of them.
  expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBe(5 + 2 * probes);
});
