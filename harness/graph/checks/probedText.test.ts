import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expression } from "../../tla/expression.ts";
import { leavesOf, marksOf, type Piece } from "../../tla/piece.ts";
import { probedText, type Probing } from "./probedText.ts";

const at = { module: "M", line: 1, column: 1, endLine: 1, endColumn: 1 };

const named = (text: string): Expression => ({ kind: "string", text, at, level: 2 });

const all = (...parts: readonly (string | Piece)[]): Piece => ({
  kind: "all",
  parts: parts.map((part) => (typeof part === "string" ? { kind: "text", text: part } : part)),
  of: parts.map((part) => named(typeof part === "string" ? part : part.kind)),
});

const either = (...pieces: readonly Piece[]): Piece => ({
  kind: "choice",
  between: ["(", ...pieces.slice(1).map(() => " \\/ "), ")"],
  arms: pieces.map((piece) => ({ at, calls: [], piece })),
});

/** Reads like the generated module; `@n` counts at n, `@n+s` at n plus the mark s, `s:=w` sets the mark. */
const probing = (): Probing => {
  let next = 0;
  return {
    counters: (many) => {
      next += many;
      return next - many;
    },
    tick: (counter) => `@${counter}`,
    tickAt: (counter, slot) => `@${counter}+${slot}`,
    mark: (slot, way) => `${slot}:=${way}`,
  };
};

const namesOf = (links: ReturnType<typeof probedText>["ways"][number]["links"]): readonly string[] =>
  links.map(({ expression, counter }) =>
    expression === null
      ? `enter@${counter}`
      : `${expression.kind === "string" ? expression.text : ""}@${counter}`,
  );

describe("probedText", () => {
  it("counts every conjunct of an action without choices, which is one way", () => {
    const { text, ways, marks } = probedText(all("a", "b"), at, probing());
    expect(text).toBe("(@0 /\\ (a /\\ @1 /\\ b /\\ @2) /\\ 0:=1)");
    expect(marks).toBe(1);
    expect(ways.map(({ links }) => namesOf(links))).toEqual([["enter@0", "a@1", "b@2"]]);
  });

  it("counts what stands behind a choice for each of its ways", () => {
    const { text, ways } = probedText(all("a", either(all("b"), all("c")), "d"), at, probing());
    expect(text).toBe(
      "(@0 /\\ (a /\\ @1 /\\ ((@2 /\\ (b /\\ @3) /\\ 0:=1) \\/ (@4 /\\ (c /\\ @5) /\\ 0:=2)) /\\ d /\\ @6 /\\ @7+0))",
    );
    expect(ways.map(({ links }) => namesOf(links))).toEqual([
      ["enter@0", "a@1", "enter@2", "b@3", "d@8"],
      ["enter@0", "a@1", "enter@4", "c@5", "d@9"],
    ]);
  });

  it("looks into what is around", () => {
    const body: Piece = { kind: "around", before: "(\\E k \\in S : ", inner: all("TRUE", "a"), after: ")" };
    const { text, ways } = probedText(body, at, probing());
    expect(text).toBe("(@0 /\\ (\\E k \\in S : (TRUE /\\ @1 /\\ a /\\ @2)) /\\ 0:=1)");
    expect(ways.map(({ links }) => namesOf(links))).toEqual([["enter@0", "TRUE@1", "a@2"]]);
  });

  it("has the ways of the piece, in its order, and never counts two things by one counter of one way", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const { text, ways, marks } = probedText(body, at, probing());
        const leaves = leavesOf(body).length;
        expect(ways.length).toBe(Math.max(1, leaves));
        expect(marks).toBe(Math.max(1, marksOf(body)));
        for (const [index, { links }] of ways.entries()) {
          expect(text).toContain(`:=${index + 1}`);
          expect(new Set(links.map(({ counter }) => counter)).size).toBe(links.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("says something of every mark on every way through, and takes the conjuncts of that way in order", () => {
    const small = bodies.filter((body) => leavesOf(body).length <= 12);
    fc.assert(
      fc.property(small, (body) => {
        const { marks, ways, text } = probedText(body, at, probing());
        const slots = Array.from({ length: marks }, (_, slot) => slot);
        for (const walk of walks(text).slice(0, 20)) {
          const set = walk.flatMap((token) => /^(\d+):=\d+$/.exec(token)?.[1] ?? []).map(Number);
          expect(set.sort((left, right) => left - right)).toEqual(slots);
          const taken = walk.flatMap((token) => /^\d+:=([1-9]\d*)$/.exec(token)?.[1] ?? []).map(Number);
          const counted = new Set(countersOf(walk));
          const links = taken.flatMap((way) => ways[way - 1]?.links ?? []);
          expect(links.filter(({ counter }) => !counted.has(counter))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

const bodies: fc.Arbitrary<Piece> = fc.letrec<{ readonly piece: Piece; readonly body: Piece }>((tie) => ({
  piece: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", "c").map((text): Piece => ({ kind: "text", text })),
    tie("body"),
    fc.array(tie("body"), { minLength: 2, maxLength: 3 }).map((arms) => either(...arms)),
  ),
  body: fc.array(tie("piece"), { minLength: 1, maxLength: 3 }).map((parts) => all(...parts)),
})).body;

/** All ways through a text of `/\` and `\/` in parentheses: the conjuncts met on each, in order. */
const walks = (text: string): readonly (readonly string[])[] => {
  const tokens = text.match(/\/\\|\\\/|[()]|[^\s()]+/g) ?? [];
  let next = 0;
  const group = (): readonly (readonly string[])[] => {
    let ways: readonly (readonly string[])[] = [[]];
    let found: readonly (readonly string[])[] = [];
    while (next < tokens.length) {
      const token = tokens[next++];
      if (token === ")") break;
      if (token === "\\/") {
        found = [...found, ...ways];
        ways = [[]];
      } else if (token === "(") {
        const inner = group();
        ways = ways.flatMap((way) => inner.map((rest) => [...way, ...rest])).slice(0, 200);
      } else if (token !== "/\\" && token !== undefined) ways = ways.map((way) => [...way, token]);
    }
    return [...found, ...ways];
  };
  return group();
};

/** The counters that a walk counts at, those that depend on marks too. */
const countersOf = (walk: readonly string[]): readonly number[] => {
  const marks = new Map<number, number>();
  return walk.flatMap((token) => {
    const [, slot, way] = /^(\d+):=(\d+)$/.exec(token) ?? [];
    if (slot !== undefined) marks.set(Number(slot), Number(way));
    const [, counter, by] = /^@(\d+)(?:\+(\d+))?$/.exec(token) ?? [];
    if (counter === undefined) return [];
    return [Number(counter) + (by === undefined ? 0 : (marks.get(Number(by)) ?? 0))];
  });
};
