import type { Socket } from "node:net";
import { createFrameReader, encodeFrame } from "./frames.ts";
import type { RefusalKind } from "./refusals.ts";
import { decodeWire, encodeWire } from "./wire.ts";
import type { WireFrame } from "./wire.ts";

/** Who hears of a connection. Never called again after `close` or `refuse`. */
export interface ChannelListener {
  readonly onFrame: (frame: WireFrame) => void;
  /** The other end is gone, or broke off inside a frame, or sent what cannot be understood: the channel is closed. */
  readonly onClosed: () => void;
}

/** One connection as frames. */
export interface Channel {
  /** Hands the listener on, in the middle of a chunk if need be. */
  readonly listen: (listener: ChannelListener) => void;
  readonly send: (frame: WireFrame) => void;
  /** Closes without telling the listener. */
  readonly close: () => void;
  /** Counts, then closes without telling the listener. */
  readonly refuse: (kind: RefusalKind) => void;
}

/** A stopped peer reads nothing: what waits for it may not grow for ever. */
const MAX_UNSENT_BYTES = 1024 * 1024;

/** Frames over a socket; what is wrong with them is counted and closes it. */
export const createChannel = (
  socket: Socket,
  count: (kind: RefusalKind) => void,
  first: ChannelListener,
): Channel => {
  let listener: ChannelListener | null = first;
  const close = (): void => {
    listener = null;
    socket.destroy();
  };
  attend(socket, {
    listener: () => listener,
    onFault: (kind) => {
      if (listener === null) return;
      const { onClosed } = listener;
      if (kind !== null) count(kind);
      close();
      onClosed();
    },
  });
  return {
    listen: (next) => {
      listener = next;
    },
    send: (frame) => {
      if (listener === null) return;
      socket.write(encodeFrame(encodeWire(frame)));
      // Told by the close of the socket, as any break: inside a step of the elector there is no room for another.
      if (socket.writableLength > MAX_UNSENT_BYTES) socket.destroy();
    },
    close,
    refuse: (kind) => {
      if (listener === null) return;
      count(kind);
      close();
    },
  };
};

interface Attention {
  /** Null once the channel is closed. */
  readonly listener: () => ChannelListener | null;
  /** The connection is over; null: by itself. */
  readonly onFault: (kind: RefusalKind | null) => void;
}

const attend = (socket: Socket, { listener, onFault }: Attention): void => {
  const reader = createFrameReader();
  socket.setNoDelay(true);
  // The close that follows every error tells enough.
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    const { frames, fault } = reader.push(chunk);
    for (const payload of frames) {
      const frame = decodeWire(payload);
      if (typeof frame === "string") onFault(frame);
      else listener()?.onFrame(frame);
      if (listener() === null) return;
    }
    if (fault !== null) onFault(fault);
  });
  socket.on("close", () => onFault(reader.pending() > 0 ? "halfFrame" : null));
};
