import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import type { NodeId } from "../../elector/types.ts";
import { createChannel } from "./channel.ts";
import type { Channel } from "./channel.ts";
import type { Membership } from "./membership.ts";
import { mayDial } from "./membership.ts";
import { helloProof, isSameProof } from "./proof.ts";
import type { RefusalKind } from "./refusals.ts";
import type { Hello, WireFrame } from "./wire.ts";

/** The only address anything here listens on or dials. */
export const LOOPBACK = "127.0.0.1";

/** Milliseconds in which a connection must say who it is. */
const HELLO_WITHIN_MS = 2000;

/** Connections that have not said so yet. */
const MAX_STRANGERS = 64;

export interface AcceptorOptions extends Membership {
  /** 0: any free one. */
  readonly port: number;
  readonly count: (kind: RefusalKind) => void;
  /** A peer's newest connection; the listener of the channel is still the acceptor's. */
  readonly onPeer: (channel: Channel, hello: Hello) => void;
}

export interface Acceptor {
  /** Takes no further connections and drops those that have not said who they are. */
  readonly close: () => void;
}

/** The port that was bound, or the system's reason (EADDRINUSE, EACCES). */
export type Listening =
  | { readonly ok: true; readonly port: number; readonly acceptor: Acceptor }
  | { readonly ok: false; readonly reason: string };

/** Listens on the loopback address and lets configured peers in that know the token of the run. */
export const listen = (options: AcceptorOptions): Promise<Listening> =>
  new Promise((resolve) => {
    const strangers = new Set<Channel>();
    const greet = greeter(options, strangers);
    const server = createServer((socket) => {
      if (strangers.size < MAX_STRANGERS) {
        greet(socket);
        return;
      }
      options.count("crowded");
      socket.destroy();
    });
    // Later errors are of single connections that cannot be accepted; they change nothing.
    server.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, reason: error.code ?? error.message }),
    );
    server.listen({ host: LOOPBACK, port: options.port }, () =>
      resolve({ ok: true, port: portOf(server), acceptor: { close: () => closeAll(server, strangers) } }),
    );
  });

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const closeAll = (server: Server, strangers: ReadonlySet<Channel>): void => {
  server.close();
  for (const channel of strangers) channel.close();
};

/** By peer, the newest process and call that was heard: what comes from before is stale. */
type Newest = Map<NodeId, Pick<Hello, "incarnation" | "attempt">>;

const greeter = (options: AcceptorOptions, strangers: Set<Channel>) => {
  const newest: Newest = new Map();
  return (socket: Socket): void => {
    const forget = (): void => {
      clearTimeout(deadline);
      strangers.delete(channel);
    };
    const onFrame = (frame: WireFrame): void => {
      forget();
      const fault = faultOf(frame, options, socket.localPort ?? 0) ?? staleness(frame, newest);
      if (fault !== null) {
        channel.refuse(fault);
        return;
      }
      // Sound: everything but a hello is a fault.
      const hello = frame as Hello;
      newest.set(hello.from, hello);
      options.onPeer(channel, hello);
    };
    const channel = createChannel(socket, options.count, { onFrame, onClosed: forget });
    strangers.add(channel);
    const deadline = setTimeout(() => {
      strangers.delete(channel);
      channel.refuse("silent");
    }, HELLO_WITHIN_MS);
  };
};

const faultOf = (frame: WireFrame, membership: Membership, port: number): RefusalKind | null => {
  if (frame.kind !== "hello") return "unexpected";
  if (!isSameProof(frame.proof, helloProof(membership.token, frame, port))) return "wrongToken";
  if (!mayDial(membership, frame.from)) return "wrongNode";
  return frame.to === membership.self ? null : "wrongTarget";
};

/** Of two calls of one peer the later one counts, in whatever order they are heard. */
const staleness = (frame: WireFrame, newest: Newest): RefusalKind | null => {
  if (frame.kind !== "hello") return null;
  const last = newest.get(frame.from);
  if (last === undefined || frame.incarnation > last.incarnation) return null;
  return frame.incarnation === last.incarnation && frame.attempt > last.attempt ? null : "stale";
};
