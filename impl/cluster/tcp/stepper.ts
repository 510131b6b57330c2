import { createElector } from "../../elector/create.ts";
import { step } from "../../elector/step.ts";
import type { ElectorEvent, ElectorState, ElectorStep, NodeId } from "../../elector/types.ts";
import { seeded } from "../prng.ts";
import type { Connections } from "./connections.ts";
import type { EventIds } from "./eventIds.ts";
import { createNodeTimers } from "./nodeTimers.ts";
import type { NodeSink } from "./nodeTransition.ts";
import type { NodeSetup } from "./setup.ts";
import type { Carried } from "./wire.ts";

/** What goes with an event besides the elector's own message. */
export interface Circumstances {
  readonly received?: string;
  /** Ids announced before those of the messages. */
  readonly announced?: readonly string[];
  /** Runs after the step was recorded and before its messages leave. */
  readonly first?: () => void;
}

/** The elector of a process with its timers: takes events, records steps, sends what they say. */
export interface Stepper {
  readonly handle: (event: ElectorEvent, circumstances?: Circumstances) => void;
  /** From now on events do nothing. */
  readonly freeze: () => void;
  readonly isFrozen: () => boolean;
  readonly state: () => ElectorState;
  /** Steps recorded. */
  readonly events: () => number;
}

export interface StepperOptions {
  readonly setup: NodeSetup;
  readonly sink: NodeSink;
  readonly ids: EventIds;
  readonly connections: Pick<Connections, "peers" | "send">;
}

/** A stepper around a new elector, which is Dormant. */
export const createStepper = ({ setup, sink, ids, connections }: StepperOptions): Stepper => {
  const { self, nodes, term, config } = setup;
  let elector = createElector({ self, nodes, term, config });
  let events = 0;
  let frozen = false;
  const isFrozen = (): boolean => frozen;
  const freeze = (): void => {
    frozen = true;
    timers.cancelAll();
  };
  const record = ({ action }: ElectorStep, sent: readonly string[], received: string | undefined): void => {
    if (action === null) return;
    events++;
    const at = Date.now() - setup.startedAt;
    const seen = { action, state: elector, connected: connections.peers(), sent, at };
    sink(received === undefined ? seen : { ...seen, received });
  };
  /** 1.3: cancel, then tell, then arm, then send. */
  const handle = (event: ElectorEvent, { received, announced = [], first }: Circumstances = {}): void => {
    if (isFrozen()) return;
    const taken = step(elector, { event, now: Math.trunc(performance.now()) });
    elector = taken.state;
    if (taken.output.cancelAllTimers) timers.cancelAll();
    const letters = addressed(taken, connections.peers(), ids);
    record(taken, [...announced, ...letters.map(([, { id }]) => id)], received);
    // Whoever could not record it has frozen the process: then nothing of this step may be seen.
    if (isFrozen()) return;
    if (taken.output.timer !== null) timers.arm(taken.output.timer);
    first?.();
    for (const [peer, letter] of letters) connections.send(peer, letter);
    if (events >= setup.mostEvents) freeze();
  };
  const onTimer = (timer: Parameters<typeof timers.arm>[0]): void => handle({ kind: "timer", timer });
  const timers = createNodeTimers({ config, random: seeded(setup.seed), onTimer });
  return { handle, freeze, isFrozen, state: () => elector, events: () => events };
};

/** 1.3: a broadcast is one unicast per configured peer; what is written to an unconnected one is dropped. */
const addressed = (
  { state, output: { message, destination } }: ElectorStep,
  connected: readonly NodeId[],
  ids: EventIds,
): readonly (readonly [NodeId, Carried])[] => {
  if (message === null || destination === null) return [];
  const peers =
    destination.kind === "node" ? connected.filter((peer) => peer === destination.node) : connected;
  return peers.map((peer) => [peer, { kind: "message", from: state.self, id: ids.next(), message }]);
};
