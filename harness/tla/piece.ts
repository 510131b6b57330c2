import type { Expression, Place } from "./expression.ts";

/** The body of an action as text, cut where a step takes one of several ways. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "around"; readonly before: string; readonly inner: Piece; readonly after: string }
  /** `of`: what each part is the text of; an existential for the text TRUE where a value of its set was chosen. */
  | { readonly kind: "all"; readonly parts: readonly Piece[]; readonly of?: readonly Expression[] }
  /** `between` has one text more than there are arms: before the first, between them, after the last. */
  | { readonly kind: "choice"; readonly between: readonly string[]; readonly arms: readonly Arm[] };

/** One way of a choice. `calls`: where the operators that it lies in are called, outermost first. */
export interface Arm {
  readonly at: Place;
  readonly calls: readonly Place[];
  readonly piece: Piece;
}

/** The ways of a piece that are not cut any further, in the order of the text. */
export const leavesOf = (piece: Piece): readonly Arm[] => {
  switch (piece.kind) {
    case "text":
      return [];
    case "around":
      return leavesOf(piece.inner);
    case "all":
      return piece.parts.flatMap(leavesOf);
    case "choice":
      return piece.arms.flatMap((arm) => {
        const inner = leavesOf(arm.piece);
        return inner.length === 0 ? [arm] : inner;
      });
  }
};

/** Marks that one step through a piece leaves: choices that stand one after the other need one each. */
export const marksOf = (piece: Piece): number => {
  switch (piece.kind) {
    case "text":
      return 0;
    case "around":
      return marksOf(piece.inner);
    case "all":
      return piece.parts.reduce((sum, part) => sum + marksOf(part), 0);
    case "choice":
      return Math.max(...piece.arms.map((arm) => Math.max(1, marksOf(arm.piece))));
  }
};

/**
 * The text of a piece in which leaf number `n` (from 0, in the order of `leavesOf`) says `mark(slot, n)`. Every step
 * says something of each slot from 0 to `marksOf(piece) - 1`: `mark(slot, null)` where it makes no choice.
 */
export const markedText = (piece: Piece, mark: (slot: number, leaf: number | null) => string): string => {
  let leaf = -1;
  const nextLeaf = (): number => {
    leaf += 1;
    return leaf;
  };
  return write(piece, 0, { mark, nextLeaf });
};

interface Writer {
  readonly mark: (slot: number, leaf: number | null) => string;
  readonly nextLeaf: () => number;
}

const write = (piece: Piece, slot: number, writer: Writer): string => {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "around":
      return piece.before + write(piece.inner, slot, writer) + piece.after;
    case "all":
      return writeAll(piece.parts, slot, writer);
    case "choice": {
      const end = slot + marksOf(piece);
      const arms = piece.arms.map((arm) => writeArm(arm, { slot, end }, writer));
      return piece.between.map((text, index) => text + (arms[index] ?? "")).join("");
    }
  }
};

const writeAll = (parts: readonly Piece[], slot: number, writer: Writer): string => {
  let next = slot;
  const texts = parts.map((part) => {
    const text = write(part, next, writer);
    next += marksOf(part);
    return text;
  });
  return `(${texts.join(" /\\ ")})`;
};

const writeArm = (
  { piece }: Arm,
  { slot, end }: { readonly slot: number; readonly end: number },
  writer: Writer,
): string => {
  const text = write(piece, slot, writer);
  const inner = marksOf(piece);
  const own = inner === 0 ? [writer.mark(slot, writer.nextLeaf())] : [];
  const used = slot + Math.max(1, inner);
  const idle = Array.from({ length: end - used }, (_, index) => writer.mark(used + index, null));
  return `(${[text, ...own, ...idle].join(" /\\ ")})`;
};
