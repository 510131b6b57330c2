import { describe, expect, test } from "vitest";
import type { Printed } from "../printed.ts";
import { createTrail } from "./trail.ts";

const at = (trace: number, position: number, ...numbers: readonly number[]): Printed => ({
  ...{ kind: "at", trace, position, numbers },
});
const now = (trace: number, position: number, ...numbers: readonly number[]): Printed => ({
  ...{ kind: "now", trace, position, numbers },
});
const could = (trace: number, position: number, ...numbers: readonly number[]): Printed => ({
  ...{ kind: "could", trace, position, numbers },
});

const after = (...lines: readonly Printed[]) => {
  const trail = createTrail();
  for (const line of lines) trail.note(line);
  return trail;
};

describe("the way through the branches", () => {
  test("nothing printed, nothing known; the initial state is no event", () => {
    expect(after().events(0)).toEqual([]);
    expect(after(at(1, 1, 0, 0), now(1, 1, 1, 0, 0)).events(0)).toEqual([]);
  });

  test("is that to the furthest event: a way that ends before is possible only", () => {
    const trail = after(
      ...[at(1, 1, 0, 0), now(1, 1, 1, 0, 0)],
      // Two states after the first event, by branches 5 and 6; only from the second one it goes on, by 7.
      ...[could(1, 2, 5), at(1, 2, 1, 5), could(1, 2, 6), now(1, 2, 2, 1, 5), now(1, 2, 3, 1, 6)],
      ...[could(1, 3, 7), at(1, 3, 3, 7)],
    );
    expect(trail.events(0)).toEqual([
      { taken: [6], possible: [5, 6] },
      { taken: [7], possible: [7] },
    ]);
  });

  test("several branches of one step, and steps of no branch", () => {
    const trail = after(
      ...[at(1, 1, 0, 0, 0), now(1, 1, 1, 0, 0, 0)],
      ...[could(1, 2, 3, 8), could(1, 2, 3, 9), at(1, 2, 1, 3, 9), now(1, 2, 2, 1, 3, 9)],
      at(1, 3, 2, 0, 0),
    );
    expect(trail.events(0)).toEqual([
      { taken: [3, 9], possible: [3, 8, 9] },
      { taken: [], possible: [] },
    ]);
  });

  test("a state that says it comes from itself, or from a later one, does not go on for ever", () => {
    expect(after(now(1, 2, 1, 1, 5), at(1, 2, 1, 5)).events(0)).toHaveLength(1);
    expect(after(now(1, 2, 1, 2, 5), now(1, 2, 2, 1, 5), at(1, 3, 2, 5)).events(0)).toHaveLength(2);
  });

  test("traces do not mix", () => {
    const trail = after(
      ...[at(1, 1, 0, 0), at(2, 1, 0, 0), now(1, 1, 1, 0, 0), could(1, 2, 4), at(1, 2, 1, 4)],
      ...[now(2, 1, 2, 0, 0), could(2, 2, 5), at(2, 2, 2, 5)],
    );
    expect([0, 1].map(trail.events)).toEqual([
      [{ taken: [4], possible: [4] }],
      [{ taken: [5], possible: [5] }],
    ]);
  });
});
