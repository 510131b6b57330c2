import type { NodeId } from "../../elector/types.ts";
import { majorityOf } from "../../elector/quorum.ts";
import { drawInteger, drawOne, seeded } from "../prng.ts";
import type { Drawn, Prng, Range } from "../prng.ts";
import type { ScriptCommand, ScriptEntry } from "../script.ts";
import type { Order } from "./node.ts";

/** Something done to a process from outside: SIGKILL, a new process, SIGSTOP, SIGCONT, or an order. */
export type ProcessFault =
  | { readonly kind: "crash" | "restart" | "pause" | "resume"; readonly node: NodeId }
  | { readonly kind: "order"; readonly node: NodeId; readonly order: Order };

export interface TimedFault {
  /** Milliseconds of real time after the first processes have begun. */
  readonly at: number;
  readonly fault: ProcessFault;
}

/** A script in real time, and the kinds of its commands that processes on one machine cannot be made to suffer. */
export interface ScriptedFaults {
  readonly faults: readonly TimedFault[];
  readonly impossible: readonly ScriptCommand["kind"][];
}

/** `speedup`: how many milliseconds of the script pass in one of real time. */
export const scriptedFaults = (
  script: readonly ScriptEntry[],
  { nodes, speedup }: { readonly nodes: readonly NodeId[]; readonly speedup: number },
): ScriptedFaults => {
  const read = script.map((entry) => ({ entry, faults: faultsOf(entry, nodes) }));
  return {
    faults: read
      .flatMap(({ faults }) => faults ?? [])
      .map(({ at, fault }) => ({ at: at / speedup, fault }))
      .sort((one, other) => one.at - other.at),
    impossible: [
      ...new Set(read.filter(({ faults }) => faults === null).map(({ entry }) => entry.command.kind)),
    ],
  };
};

const faultsOf = ({ at, command }: ScriptEntry, nodes: readonly NodeId[]): readonly TimedFault[] | null => {
  switch (command.kind) {
    case "pause":
      return pause(at, command.node, command.forMs);
    case "resume":
    case "crash":
    case "restart":
      return [{ at, fault: { kind: command.kind, node: command.node } }];
    case "stop":
    case "start":
      return [{ at, fault: { kind: "order", node: command.node, order: { kind: command.kind } } }];
    case "quorum": {
      const order = { kind: "quorum", quorum: command.quorum } as const;
      const chosen = command.node === undefined ? nodes : [command.node];
      return chosen.map((node) => ({ at, fault: { kind: "order", node, order } }));
    }
    case "delay":
    case "cut":
    case "heal":
    case "disconnect":
    case "force":
    case "skew":
      return null;
  }
};

const pause = (at: number, node: NodeId, forMs?: number): readonly TimedFault[] => [
  { at, fault: { kind: "pause", node } },
  ...(forMs === undefined ? [] : [{ at: at + forMs, fault: { kind: "resume", node } } as const]),
];

/** First fault not before the first election, at the default speed. */
const QUIET_MS = 500;
const BETWEEN: Range = { min: 200, max: 1800 };
const CRASHED_FOR: Range = { min: 300, max: 1500 };
const PAUSED_FOR: Range = { min: 20, max: 1200 };
const STOPPED_FOR: Range = { min: 50, max: 800 };

/** Faults one after the other, some overlapping, until `ms`; the same seed gives the same ones. */
export const randomFaults = (
  nodes: readonly NodeId[],
  { seed, ms }: { readonly seed: number; readonly ms: number },
): readonly TimedFault[] => {
  const faults: TimedFault[] = [];
  let random = seeded(seed);
  let at = QUIET_MS;
  while (at < ms) {
    const drawn = drawFaults(random, at, nodes);
    const gap = drawInteger(drawn.random, BETWEEN);
    faults.push(...drawn.value);
    at += gap.value;
    random = gap.random;
  }
  return faults.filter((one) => one.at < ms).sort((one, other) => one.at - other.at);
};

const drawFaults = (random: Prng, at: number, nodes: readonly NodeId[]): Drawn<readonly TimedFault[]> => {
  const { value: node, random: afterNode } = drawOne(random, nodes);
  const { value: kind, random: next } = drawOne(afterNode, KINDS);
  switch (kind) {
    case "crash": {
      const lasting = drawInteger(next, CRASHED_FOR);
      const restart = { at: at + lasting.value, fault: { kind: "restart", node } } as const;
      return { value: [{ at, fault: { kind: "crash", node } }, restart], random: lasting.random };
    }
    case "pause": {
      const lasting = drawInteger(next, PAUSED_FOR);
      return { value: pause(at, node, lasting.value), random: lasting.random };
    }
    case "stop": {
      const lasting = drawInteger(next, STOPPED_FOR);
      const start = { at: at + lasting.value, fault: order(node, { kind: "start" }) };
      return { value: [{ at, fault: order(node, { kind: "stop" }) }, start], random: lasting.random };
    }
    case "quorum": {
      // Never below a majority: two leaders of one term would answer each other without end (1.10 E1).
      const quorum = drawOne(next, [0, majorityOf(nodes.length), nodes.length]);
      const set = { at, fault: order(node, { kind: "quorum", quorum: quorum.value }) };
      return { value: [set], random: quorum.random };
    }
  }
};

const KINDS = ["crash", "crash", "crash", "pause", "pause", "pause", "stop", "stop", "quorum"] as const;

const order = (node: NodeId, what: Order): ProcessFault => ({ kind: "order", node, order: what });
