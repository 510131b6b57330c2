import { expect, test } from "vitest";
import { createWeigher } from "./weigher.ts";

test("what stands in the tables once weighs once; each use of it a little", () => {
  const weigher = createWeigher();
  const event = { seq: 1, action: "Up", args: { i: "a" }, state: { n: "x".repeat(1000) } };
  const first = weigher.add(event);
  expect(first).toBeGreaterThan(1000);
  const second = weigher.add({ ...event, seq: 2 });
  expect(second - first).toBeLessThan(20);
  const other = weigher.add({ ...event, seq: 3, state: { n: "y".repeat(1000) } });
  expect(other - second).toBeGreaterThan(1000);
});

test("the states in which a piece begins weigh as well", () => {
  const weigher = createWeigher();
  weigher.addStart([[{ kind: "string", value: "x".repeat(500) }]]);
  expect(weigher.add({ seq: 1, action: "Up" })).toBeGreaterThan(500);
});
