import { drop, change } from "./fixtures/mutate.ts";
import { describeCorpus } from "./fixtures/verdicts.ts";

const counting = [
  { action: "Push", args: { n: 4 }, state: { total: 4 } },
  { action: "Push", args: { n: 2 }, state: { total: 6, stack: [4, 2] } },
  { action: "Drop", args: { n: 2 }, state: { stack: [], total: 0 } },
  { action: "Multiply", args: { n: 6 }, state: { total: 720 } },
  { action: "Multiply", args: { n: 0 }, state: { total: 1 } },
  { action: "Paths", args: { n: 6 }, state: { total: 6 } },
];

describeCorpus("Recursion", [
  { name: "recursion in domains, guards and values, 720 calls deep", events: counting },
  {
    name: "not in the set that recursion makes",
    events: change(counting, 1, { args: { n: 5 }, state: {} }),
    diverges: { at: 1, why: { kind: "disabled", action: "Push" } },
  },
  {
    name: "not in the set that a recursive guard makes",
    events: change(counting, 4, { args: { n: 3 }, state: {} }),
    diverges: { at: 4, why: { kind: "disabled", action: "Multiply" } },
  },
  {
    name: "a wrong sum",
    events: change(counting, 2, { state: { total: 7 } }),
    diverges: { at: 2, why: { kind: "state", path: "total", expected: "6", logged: "7" } },
  },
  {
    name: "a guard that calls a recursive operator",
    events: [...counting.slice(0, 5), { action: "Multiply", args: { n: 2 } }],
    diverges: { at: 6, why: { kind: "guard", conjunct: "IsEven(total)" } },
  },
  {
    name: "fewer than there are to be dropped",
    events: drop(counting, 2).map((event) => (event.action === "Drop" ? { ...event, state: {} } : event)),
    diverges: { at: 2, why: { kind: "guard", conjunct: "Len(stack) >= n", values: { n: "2" } } },
  },
]);

const full = [1, 2, 3, 4].map((value) => ({ action: "Fill", args: { i: 1 }, state: { p: [value, 0] } }));
const cells = [
  ...full,
  { action: "Show", args: { i: 1 }, state: { q: 10 } },
  { action: "Line!By", args: { d: 2 }, state: { q: 12 } },
  { action: "Line!Move", state: { q: 13 } },
  { action: "By", args: { d: 3 }, state: { at: 3 } },
  { action: "Deep!Jump", args: { n: 2 }, state: { at: 63 } },
  { action: "Line!Deep!Jump", args: { n: 1 }, state: { q: 33 } },
  { action: "Worker!Add", args: { i: 3, n: 7 }, state: { q: 54 } },
  { action: "Worker!Reset", args: { i: 4 }, state: { q: 0 } },
  { action: "Worker!Work", args: { i: 4 }, state: { q: 16 } },
];

describeCorpus("Cells", [
  { name: "each instance with its own variable", events: cells },
  {
    name: "a cell that is full",
    events: [...full, { action: "Fill", args: { i: 1 } }],
    diverges: { at: 5, why: { kind: "guard", conjunct: "~ Cell(i)!Full" } },
  },
  {
    name: "in the domain of the extended module, not of the instance",
    events: [{ action: "Line!By", args: { d: 3 } }],
    diverges: { at: 1, why: { kind: "disabled", action: "Line!By" } },
  },
  {
    name: "in the domain of the instance, not of the extended module",
    events: [{ action: "By", args: { d: 1 } }],
    diverges: { at: 1, why: { kind: "disabled", action: "By" } },
  },
  {
    name: "a constant of the other instance",
    events: [{ action: "Line!Deep!Jump", args: { n: 2 }, state: { q: 60 } }],
    diverges: { at: 1, why: { kind: "state", path: "q", expected: "40", logged: "60" } },
  },
  {
    name: "a parameter of the instance that it is not taken for",
    events: [{ action: "Worker!Add", args: { i: 3, n: 4 } }],
    diverges: { at: 1, why: { kind: "disabled", action: "Worker!Add" } },
  },
  {
    name: "a guard inside of an instance with a parameter",
    events: [{ action: "Worker!Reset", args: { i: 3 } }],
    diverges: { at: 1, why: { kind: "guard", conjunct: "mine > 0" } },
  },
]);

