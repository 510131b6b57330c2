import type { ElectorState, NodeId } from "../../elector/types.ts";
import { listen } from "./acceptor.ts";
import type { Acceptor } from "./acceptor.ts";
import type { Channel } from "./channel.ts";
import { createConnections } from "./connections.ts";
import type { Connections } from "./connections.ts";
import { createDialer } from "./dialer.ts";
import type { Dialer } from "./dialer.ts";
import { createEventIds } from "./eventIds.ts";
import type { EventIds } from "./eventIds.ts";
import { dialedBy } from "./membership.ts";
import type { NodeSink } from "./nodeTransition.ts";
import { createRefusalTally } from "./refusals.ts";
import { welcomeProof } from "./proof.ts";
import type { RefusalCounts, RefusalTally } from "./refusals.ts";
import type { NodeSetup } from "./setup.ts";
import { createStepper } from "./stepper.ts";
import type { Stepper } from "./stepper.ts";
import type { Hello, Welcome } from "./wire.ts";

/** What somebody outside may ask of a process (1.5 start and stop, 1.8). */
export type Order =
  | { readonly kind: "start" }
  | { readonly kind: "stop" }
  | { readonly kind: "quorum"; readonly quorum: number };

/** Where each node listens; a node whose process is gone, or not yet there, may be absent. */
export type Ports = Readonly<Record<NodeId, number>>;

/** The elector of one process, its timers and its connections. */
export interface TcpNode {
  /** Binds the port; gives it, or the system's reason. Nothing is recorded yet. */
  readonly listen: () => Promise<{ readonly port: number } | { readonly reason: string }>;
  /** First step: start(); then calls the peers. */
  readonly begin: (ports: Ports) => void;
  /** Where peers listen from now on. */
  readonly setPorts: (ports: Ports) => void;
  readonly order: (order: Order) => void;
  /** From now on nothing happens any more; connections stay up so that no peer takes it for a crash. */
  readonly freeze: () => void;
  readonly close: () => void;
  readonly state: () => ElectorState;
  /** Steps recorded. */
  readonly events: () => number;
  readonly refusals: () => RefusalCounts;
}

/** A process before it listens. */
export const createTcpNode = (setup: NodeSetup, sink: NodeSink): TcpNode => {
  const parts = assemble(setup, sink);
  const { stepper, connections, dialers, tally, ids } = parts;
  const places: { ports: Ports } = { ports: {} };
  let acceptor: Acceptor | undefined;
  for (const peer of dialedBy(setup)) dialers.set(peer, dialerTo(peer, setup, { ...parts, places }));
  return {
    listen: async () => {
      const onPeer = (channel: Channel, hello: Hello): void => greeted(parts, channel, hello);
      const listening = await listen({ ...setup, count: tally.count, onPeer });
      if (!listening.ok) return { reason: listening.reason };
      acceptor = listening.acceptor;
      return { port: listening.port };
    },
    begin: (ports) => {
      places.ports = ports;
      stepper.handle({ kind: "start" }, { announced: [...dialers.keys()].flatMap(ids.renewHello) });
      for (const dialer of dialers.values()) dialer.call();
    },
    setPorts: (ports) => {
      places.ports = ports;
    },
    order: (order) => {
      if (order.kind !== "quorum") stepper.handle({ kind: order.kind });
      else if (order.quorum !== stepper.state().quorum)
        stepper.handle({ kind: "setQuorum", quorum: order.quorum });
    },
    freeze: stepper.freeze,
    close: () => {
      stepper.freeze();
      acceptor?.close();
      for (const dialer of dialers.values()) dialer.close();
      connections.close();
    },
    state: stepper.state,
    events: stepper.events,
    refusals: tally.counts,
  };
};

interface Parts {
  readonly setup: NodeSetup;
  readonly stepper: Stepper;
  readonly connections: Connections;
  readonly dialers: Map<NodeId, Dialer>;
  readonly tally: RefusalTally;
  readonly ids: EventIds;
}

const assemble = (setup: NodeSetup, sink: NodeSink): Parts => {
  const tally = createRefusalTally();
  const ids = createEventIds(setup);
  const connections = createConnections({
    onMessage: ({ from, id, message }) =>
      stepper.handle({ kind: "message", from, message }, { received: id }),
    onEnd: (peer) => lost(parts, peer),
  });
  const stepper = createStepper({ setup, sink, ids, connections });
  const parts = { setup, stepper, connections, dialers: new Map<NodeId, Dialer>(), tally, ids };
  return parts;
};

const dialerTo = (
  peer: NodeId,
  setup: NodeSetup,
  parts: Parts & { readonly places: { readonly ports: Ports } },
): Dialer =>
  createDialer({
    ...setup,
    peer,
    portOf: () => parts.places.ports[peer],
    helloId: () => parts.ids.hello(peer),
    count: parts.tally.count,
    onPeer: (channel, welcome) => welcomed(parts, channel, welcome),
  });

/** This end sees that a connection is over. */
const lost = ({ stepper, ids, dialers }: Parts, peer: NodeId): void => {
  if (stepper.isFrozen()) return;
  stepper.handle({ kind: "nodeUnavailable", node: peer }, { announced: ids.renewHello(peer) });
  dialers.get(peer)?.call();
};

/** The acceptor is up: the dialer's end comes up second. */
const welcomed = ({ stepper, connections }: Parts, channel: Channel, { from, id }: Welcome): void => {
  if (stepper.isFrozen()) {
    channel.close();
    return;
  }
  connections.add(from, channel);
  stepper.handle({ kind: "nodeAvailable", node: from }, { received: id });
};

/** A dialer calls: the acceptor's end comes up first, and the welcome tells so. */
const greeted = (parts: Parts, channel: Channel, hello: Hello): void => {
  const { from, id: received } = hello;
  const { setup, stepper, connections, ids } = parts;
  if (stepper.isFrozen() || stepper.events() === 0) {
    channel.close();
    return;
  }
  // Who calls has no connection any more, whatever this end has noticed.
  if (connections.has(from)) {
    connections.drop(from);
    lost(parts, from);
  }
  connections.add(from, channel);
  const id = ids.next();
  const said = { from: setup.self, to: from, id };
  const proof = welcomeProof(setup.token, said, hello);
  const first = (): void => channel.send({ kind: "welcome", proof, ...said });
  stepper.handle({ kind: "nodeAvailable", node: from }, { received, announced: [id], first });
};
