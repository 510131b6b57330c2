/** Longest payload of a frame in bytes: the longest message of this protocol has not a tenth of it. */
export const MAX_FRAME_BYTES = 4096;

const LENGTH_BYTES = 4;

/** Why a stream of bytes holds no further frame. */
export type FramingFault = "oversized" | "empty";

/** What one chunk of the stream completed. After a fault nothing that follows can be understood. */
export interface FrameBatch {
  readonly frames: readonly Buffer[];
  readonly fault: FramingFault | null;
}

/** Cuts a stream of bytes into frames, and holds no more than one frame of the permitted length. */
export interface FrameReader {
  readonly push: (chunk: Buffer) => FrameBatch;
  /** Bytes of a frame that is not complete yet. */
  readonly pending: () => number;
}

/** One frame: the payload's length in four bytes, big-endian, then the payload. */
export const encodeFrame = (payload: Buffer): Buffer => {
  if (payload.length === 0 || payload.length > MAX_FRAME_BYTES)
    throw new Error(`a frame of ${payload.length} bytes is not sent`);
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + payload.length);
  frame.writeUInt32BE(payload.length);
  payload.copy(frame, LENGTH_BYTES);
  return frame;
};

/** A reader at the start of a stream; a length outside 1..`maxBytes` is a fault before any of the payload is kept. */
export const createFrameReader = (maxBytes = MAX_FRAME_BYTES): FrameReader => {
  let rest: Buffer = Buffer.alloc(0);
  let fault: FramingFault | null = null;
  return {
    push: (chunk) => {
      const frames: Buffer[] = [];
      if (fault === null) rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (fault === null && rest.length >= LENGTH_BYTES) {
        const length = rest.readUInt32BE();
        fault = faultOf(length, maxBytes);
        if (fault !== null || rest.length < LENGTH_BYTES + length) break;
        frames.push(rest.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
        rest = rest.subarray(LENGTH_BYTES + length);
      }
      if (fault !== null) rest = Buffer.alloc(0);
      return { frames, fault };
    },
    pending: () => rest.length,
  };
};

const faultOf = (length: number, maxBytes: number): FramingFault | null => {
  if (length === 0) return "empty";
  return length > maxBytes ? "oversized" : null;
};