const at = <T>(key: number, value: T) => ({ "#at": [[key, value]] as const });
const frame = { procedure: "add", pc: "m2", tmp: 0, n: "defaultInitValue" };
const calls = [
  { action: "m1", args: { self: 1 }, state: { stack: at(1, [frame]), n: [1, "defaultInitValue"] } },
  { action: "add", args: { self: 1 }, state: { tmp: [1, 0] } },
  { action: "a2", state: { total: 1, n: ["defaultInitValue", "defaultInitValue"] } },
  { action: "m2", args: { self: 1 }, state: { pc: at(1, "Done") } },
  { action: "m1", args: { self: 2 } },
  { action: "a1" },
  { action: "a2", state: { total: 3, stack: [[], []] } },
  { action: "p", args: { self: 2 } },
  { action: "Terminating" },
];

describeCorpus("Calls", [
  { name: "two processes call a procedure", events: calls },
  {
    name: "the second half of the procedure first",
    events: drop(calls, 2),
    diverges: { at: 2, why: { kind: "guard", conjunct: 'pc[self] = "a2"' } },
  },
  {
    name: "a frame that was never pushed",
    events: change(calls, 1, { state: { stack: at(1, [{ ...frame, tmp: 1 }]) } }),
    diverges: { at: 1, why: { kind: "state", path: "stack[1][1].tmp", expected: "0", logged: "1" } },
  },
  {
    name: "a string for the value of what has none",
    events: change(calls, 3, { state: { n: ["default", "defaultInitValue"] } }),
    diverges: { at: 3, why: { kind: "state", path: "n[1]", expected: "defaultInitValue" } },
  },
]);

const forms = [
  { action: "Set", args: { v: 4 }, state: { x: 4 } },
  { action: "Grab", args: { n: "n1", r: { value: 7, kind: "k" } }, state: { f: { n1: 7, n2: "None" } } },
  { action: "Pair", args: { s: 9, t: 4 }, state: { x: 5, y: 4 } },
  { action: "Jump", args: { k: 50 }, state: { x: 50 } },
  { action: "Up", state: { y: 5 } },
  { action: "Down", state: { y: 4 } },
  { action: "Still", state: { y: 5 } },
  { action: "Jump", args: { k: 100 }, state: { x: 100 } },
  { action: "Send", args: { m: [1, "a"] } },
  { action: "Receive", args: { m: [1, "a"] }, state: { x: 1, net: { "#set": [] } } },
  { action: "Table", args: { g: [3, 4] }, state: { x: 7 } },
  { action: "Odd", state: { x: 5 } },
];

describeCorpus("Forms", [
  { name: "steps of every form", events: forms },
  {
    name: "a tuple that is not in the set",
    events: [{ action: "Pair", args: { s: 5, t: 4 } }],
    diverges: { at: 1, why: { kind: "disabled", action: "Pair" } },
  },
  {
    name: "a function that is not in the set",
    events: [{ action: "Table", args: { g: [3, 5] } }],
    diverges: { at: 1, why: { kind: "disabled", action: "Table" } },
  },
  {
    name: "the way of a CASE that is not taken",
    events: [forms[2] ?? {}, { action: "Jump", args: { k: -1 } }],
    diverges: { at: 2, why: { kind: "guard", conjunct: "~(x = 5)", values: { x: "5" } } },
  },
  {
    name: "what stands beside the step",
    events: [{ action: "Up", state: { x: 1 } }],
    diverges: { at: 1, why: { kind: "state", path: "x", expected: "0", logged: "1" } },
  },
]);

const inc = { action: "Inc" };
describeCorpus("Refines", [
  {
    name: "all properties hold",
    events: [inc, inc, { action: "Put", args: { v: 6 }, state: { x: 2, y: 6 } }],
  },
  {
    name: "a step that one of several properties forbids",
    events: [inc, { action: "Dec" }],
    diverges: { at: 2, why: { kind: "law", name: "Named" } },
  },
  {
    name: "a state that another of them forbids",
    events: [{ action: "Put", args: { v: 7 } }],
    diverges: { at: 1, why: { kind: "law", name: "Named" } },
  },
  {
    name: "the part of a property that is no liveness",
    events: [
      { action: "Put", args: { v: 5 } },
      { action: "Put", args: { v: 3 } },
    ],
    diverges: { at: 2, why: { kind: "law", name: "Mixed" } },
  },
  {
    name: "what the refined spec says of all states",
    events: Array.from({ length: 7 }, () => inc),
    diverges: { at: 7, why: { kind: "law", name: "Refined" } },
  },
  {
    name: "what it says of the first one",
    events: [{ action: "Inc", state: { x: 6 } }],
    diverges: { at: 1, why: { kind: "state", path: "x", expected: "1", logged: "6" } },
  },
]);
