import { change, drop, repeat, swap } from "./fixtures/mutate.ts";
import { describeCorpus } from "./fixtures/verdicts.ts";

const put = (item: string, given: number, ids: readonly (readonly [number, string])[]) => ({
  action: "Put",
  args: { item },
  state: { given, queue: ids.map(([id, name]) => ({ id, item: name })) },
});
const queue = [
  put("red", 1, [[1, "red"]]),
  put("green", 2, [
    [1, "red"],
    [2, "green"],
  ]),
  { action: "Take", args: { id: 1 }, state: { queue: [{ id: 2, item: "green" }] } },
  put("red", 3, [
    [2, "green"],
    [3, "red"],
  ]),
  { action: "Clear", state: { queue: [], given: 3 } },
];

describeCorpus("Queue", [
  { name: "a queue that fills, moves and is cleared", events: queue },
  {
    name: "wrong value in a record in a sequence",
    events: change(queue, 2, {
      state: {
        queue: [
          { id: 1, item: "red" },
          { id: 3, item: "green" },
        ],
      },
    }),
    diverges: { at: 2, why: { kind: "state", path: "queue[2].id", expected: "2", logged: "3" } },
  },
  {
    name: "wrong type of value",
    events: change(queue, 2, { state: { given: "2" } }),
    diverges: { at: 2, why: { kind: "state", path: "given", expected: "2", logged: '"2"' } },
  },
  {
    name: "a field too many",
    events: change(queue, 1, { state: { queue: [{ id: 1, item: "red", at: 0 }] } }),
    diverges: { at: 1, why: { kind: "state", path: "queue[1].at", expected: "absent", logged: "0" } },
  },
  {
    name: "wrong argument",
    events: change(queue, 3, { args: { id: 2 } }),
    diverges: {
      at: 3,
      why: { kind: "guard", conjunct: "Head(queue).id = id", values: { "Head(queue).id": "1", id: "2" } },
    },
  },
  {
    name: "argument of another type",
    events: change(queue, 3, { args: { id: "1" } }),
    diverges: { at: 3, why: { kind: "disabled", action: "Take" } },
  },
  {
    name: "swapped events",
    events: swap(queue, 2),
    diverges: { at: 2, why: { kind: "state", path: "queue[1]", expected: "absent" } },
  },
  {
    name: "dropped event",
    events: drop(queue, 3),
    diverges: {
      at: 3,
      why: {
        kind: "guard",
        conjunct: "Len(queue) < Capacity",
        values: { "Len(queue)": "2", Capacity: "2" },
      },
    },
  },
  {
    name: "repeated event",
    events: repeat(queue, 3),
    diverges: { at: 4, why: { kind: "disabled", action: "Take" } },
  },
  {
    name: "renamed action",
    events: change(queue, 5, { action: "Take" }),
    diverges: { at: 5, why: { kind: "state", path: "queue[1]", expected: '[id |-> 3, item |-> "red"]' } },
  },
]);
