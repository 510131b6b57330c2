import { change, drop, swap } from "./fixtures/mutate.ts";
import { describeCorpus } from "./fixtures/verdicts.ts";

const guesses = [
  { action: "Guess", state: { shown: 3 } },
  { action: "Guess", state: { shown: 1 } },
  { action: "Reveal", state: { shown: 12 } },
  { action: "Guess" },
  { action: "Reveal", state: { shown: 12, secret: 2 } },
];

describeCorpus("Hidden", [
  { name: "choices inside and an initial state to be found out", events: guesses },
  { name: "the other initial state", events: change(guesses, 3, { state: { shown: 11 } }).slice(0, 4) },
  {
    name: "only states",
    events: [{ state: { shown: 3 } }, { state: { shown: 13 } }].map((event, index) =>
      index === 0 ? event : { state: { shown: 12 } },
    ),
  },
  { name: "only actions", events: guesses.map(({ action }) => ({ action })) },
  {
    name: "a secret that changed by itself",
    events: change(guesses, 5, { state: { shown: 11 } }),
    diverges: { at: 5, why: { kind: "state", path: "shown", expected: "12", logged: "11" } },
  },
  {
    name: "a secret that no initial state has: both initial states are asked",
    events: change(guesses, 3, { state: { shown: 13 } }),
    diverges: { at: 3, why: { kind: "state", path: "shown", logged: "13" } },
  },
  ...[1, 2].map((secret) => ({
    name: `of the states that are possible the one nearest to the log is shown: ${secret}`,
    events: change(guesses, 3, { state: { shown: 13, secret } }),
    diverges: {
      at: 3,
      why: { kind: "state", path: "shown", expected: String(10 + secret), logged: "13" } as const,
    },
  })),
  {
    name: "no successor matches in part",
    events: change(guesses, 2, { state: { shown: 3, secret: 1 } }),
    diverges: { at: 2, why: { kind: "state", path: "shown", logged: "3" } },
  },
  {
    name: "the nearest of several successors is shown",
    events: [{ action: "Shuffle", state: { secret: 3, shown: 5 } }],
    diverges: { at: 1, why: { kind: "state", path: "shown", expected: "0", logged: "5" } },
  },
  {
    name: "no step leads to that state",
    events: [{ state: { shown: 19 } }],
    diverges: { at: 1, why: { kind: "state", path: "shown", logged: "19" } },
  },
]);

const BIG = 2147483647;
const SMALL = -2147483648;
const held = (slot: string, value: number | string) => ({ held: { "#at": [[slot, value]] as const } });
const slots = [
  { action: "Fill", args: { s: "a", v: BIG }, state: { ...held("a", BIG), top: BIG } },
  { action: "Fill", args: { s: "b", v: SMALL }, state: held("b", SMALL) },
  {
    action: "Move",
    args: { s: "a", t: "c" },
    state: {
      held: map([
        ["a", "Nil"],
        ["b", SMALL],
        ["c", BIG],
      ]),
    },
  },
  { action: "Empty", args: { s: "b" }, state: held("b", "Nil") },
];
function map(entries: readonly (readonly [string, string | number])[]) {
  return { "#map": entries };
}

describeCorpus("Slots", [
  { name: "numbers at the edges beside Nil", events: slots },
  {
    name: "Nil where a number is",
    events: change(slots, 1, { state: { ...held("a", "Nil"), top: BIG } }),
    diverges: { at: 1, why: { kind: "state", path: "held[a]", expected: String(BIG), logged: "Nil" } },
  },
  {
    name: "number where Nil is",
    events: change(slots, 4, { state: held("b", 0) }),
    diverges: { at: 4, why: { kind: "state", path: "held[b]", expected: "Nil", logged: "0" } },
  },
  {
    name: "the second of two points is wrong",
    events: change(slots, 3, {
      state: {
        held: {
          "#at": [
            ["a", "Nil"],
            ["c", 7],
          ],
        },
      },
    }),
    diverges: { at: 3, why: { kind: "state", path: "held[c]", expected: String(BIG), logged: "7" } },
  },
  ...["a", "b"].map((s) => ({
    name: `of the states that are possible the one in which most holds gives the reason: ${s}`,
    events: [
      { action: "Fill", args: { s: "c", v: 7 } },
      { action: "Fill", args: { v: 7 } },
      { action: "Move", args: { s, t: "c" } },
    ],
    diverges: {
      at: 3,
      why: { kind: "guard", conjunct: "held[t] = Nil", values: { "held[t]": "7" } } as const,
    },
  })),
  {
    name: "string where a number is",
    events: change(slots, 2, { state: held("b", "0") }),
    diverges: { at: 2, why: { kind: "state", path: "held[b]", expected: String(SMALL), logged: '"0"' } },
  },
  {
    name: "moved onto itself",
    events: change(slots, 3, { args: { s: "a", t: "a" } }),
    diverges: { at: 3, why: { kind: "guard", conjunct: "s # t", values: { s: "a", t: "a" } } },
  },
  {
    name: "the smallest number is not the one after it",
    events: change(slots, 2, { args: { s: "b", v: SMALL + 1 } }),
    diverges: { at: 2, why: { kind: "disabled", action: "Fill" } },
  },
  {
    name: "emptied before it is filled",
    events: drop(slots, 2).map((event) => (event.action === "Move" ? { ...event, state: {} } : event)),
    diverges: { at: 3, why: { kind: "guard", conjunct: "held[s] # Nil", values: { "held[s]": "Nil" } } },
  },
]);

const shapes = [
  { action: "Work", args: { k: 4 }, state: { n: 4 } },
  { action: "Dusk", state: { mode: "night" } },
  { action: "Dream", args: { x: 3, y: 4 }, state: { n: 34 } },
  { action: "Rest", state: { n: 0 } },
  { state: { mode: "day" } },
  { action: "Daily", state: { n: 1 } },
];

describeCorpus("Shapes", [
  { name: "a day and a night", events: shapes },
  {
    name: "work at night",
    events: swap(shapes, 1),
    diverges: { at: 2, why: { kind: "guard", conjunct: 'mode = "day"', values: { mode: '"night"' } } },
  },
  {
    name: "not in the domain of the existential",
    events: change(shapes, 1, { args: { k: 3 }, state: {} }),
    diverges: { at: 1, why: { kind: "disabled", action: "Work" } },
  },
  {
    name: "not in the tuples of the existential",
    events: change(shapes, 3, { args: { x: 1, y: 4 } }),
    diverges: { at: 3, why: { kind: "disabled", action: "Dream" } },
  },
  {
    name: "a condition beside the call in Next",
    events: [{ action: "Dusk" }, { action: "Rest" }],
    diverges: { at: 2, why: { kind: "guard", conjunct: "n > 3", values: { n: "0" } } },
  },
  {
    name: "guard of the action below the existential",
    events: change(shapes, 3, { args: { x: 2, y: 1 }, state: {} }),
    diverges: { at: 3, why: { kind: "guard", conjunct: "x < y", values: { x: "2", y: "1" } } },
  },
  {
    name: "an unnamed step to a state that it does not lead to",
    events: change(shapes, 5, { state: { mode: "dawn" } }),
    diverges: { at: 5, why: { kind: "state", path: "mode", logged: '"dawn"' } },
  },
]);
