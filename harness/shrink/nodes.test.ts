import { expect, test } from "vitest";
import type { TraceEvent, TraceHeader } from "../../traces/schema.ts";
import { nodeDrafts } from "./nodes.ts";

const header: TraceHeader = {
  ...{ format: "tla-trace", version: 1, spec: "S", nodes: ["A", "B"] },
  constants: { Server: { "#set": ["A", "B"] }, Limit: 3 },
};
const events: readonly TraceEvent[] = [
  { seq: 1, node: "B", action: "Go", args: { i: "B" } },
  {
    ...{ seq: 2, node: "A", action: "Go", args: { i: "A" } },
    state: {
      term: {
        "#map": [
          ["A", 1],
          ["B", 0],
        ],
      },
      links: { "#at": [[{ "#tup": ["A", "B"] }, []]] },
      peers: { "#at": [["A", { "#set": ["A", "B"] }]] },
    },
  },
  { seq: 3, node: "A", action: "Stop" },
];

test("a node goes with its events, and from constants, functions and sets", () => {
  const [everywhere, eventsOnly, ...more] = nodeDrafts({ header, events });
  expect(more).toEqual([]);
  expect(eventsOnly).toEqual({ header, events: events.slice(1) });
  expect(everywhere?.header).toMatchObject({
    nodes: ["A"],
    constants: { Server: { "#set": ["A"] }, Limit: 3 },
  });
  expect(everywhere?.events).toEqual([
    {
      ...{ seq: 2, node: "A", action: "Go", args: { i: "A" } },
      state: { term: { "#map": [["A", 1]] }, peers: { "#at": [["A", { "#set": ["A"] }]] } },
    },
    { seq: 3, node: "A", action: "Stop" },
  ]);
});

test("without several nodes there is nothing to drop", () => {
  expect(nodeDrafts({ header: { ...header, nodes: [], constants: {} }, events: events.slice(1) })).toEqual(
    [],
  );
});
