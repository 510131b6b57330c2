import type { Expression, Place } from "../../tla/expression.ts";
import { leavesOf, marksOf, type Arm, type Piece } from "../../tla/piece.ts";

/** A conjunct on the way through an action, and the counter of the times it held there. */
export interface Link {
  /** Null where the way of an IF or CASE, or of a disjunction, is entered. */
  readonly expression: Expression | null;
  readonly counter: number;
}

/** A way through an action, or all of one without choices. */
export interface ProbedWay {
  readonly at: Place;
  /** Where the operators that it lies in are called, outermost first. */
  readonly calls: readonly Place[];
  /** In the order in which TLC evaluates them. */
  readonly links: readonly Link[];
}

export interface ProbedBody {
  readonly text: string;
  readonly ways: readonly ProbedWay[];
  /** Marks that the text says something of. */
  readonly marks: number;
}

/** How counters and marks read in the generated module. */
export interface Probing {
  /** Reserves so many counters and gives the number of the first. */
  readonly counters: (many: number) => number;
  /** `Conf_Tick(7)` */
  readonly tick: (counter: number) => string;
  /** The counter that a mark's value in the next state is added to. */
  readonly tickAt: (counter: number, slot: number) => string;
  /** `Conf_k1' = 3` */
  readonly mark: (slot: number, way: number) => string;
}

/**
 * The text of an action whose every conjunct is counted when it holds, and which notes by which way (from 1, in the order
 * of `ways`) it was left. What stands behind a choice is counted for each way of the choice by itself.
 */
export const probedText = (body: Piece, at: Place, probing: Probing): ProbedBody => {
  const writer: Writer = { probing, ways: [], total: leavesOf(body).length };
  const begun = probing.counters(1);
  const { text, links } = write(body, { slot: 0, links: [{ expression: null, counter: begun }] }, writer);
  const head = probing.tick(begun);
  if (writer.total > 0) return { text: `(${head} /\\ ${text})`, ways: writer.ways, marks: marksOf(body) };
  const whole = `(${head} /\\ ${text} /\\ ${probing.mark(0, 1)})`;
  return { text: whole, ways: [{ at, calls: [], links }], marks: 1 };
};

interface Writer {
  readonly probing: Probing;
  readonly ways: OpenWay[];
  /** Ways of the whole action. */
  readonly total: number;
}

/** What stands behind it is still to come. */
interface OpenWay extends ProbedWay {
  readonly links: Link[];
}

/** The first mark that is free, and what held before. */
interface Spot {
  readonly slot: number;
  readonly links: readonly Link[];
}

interface Written {
  readonly text: string;
  readonly links: readonly Link[];
}

const write = (piece: Piece, spot: Spot, writer: Writer): Written => {
  switch (piece.kind) {
    case "text":
      return { text: piece.text, links: spot.links };
    case "around": {
      const { text, links } = write(piece.inner, spot, writer);
      return { text: piece.before + text + piece.after, links };
    }
    case "all":
      return writeAll(piece, spot, writer);
    case "choice": {
      const end = spot.slot + marksOf(piece);
      const arms = piece.arms.map((arm) => writeArm(arm, { ...spot, end }, writer));
      return {
        text: piece.between.map((text, index) => text + (arms[index] ?? "")).join(""),
        links: spot.links,
      };
    }
  }
};

const writeAll = (
  { parts, of = [] }: Extract<Piece, { kind: "all" }>,
  { slot: first, links: before }: Spot,
  writer: Writer,
): Written => {
  const ownWays = writer.ways.length;
  let [slot, links] = [first, before];
  const texts = parts.flatMap((part, index) => {
    const open = writer.ways.slice(ownWays);
    const written = write(part, { slot, links }, writer);
    const expression = of[index];
    if (expression === undefined) throw new Error("a conjunct without an expression");
    const here = part.kind === "text" ? countHere(expression, writer) : null;
    links = here === null ? written.links : [...written.links, here.link];
    const after = open.length === 0 ? [] : countBehind(expression, { first, slot, open, ownWays }, writer);
    slot += marksOf(part);
    return [written.text, ...(here === null ? [] : [here.text]), ...after];
  });
  return { text: `(${texts.join(" /\\ ")})`, links };
};

const countHere = (
  expression: Expression,
  { probing }: Writer,
): { readonly link: Link; readonly text: string } => {
  const counter = probing.counters(1);
  return { link: { expression, counter }, text: probing.tick(counter) };
};

/** Counts by the marks of the choices that stand before: one counter for each way, and one for none. */
const countBehind = (
  expression: Expression,
  behind: {
    readonly first: number;
    readonly slot: number;
    readonly open: readonly OpenWay[];
    readonly ownWays: number;
  },
  { probing, total }: Writer,
): readonly string[] => {
  const { first, slot, open, ownWays } = behind;
  const block = probing.counters(total + 1);
  for (const [index, way] of open.entries())
    way.links.push({ expression, counter: block + ownWays + index + 1 });
  return Array.from({ length: slot - first }, (_, index) => probing.tickAt(block, first + index));
};

const writeArm = (
  { at, calls, piece }: Arm,
  { slot, end, links }: Spot & { readonly end: number },
  writer: Writer,
): string => {
  const { probing, ways } = writer;
  const entered = probing.counters(1);
  const spot = { slot, links: [...links, { expression: null, counter: entered }] };
  const inner = marksOf(piece);
  const written = write(piece, spot, writer);
  if (inner === 0) ways.push({ at, calls, links: [...written.links] });
  const own = inner === 0 ? [probing.mark(slot, ways.length)] : [];
  const used = slot + Math.max(1, inner);
  const idle = Array.from({ length: end - used }, (_, index) => probing.mark(used + index, 0));
  return `(${[probing.tick(entered), written.text, ...own, ...idle].join(" /\\ ")})`;
};
