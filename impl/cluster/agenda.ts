import type { NodeId, TimerKind } from "../elector/types.ts";
import type { ScriptCommand } from "./script.ts";

/**
 * What is to happen: a timer of a node, the arrival of the oldest message of a channel, the end of a connection or a
 * new one as its node sees it, or a line of the script.
 */
export type Plan =
  | { readonly kind: "timer"; readonly node: NodeId; readonly timer: TimerKind }
  | { readonly kind: "arrival"; readonly from: NodeId; readonly to: NodeId }
  | { readonly kind: "notice" | "connect"; readonly node: NodeId; readonly peer: NodeId }
  /** `line`: where it stands, if it stands in a file. */
  | { readonly kind: "command"; readonly command: ScriptCommand; readonly line?: number };

/** A plan and its virtual time. */
export interface Appointment {
  /** Milliseconds. */
  readonly at: number;
  /** Running number: of two at the same time, the one made first comes first. Keeps runs deterministic. */
  readonly order: number;
  readonly plan: Plan;
}

/** An appointment and when it can really take place. */
export interface Due {
  readonly at: number;
  readonly appointment: Appointment;
}

/** Until when each paused node does nothing; Infinity until resumed. */
export type Pauses = Readonly<Record<NodeId, number>>;

/**
 * The next thing that can happen: what belongs to a paused node waits until the end of the pause and keeps its order.
 * Undefined when nothing ever will.
 */
export const nextDue = (agenda: readonly Appointment[], pauses: Pauses): Due | undefined => {
  let first: Due | undefined;
  for (const appointment of agenda) {
    const at = Math.max(appointment.at, pauseOf(appointment, pauses));
    if (at !== Infinity && (first === undefined || isBefore({ at, appointment }, first)))
      first = { at, appointment };
  }
  return first;
};

const pauseOf = ({ plan }: Appointment, pauses: Pauses): number => {
  switch (plan.kind) {
    case "timer":
    case "notice":
    case "connect":
      return pauses[plan.node] ?? 0;
    case "arrival":
      return pauses[plan.to] ?? 0;
    case "command":
      return 0;
  }
};

/** Among those that waited for one pause, the older appointment first; so messages never overtake each other. */
const isBefore = (one: Due, other: Due): boolean => {
  if (one.at !== other.at) return one.at < other.at;
  if (one.appointment.at !== other.appointment.at) return one.appointment.at < other.appointment.at;
  return one.appointment.order < other.appointment.order;
};
