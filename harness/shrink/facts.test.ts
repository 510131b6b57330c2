import { expect, test } from "vitest";
import type { TraceEvent } from "../../traces/schema.ts";
import { factsOf, onlyFacts } from "./facts.ts";

const events: readonly TraceEvent[] = [
  {
    seq: 1,
    node: "S1",
    action: "Go",
    args: { i: "S1", j: 2 },
    state: {
      term: {
        "#at": [
          ["S1", 1],
          ["S2", 2],
        ],
      },
    },
  },
  { seq: 2, state: { log: [1] } },
];

test("all facts give the events back", () => {
  expect(factsOf(events)).toHaveLength(6);
  expect(onlyFacts(events, factsOf(events))).toEqual(events);
});

test("without a fact the rest stays; arguments go with their action", () => {
  const all = factsOf(events);
  expect(
    onlyFacts(
      events,
      all.filter(({ field }) => field !== "action"),
    )[0],
  ).toEqual({
    ...{ seq: 1, node: "S1", state: events[0]?.state },
  });
  const oneSide = all.filter(({ field, point }) => field !== "point" || point === 1);
  expect(onlyFacts(events, oneSide)[0]?.state).toEqual({ term: { "#at": [["S2", 2]] } });
  const bare = all.filter(({ field }) => field === "action");
  expect(onlyFacts(events, bare)).toEqual([{ seq: 1, node: "S1", action: "Go" }, { seq: 2 }]);
});
