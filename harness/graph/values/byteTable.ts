import { at } from "../intList.ts";

/** Numbers for pieces of bytes that come again and again (names, strings, labels), found without making text of them. */
export interface ByteTable {
  /** The number of a piece, `make`d when it comes for the first time. */
  readonly number: (bytes: Uint8Array, start: number, end: number) => number;
}

/** `make` is given the piece as text (UTF-8) and says what its number is. */
export const createByteTable = (make: (text: string) => number): ByteTable => {
  let slots = new Int32Array(256).fill(-1);
  const pieces: Piece[] = [];
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    for (const [index, { hash }] of pieces.entries()) slots[free(hash)] = index;
  };
  const free = (hash: number): number => {
    let slot = hash & (slots.length - 1);
    while (at(slots, slot) >= 0) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  return {
    number: (bytes, start, end) => {
      const hash = hashOf(bytes, start, end);
      for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
        const piece = pieces[at(slots, slot)];
        if (piece === undefined) {
          const own = Buffer.from(bytes.subarray(start, end));
          const number = make(own.toString("utf8"));
          slots[slot] = pieces.push({ hash, bytes: own, number }) - 1;
          if (pieces.length * 2 > slots.length) grow();
          return number;
        }
        if (piece.hash === hash && isSame(piece.bytes, bytes, { start, end })) return piece.number;
      }
    },
  };
};

interface Piece {
  readonly hash: number;
  readonly bytes: Uint8Array;
  readonly number: number;
}

const hashOf = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) | 0;
};

const isSame = (
  piece: Uint8Array,
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
): boolean => {
  if (piece.length !== end - start) return false;
  for (let index = start; index < end; index += 1) if (piece[index - start] !== bytes[index]) return false;
  return true;
};
