import { expect, test } from "vitest";
import { nextDue } from "./agenda.ts";
import type { Appointment } from "./agenda.ts";

const timer = (node: string, at: number, order: number): Appointment => ({
  at,
  order,
  plan: { kind: "timer", node, timer: "RANDOM_WAIT" },
});
const arrival = (to: string, at: number, order: number): Appointment => ({
  at,
  order,
  plan: { kind: "arrival", from: "S9", to },
});
const command = (at: number, order: number): Appointment => ({
  at,
  order,
  plan: { kind: "command", command: { kind: "resume", node: "S1" } },
});

test.each([
  { name: "nothing planned", agenda: [], pauses: {}, due: undefined },
  { name: "earliest first", agenda: [timer("S1", 9, 0), timer("S2", 5, 1)], pauses: {}, due: [5, 1] },
  {
    name: "at one time the older appointment",
    agenda: [timer("S1", 5, 3), arrival("S2", 5, 2)],
    pauses: {},
    due: [5, 2],
  },
  {
    name: "a pause postpones timers",
    agenda: [timer("S1", 5, 0), timer("S2", 9, 1)],
    pauses: { S1: 20 },
    due: [9, 1],
  },
  { name: "and arrivals", agenda: [arrival("S1", 5, 0)], pauses: { S1: 20 }, due: [20, 0] },
  { name: "but no command", agenda: [timer("S1", 5, 0), command(10, 1)], pauses: { S1: 20 }, due: [10, 1] },
  { name: "a past pause does nothing", agenda: [timer("S1", 30, 0)], pauses: { S1: 20 }, due: [30, 0] },
  {
    name: "after a pause in the order of the time meant",
    agenda: [arrival("S1", 20, 0), timer("S1", 8, 2), arrival("S1", 6, 3)],
    pauses: { S1: 20 },
    due: [20, 3],
  },
  { name: "asleep for ever", agenda: [timer("S1", 5, 0)], pauses: { S1: Infinity }, due: undefined },
])("$name", ({ agenda, pauses, due }) => {
  const next = nextDue(agenda, pauses);
  expect(next === undefined ? undefined : [next.at, next.appointment.order]).toEqual(due);
});
