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

const bag = (...entries: readonly (readonly [number, number])[]) => ({ bag: { "#map": entries } });
const network = [
  { action: "Send", args: { m: 10 }, state: bag([10, 1]) },
  { action: "Duplicate", args: { m: 10 }, state: bag([10, 2]) },
  { action: "Send", args: { m: 30 }, state: bag([30, 1], [10, 2]) },
  { action: "Receive", args: { m: 10 }, state: { ...bag([10, 1], [30, 1]), seen: { "#set": [10] } } },
  { action: "Receive", args: { m: 10 }, state: bag([30, 1]) },
  { action: "Receive", state: { bag: [], seen: { "#set": [30, 10] } } },
];

describeCorpus("BagNet", [
  { name: "copies are sent and received", events: network },
  {
    name: "one copy too many",
    events: change(network, 4, { state: bag([10, 2], [30, 1]) }),
    diverges: { at: 4, why: { kind: "state", path: "bag[10]", expected: "1", logged: "2" } },
  },
  {
    name: "a copy too few",
    events: drop(network, 2),
    diverges: { at: 2, why: { kind: "state", path: "bag[10]", expected: "1", logged: "2" } },
  },
  {
    name: "received what is not there",
    events: repeat(network, 5),
    diverges: { at: 6, why: { kind: "guard", conjunct: "Copies(m) > 0", values: { "Copies(m)": "0" } } },
  },
  {
    name: "duplicate of nothing",
    events: change(network, 1, { action: "Duplicate" }),
    diverges: { at: 1, why: { kind: "guard", conjunct: "m \\in DOMAIN bag", values: { m: "10" } } },
  },
  {
    name: "sequence where a set is",
    events: change(network, 4, { state: { seen: [10] } }),
    diverges: { at: 4, why: { kind: "state", path: "seen", expected: "{10}", logged: "<<10>>" } },
  },
]);

const load = [
  { action: "Add", args: { name: "a" }, state: { load: 2, last: { what: "add", name: "a" } } },
  { action: "Drop", args: { name: "b", by: 2 }, state: { load: -2 } },
  { action: "Add", args: { name: "b" }, state: { load: 1, last: { what: "add", name: "b" } } },
];

describeCorpus("Settings", [
  { name: "constants that are records and operators", events: load },
  {
    name: "below the bound that the operator gives",
    events: change(load, 2, { state: { load: -4 } }),
    diverges: { at: 2, why: { kind: "state", path: "load", expected: "-2", logged: "-4" } },
  },
  {
    name: "above the bound of the record",
    events: [...load, { action: "Add", args: { name: "b" } }, { action: "Add", args: { name: "b" } }],
    diverges: {
      at: 5,
      why: { kind: "guard", values: { "load + Weight[name]": "7", "Limits.high": "5" } },
    },
  },
  {
    name: "above the bound that its header sets",
    constants: { Limits: { low: -2, high: 1, names: { "#set": ["a", "b"] } } },
    events: load,
    diverges: { at: 1, why: { kind: "guard", values: { "load + Weight[name]": "2", "Limits.high": "1" } } },
  },
  {
    name: "field of another action",
    events: change(load, 1, { state: { last: { what: "add", name: "a", by: 1 } } }),
    diverges: { at: 1, why: { kind: "state", path: "last.by", expected: "absent", logged: "1" } },
  },
]);

const SHARP = ['say "hi"', "back\\slash", "tab\there", "line\nbreak", "====", "*)", "(*", "\\* x"];
const say = (word: string) => ({ action: "Say", args: { word }, state: { said: word, log: map(word) } });
const map = (word: string) => ({ "#at": [[word, word]] as const });
const words = [...SHARP, " ", "", "a b", "1", "TRUE"].map(say);
const STRANGE = '"] ====\n---- MODULE Conf_x ----\\ *) é 中 😀 \u0001 \u0000 Conf_u0043_';

describeCorpus("Words", [
  { name: "strings of every kind", events: words },
  {
    name: "two strings with quotes and a blank",
    events: [say('say "hi"'), { action: "Swap", args: { from: 'say "hi"', to: " " }, state: { said: " " } }],
  },
  {
    name: "a blank too many",
    events: change(words, 1, { state: { said: 'say  "hi"' } }),
    diverges: {
      at: 1,
      why: { kind: "state", path: "said", expected: '"say \\"hi\\""', logged: '"say  \\"hi\\""' },
    },
  },
  {
    name: "unescaped",
    events: change(words, 4, { state: { said: "line\\nbreak" } }),
    diverges: {
      at: 4,
      why: { kind: "state", path: "said", expected: '"line\\nbreak"', logged: '"line\\\\nbreak"' },
    },
  },
  {
    name: "a number for a string of digits",
    events: change(words, 12, { state: { said: 1 } }),
    diverges: { at: 12, why: { kind: "state", path: "said", expected: '"1"', logged: "1" } },
  },
  {
    name: "TLA+ in a value",
    events: change(words, 2, { state: { said: STRANGE } }),
    diverges: { at: 2, why: { kind: "state", path: "said", expected: '"back\\\\slash"' } },
  },
  {
    name: "TLA+ in an argument",
    events: [{ action: "Say", args: { word: STRANGE } }],
    diverges: { at: 1, why: { kind: "disabled", action: "Say" } },
  },
  {
    name: "TLA+ in a key",
    events: change(words, 2, { state: { log: map(STRANGE) } }),
    diverges: { at: 2, why: { kind: "state", expected: "absent" } },
  },
  {
    name: "TLA+ in a record's field and a node's name",
    events: [
      { action: "Say", node: STRANGE, args: { word: "1" }, state: { log: { [STRANGE]: 1, "1": "1" } } },
    ],
    diverges: { at: 1, why: { kind: "state", expected: "absent", logged: "1" } },
  },
]);
