import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrameReader, encodeFrame, MAX_FRAME_BYTES } from "./frames.ts";
import type { FramingFault } from "./frames.ts";

/** What a reader makes of a stream that arrives in pieces. */
const readAll = (chunks: readonly Buffer[], maxBytes?: number) => {
  const reader = createFrameReader(maxBytes);
  const frames: string[] = [];
  let fault: FramingFault | null = null;
  for (const chunk of chunks) {
    const batch = reader.push(chunk);
    frames.push(...batch.frames.map((frame) => frame.toString("hex")));
    fault = batch.fault;
  }
  return { frames, fault, pending: reader.pending() };
};

/** Cuts bytes at some places. */
const cut = (bytes: Buffer, places: readonly number[]): readonly Buffer[] => {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
};

const payload = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const places = fc.array(fc.nat(5000), { maxLength: 40 });

describe("a stream of frames", () => {
  test("gives the same frames however it is cut", () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 12 }), places, (payloads, cuts) => {
        const stream = Buffer.concat(payloads.map(encodeFrame));
        const expected = payloads.map((one) => one.toString("hex"));
        expect(readAll(cut(stream, cuts))).toEqual({ frames: expected, fault: null, pending: 0 });
      }),
    );
  });

  test("of any bytes never throws, and gives the same however it is cut", () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((one) => Buffer.from(one));
    fc.assert(
      fc.property(bytes, places, (stream, cuts) => {
        const [whole, pieces] = [readAll([stream], 64), readAll(cut(stream, cuts), 64)];
        expect(pieces).toEqual(whole);
      }),
    );
  });

  test("keeps no more than one frame of the permitted length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), places, (stream, cuts) => {
        const reader = createFrameReader(64);
        for (const chunk of cut(Buffer.from(stream), cuts)) {
          reader.push(chunk);
          expect(reader.pending()).toBeLessThan(4 + 64);
        }
      }),
    );
  });

  test("whose length lies keeps what came before and nothing after", () => {
    const good = encodeFrame(Buffer.from("good"));
    for (const [length, fault] of [
      [2 ** 30, "oversized"],
      [2 ** 32 - 1, "oversized"],
      [MAX_FRAME_BYTES + 1, "oversized"],
      [0, "empty"],
    ] as const) {
      const lie = Buffer.alloc(4);
      lie.writeUInt32BE(length);
      const read = readAll([Buffer.concat([good, lie, good]), good]);
      expect(read).toEqual({ frames: [Buffer.from("good").toString("hex")], fault, pending: 0 });
    }
  });

  test("of the greatest length is read, and no longer one is written", () => {
    const longest = Buffer.alloc(MAX_FRAME_BYTES, 1);
    expect(readAll([encodeFrame(longest)]).frames).toEqual([longest.toString("hex")]);
    expect(() => encodeFrame(Buffer.alloc(MAX_FRAME_BYTES + 1))).toThrow("is not sent");
    expect(() => encodeFrame(Buffer.alloc(0))).toThrow("is not sent");
  });
});
