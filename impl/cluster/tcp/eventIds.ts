import type { NodeId } from "../../elector/types.ts";
import { dialedBy } from "./membership.ts";
import type { NodeSetup } from "./setup.ts";

/**
 * The ids by which a trace orders the events of different processes. A hello orders the acceptor's NODE_AVAILABLE
 * after the event since which the dialer has been without a connection, so that event announces the hello's id.
 */
export interface EventIds {
  /** Unique in the run: node, process, running number. */
  readonly next: () => string;
  /** New id of the hellos to a peer, for the present event to announce; none for a peer that is not dialed. */
  readonly renewHello: (peer: NodeId) => readonly string[];
  readonly hello: (peer: NodeId) => string;
}

/** Ids of one process. */
export const createEventIds = (
  setup: Pick<NodeSetup, "self" | "nodes" | "token" | "incarnation">,
): EventIds => {
  const dialed = dialedBy(setup);
  const hellos = new Map<NodeId, string>();
  let last = 0;
  const next = (): string => `${setup.self}.${setup.incarnation}.${++last}`;
  return {
    next,
    renewHello: (peer) => {
      if (!dialed.includes(peer)) return [];
      const id = next();
      hellos.set(peer, id);
      return [id];
    },
    hello: (peer) => {
      const id = hellos.get(peer);
      if (id === undefined) throw new Error(`no event announced a hello to ${peer}`);
      return id;
    },
  };
};
