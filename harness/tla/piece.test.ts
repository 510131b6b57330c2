import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Place } from "./expression.ts";
import { leavesOf, markedText, marksOf, type Arm, type Piece } from "./piece.ts";

const at: Place = { module: "M", line: 1, column: 1, endLine: 1, endColumn: 1 };
const text = (name: string): Piece => ({ kind: "text", text: name });
const arm = (piece: Piece): Arm => ({ at, calls: [], piece });
const either = (...pieces: readonly Piece[]): Piece => ({
  kind: "choice",
  between: ["(", ...pieces.slice(1).map(() => " \\/ "), ")"],
  arms: pieces.map(arm),
});
const all = (...parts: readonly Piece[]): Piece => ({ kind: "all", parts });
const mark = (slot: number, leaf: number | null): string => `${slot}:${leaf ?? "-"}`;

describe("marked text", () => {
  test.each<readonly [string, Piece, string]>([
    ["no choice", all(text("a"), text("b")), "(a /\\ b)"],
    ["one choice", all(text("a"), either(text("b"), text("c"))), "(a /\\ ((b /\\ 0:0) \\/ (c /\\ 0:1)))"],
    [
      "one after the other",
      all(either(text("a"), text("b")), either(text("c"), text("d"))),
      "(((a /\\ 0:0) \\/ (b /\\ 0:1)) /\\ ((c /\\ 1:2) \\/ (d /\\ 1:3)))",
    ],
    [
      "one inside the other",
      either(either(text("a"), text("b")), text("c")),
      "((((a /\\ 0:0) \\/ (b /\\ 0:1))) \\/ (c /\\ 0:2))",
    ],
    [
      "a way that makes fewer choices says so",
      either(text("a"), all(either(text("b"), text("c")), either(text("d"), text("e")))),
      "((a /\\ 0:0 /\\ 1:-) \\/ ((((b /\\ 0:1) \\/ (c /\\ 0:2)) /\\ ((d /\\ 1:3) \\/ (e /\\ 1:4)))))",
    ],
    [
      "around",
      { kind: "around", before: "\\E x : ", inner: either(text("a"), text("b")), after: "." },
      "\\E x : ((a /\\ 0:0) \\/ (b /\\ 0:1)).",
    ],
  ])("%s", (_, piece, expected) => {
    expect(markedText(piece, mark)).toBe(expected);
  });
});

/** Every way through a text of `(a /\ b)` and `(a \/ b)`, as the words on it. */
const waysThrough = (whole: string): readonly (readonly string[])[] => {
  const tokens = whole.match(/\/\\|\\\/|[()]|[^\s()]+/g) ?? [];
  let next = 0;
  const read = (): readonly (readonly string[])[] => {
    const token = tokens[next++];
    if (token !== "(") return [[token ?? ""]];
    let ways = read();
    while (tokens[next] !== ")") {
      const joint = tokens[next++];
      const more = read();
      ways =
        joint === "\\/" ? [...ways, ...more] : ways.flatMap((way) => more.map((other) => [...way, ...other]));
    }
    next += 1;
    return ways;
  };
  return read();
};

const pieces = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(text("w")),
    fc.array(tie("piece"), { minLength: 1, maxLength: 3 }).map((parts) => all(...parts)),
    fc.array(tie("piece"), { minLength: 2, maxLength: 3 }).map((parts) => either(...parts)),
  ),
})).piece;

describe("every way through a marked text", () => {
  test("says something of each slot exactly once, and every leaf is on some way", () => {
    fc.assert(
      fc.property(
        pieces.filter((piece) => leavesOf(piece).length <= 12),
        (piece) => {
          const slots = Array.from({ length: marksOf(piece) }, (_, slot) => slot);
          const met = new Set<string>();
          for (const way of waysThrough(markedText(piece, mark))) {
            const marks = way.filter((word) => word.includes(":")).map((word) => word.split(":"));
            expect(marks.map(([slot]) => Number(slot)).sort((a, b) => a - b)).toEqual(slots);
            for (const [, leaf] of marks) if (leaf !== undefined && leaf !== "-") met.add(leaf);
          }
          expect([...met].map(Number).sort((a, b) => a - b)).toEqual(leavesOf(piece).map((_, leaf) => leaf));
        },
      ),
    );
  });
});
