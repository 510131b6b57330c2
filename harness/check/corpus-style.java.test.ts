import { change, drop, repeat, swap } from "./fixtures/mutate.ts";
import { describeCorpus } from "./fixtures/verdicts.ts";

const prepare = (n: string) => ({ action: "Prepare", args: { n }, state: { phase: at(n, "Prepared") } });
const at = (key: string, value: string) => ({ "#at": [[key, value]] as const });
const commit = { type: "commit", from: "Boss" };
const messages = [
  prepare("n1"),
  prepare("n2"),
  {
    action: "Decide",
    state: {
      decided: true,
      messages: { "#set": [{ type: "prepared", from: "n2" }, { type: "prepared", from: "n1" }, commit] },
    },
  },
  { action: "Finish", args: { n: "n2", m: commit }, state: { phase: at("n2", "Done") } },
];

describeCorpus("Messages", [
  { name: "two nodes commit", events: messages },
  {
    name: "a step of a node, by the name of what combines",
    events: [{ action: "NodeStep", args: { n: "n1" } }],
  },
  {
    name: "decision too early",
    events: drop(messages, 2),
    diverges: {
      at: 2,
      why: {
        kind: "guard",
        conjunct: '[type |-> "prepared", from |-> n] \\in messages',
        args: { n: "n2" },
      },
    },
  },
  {
    name: "message without a field",
    events: change(messages, 3, { state: { messages: { "#set": [{ type: "commit" }] } } }),
    diverges: { at: 3, why: { kind: "state", path: "messages", logged: '{[type |-> "commit"]}' } },
  },
  {
    name: "string that is not a model value",
    events: change(messages, 1, { state: { phase: at("n1", "prepared") } }),
    diverges: {
      at: 1,
      why: { kind: "state", path: "phase[n1]", expected: "Prepared", logged: '"prepared"' },
    },
  },
  {
    name: "message that was never sent",
    events: change(messages, 4, { args: { n: "n2", m: { type: "commit", from: "n1" } } }),
    diverges: { at: 4, why: { kind: "disabled", action: "Finish" } },
  },
  {
    name: "message with a number for its type",
    events: change(messages, 4, { args: { n: "n2", m: { type: 4, from: "Boss" } } }),
    diverges: { at: 4, why: { kind: "disabled", action: "Finish" } },
  },
  {
    name: "prepared twice",
    events: repeat(messages, 1),
    diverges: {
      at: 2,
      why: { kind: "guard", conjunct: "phase[n] = Working", values: { "phase[n]": "Prepared" } },
    },
  },
  {
    name: "set that no TLA+ set is",
    events: change(messages, 3, { state: { messages: { "#set": [1, "a"] } } }),
    diverges: { at: 3, why: { kind: "state", path: "messages" } },
  },
]);

const counters = [
  { action: "Left!Bump", state: { left: 1 } },
  { action: "Right!Add", args: { k: 3 }, state: { right: 3, left: 1 } },
  { action: "Left!Add", args: { k: 2 }, state: { left: 3 } },
  { action: "Right!Step", state: { right: 4 } },
];

describeCorpus("Instances", [
  { name: "two counters", events: counters },
  {
    name: "beyond the limit of its instance",
    events: [...counters, { action: "Right!Bump" }],
    diverges: { at: 5, why: { kind: "guard", conjunct: "n < Limit", values: { n: "4", Limit: "4" } } },
  },
  {
    name: "the other counter moved",
    events: change(counters, 2, { state: { right: 0, left: 4 } }),
    diverges: { at: 2, why: { kind: "state", path: "right", expected: "3", logged: "0" } },
  },
  {
    name: "argument out of the domain",
    events: change(counters, 3, { args: { k: 1 } }),
    diverges: { at: 3, why: { kind: "disabled", action: "Left!Add" } },
  },
]);

const fetch = (self: number) => ({ action: "fetch", args: { self }, state: { pc: at2(self, "store") } });
const at2 = (key: number, value: string | number) => ({ "#at": [[key, value]] as const });
const program = [
  fetch(1),
  fetch(2),
  { action: "store", args: { self: 1 }, state: { total: 1, pc: ["fetch", "store"] } },
  fetch(1),
  { action: "worker", args: { self: 1 }, state: { total: 2, pc: at2(1, "Done") } },
  { action: "store", args: { self: 2 }, state: { total: 1, read: [1, 0] } },
];

describeCorpus("Pcal", [
  { name: "a lost update", events: program },
  {
    name: "no update is lost",
    events: change(program, 6, { state: { total: 3 } }),
    diverges: { at: 6, why: { kind: "state", path: "total", expected: "1", logged: "3" } },
  },
  {
    name: "store before fetch",
    events: swap(program, 3),
    diverges: {
      at: 3,
      why: { kind: "guard", conjunct: 'pc[self] = "fetch"', values: { "pc[self]": '"store"' } },
    },
  },
  {
    name: "key outside of the domain",
    events: change(program, 1, { state: { pc: at2(3, "store") } }),
    diverges: { at: 1, why: { kind: "state", path: "pc[3]", expected: "absent", logged: '"store"' } },
  },
  {
    name: "key of another type",
    events: change(program, 1, { state: { pc: at("1", "store") } }),
    diverges: { at: 1, why: { kind: "state", path: 'pc["1"]', expected: "absent" } },
  },
  {
    name: "termination too early",
    events: [{ action: "Terminating" }],
    diverges: { at: 1, why: { kind: "guard", conjunct: 'pc[self] = "Done"', args: { self: "1" } } },
  },
]);

const colours = [
  { action: "Take", args: { Cardinality: "red" }, state: { mood: "len", bag: { "#set": ["red"] } } },
  { action: "Reset", state: { mood: "go" } },
  { action: "Take", args: { Cardinality: "blue" }, state: { bag: { "#set": ["blue", "red"] } } },
  { action: "Halt", state: { mood: "Stop", bag: { "#set": ["p"] } } },
];

describeCorpus("OwnNames", [
  { name: "names of the standard modules for other things", events: colours },
  {
    name: "taken twice",
    events: change(colours, 3, { args: { Cardinality: "red" } }),
    diverges: {
      at: 3,
      why: {
        kind: "guard",
        conjunct: "Cardinality \\notin bag",
        values: { Cardinality: '"red"', bag: '{"red"}' },
      },
    },
  },
  {
    name: "not reset",
    events: drop(colours, 2),
    diverges: { at: 2, why: { kind: "guard", conjunct: "x = Nat", values: { x: '"len"' } } },
  },
]);
