import { connect } from "node:net";
import type { NodeId } from "../../elector/types.ts";
import { LOOPBACK } from "./acceptor.ts";
import { createChannel } from "./channel.ts";
import type { Channel } from "./channel.ts";
import type { Membership } from "./membership.ts";
import { helloProof, isSameProof, welcomeProof } from "./proof.ts";
import type { RefusalKind } from "./refusals.ts";
import type { Welcome, WireFrame } from "./wire.ts";

/**
 * A welcome older than this is not believed: its sender may have ended, and a new process of it may have started
 * since. Whoever starts processes leaves more than this between an end and the start after it.
 */
export const WELCOME_WITHIN_MS = 400;

/** Milliseconds between two calls of a peer that does not answer. */
const REDIAL_AFTER_MS = 40;

export interface DialerOptions extends Membership {
  readonly peer: NodeId;
  readonly incarnation: number;
  /** Undefined while the peer's process has not said it. */
  readonly portOf: (peer: NodeId) => number | undefined;
  /** Id of the event since which there is no connection to the peer. */
  readonly helloId: () => string;
  readonly count: (kind: RefusalKind) => void;
  /** The peer's end is up; the listener of the channel is still the dialer's. */
  readonly onPeer: (channel: Channel, welcome: Welcome) => void;
}

/** Calls one peer until it answers. */
export interface Dialer {
  /** Begins to call, again after a connection ended. */
  readonly call: () => void;
  readonly close: () => void;
}

/** A dialer that is silent until `call`. */
export const createDialer = (options: DialerOptions): Dialer => {
  let timer: NodeJS.Timeout | undefined;
  let current: Channel | undefined;
  let attempt = 0;
  let closed = false;
  const again = (): void => {
    current = undefined;
    if (!closed) timer = setTimeout(call, REDIAL_AFTER_MS);
  };
  const call = (): void => {
    const port = options.portOf(options.peer);
    if (closed) return;
    if (port === undefined) {
      again();
      return;
    }
    attempt++;
    current = callOnce(options, { port, attempt, again });
  };
  return {
    call,
    close: () => {
      closed = true;
      clearTimeout(timer);
      current?.close();
    },
  };
};

interface Call {
  readonly port: number;
  readonly attempt: number;
  readonly again: () => void;
}

const callOnce = (options: DialerOptions, { port, attempt, again }: Call): Channel => {
  const { self: from, peer: to, token, incarnation } = options;
  let saidAt = Infinity;
  const said = { from, to, incarnation, attempt, id: options.helloId() };
  const proof = helloProof(token, said, port);
  const onFrame = (frame: WireFrame): void => {
    const fault =
      faultOf(frame, options, proof) ?? (performance.now() - saidAt > WELCOME_WITHIN_MS ? "late" : null);
    if (fault === null) {
      options.onPeer(channel, frame as Welcome);
      return;
    }
    channel.refuse(fault);
    again();
  };
  const socket = connect({ host: LOOPBACK, port });
  const channel = createChannel(socket, options.count, { onFrame, onClosed: again });
  socket.once("connect", () => {
    saidAt = performance.now();
    channel.send({ kind: "hello", proof, ...said });
  });
  return channel;
};

const faultOf = (
  frame: WireFrame,
  { self, peer, token }: DialerOptions,
  hello: string,
): RefusalKind | null => {
  if (frame.kind !== "welcome") return "unexpected";
  if (!isSameProof(frame.proof, welcomeProof(token, frame, { proof: hello }))) return "wrongToken";
  if (frame.from !== peer) return "wrongNode";
  return frame.to === self ? null : "wrongTarget";
};
