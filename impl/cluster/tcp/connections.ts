import type { NodeId } from "../../elector/types.ts";
import type { Channel } from "./channel.ts";
import type { Carried } from "./wire.ts";
import type { RefusalKind } from "./refusals.ts";

export interface ConnectionsOptions {
  readonly onMessage: (carried: Carried) => void;
  /** The connection ended by itself. */
  readonly onEnd: (peer: NodeId) => void;
}

/** The connections of a process that are up: at most one a peer. */
export interface Connections {
  /** Peers, sorted. */
  readonly peers: () => readonly NodeId[];
  readonly has: (peer: NodeId) => boolean;
  /** Takes a channel over from whoever made it. The peer must have none. */
  readonly add: (peer: NodeId, channel: Channel) => void;
  /** Closes a peer's connection without telling. */
  readonly drop: (peer: NodeId) => void;
  readonly send: (peer: NodeId, carried: Carried) => void;
  readonly close: () => void;
}

/** No connections yet. */
export const createConnections = ({ onMessage, onEnd }: ConnectionsOptions): Connections => {
  const channels = new Map<NodeId, Channel>();
  const drop = (peer: NodeId): void => {
    channels.get(peer)?.close();
    channels.delete(peer);
  };
  const end = (peer: NodeId): void => {
    channels.delete(peer);
    onEnd(peer);
  };
  const refuse = (peer: NodeId, kind: RefusalKind): void => {
    channels.get(peer)?.refuse(kind);
    end(peer);
  };
  return {
    peers: () => [...channels.keys()].sort(),
    has: (peer) => channels.has(peer),
    add: (peer, channel) => {
      if (channels.has(peer)) throw new Error(`a second connection to ${peer}`);
      channels.set(peer, channel);
      channel.listen({
        onClosed: () => end(peer),
        onFrame: (frame) => {
          if (frame.kind !== "message") refuse(peer, "unexpected");
          else if (frame.from !== peer) refuse(peer, "wrongNode");
          else onMessage(frame);
        },
      });
    },
    drop,
    send: (peer, carried) => channels.get(peer)?.send(carried),
    close: () => {
      for (const peer of channels.keys()) drop(peer);
    },
  };
};
