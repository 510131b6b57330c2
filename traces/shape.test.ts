import { describe, expect, test } from "vitest";
import { eventFindings } from "./explain.ts";
import { isTraceEvent } from "./shape.ts";

const tuple = (...items: readonly unknown[]) => ({ "#tup": items });
const at = (...keys: readonly unknown[]) => ({
  seq: 1,
  state: { x: { "#at": keys.map((key) => [key, 0]) } },
});

// Keys of the usual kinds are told apart by a shorter text than their canonical one.
describe("keys of a function", () => {
  test.each([
    ["strings", ["S1", "S2"]],
    ["tuples", [tuple("S1", "S2"), tuple("S2", "S1")]],
    ["tuples that look alike", [tuple("a,b"), tuple("a", "b")]],
    ["a string and a tuple that look alike", ["a,b", tuple("a", "b")]],
    ["the empty string and the empty tuple", ["", tuple()]],
    ["a number and its digits", [1, "1"]],
  ])("differ: %s", (_, keys) => {
    expect(isTraceEvent(at(...keys))).toBe(true);
    expect(eventFindings(at(...keys))).toEqual([]);
  });

  test.each([
    ["strings", ["S1", "S2", "S1"]],
    ["tuples", [tuple("S1", "S2"), tuple("S1", "S2")]],
    ["a tuple and a sequence", [tuple("S1", "S2"), ["S1", "S2"]]],
    ["the empty tuple, sequence and function", [tuple(), []]],
    ["tuples of the same number", [tuple(1), tuple({ "#bigint": "1" })]],
    ["among many", ["S1", "S2", 7, tuple("S1"), { "#bigint": "7" }]],
  ])("are refused where two are equal: %s", (_, keys) => {
    expect(isTraceEvent(at(...keys))).toBe(false);
    expect(eventFindings(at(...keys))).not.toEqual([]);
  });
});
