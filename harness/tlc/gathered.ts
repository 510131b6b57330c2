import { getDefaultHighWaterMark, setDefaultHighWaterMark } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Starts something whose streams, made on the spot, read nothing ahead: what is not asked for stays in the pipe and comes
 * as one piece later.
 */
export const withoutReadingAhead = <T>(start: () => T): T => {
  const before = getDefaultHighWaterMark(false);
  setDefaultHighWaterMark(false, 1);
  try {
    return start();
  } finally {
    setDefaultHighWaterMark(false, before);
  }
};

/** Smaller than this, a chunk is what a program has printed since the last one, and not what a pipe holds. */
const LARGE = 16 * 1024;
const PAUSE_MILLISECONDS = 5;

/**
 * The chunks of a stream, fewer and larger. TLC hands over every line by itself; to read each at once costs this process
 * more than the line took TLC, and slows TLC down as well. A flood is not held up.
 */
export async function* gathered(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    yield chunk;
    if (chunk.length < LARGE) await wait(PAUSE_MILLISECONDS);
  }
}
