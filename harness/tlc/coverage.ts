import { findPlace, parseHeading, type Place } from "./location.ts";
import { CODE } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";

/** How often one expression of an action was evaluated. */
export interface ExpressionCoverage {
  /** 0 for the conjuncts of the action, more for their parts. */
  readonly depth: number;
  readonly place: Place;
  readonly count: number;
}

/** One named disjunct of Next (or Init, or an invariant) with the evaluations of its expressions, in TLC's order. */
export interface PartCoverage {
  readonly kind: "action" | "initial" | "property";
  readonly name: string;
  readonly place?: Place;
  /** Absent for a property. */
  readonly states?: { readonly generated: number; readonly distinct: number };
  readonly expressions: readonly ExpressionCoverage[];
}

const KINDS: Readonly<Record<number, PartCoverage["kind"]>> = {
  [CODE.coverageAction]: "action",
  [CODE.coverageInitial]: "initial",
  [CODE.coverageProperty]: "property",
};

/**
 * The latest coverage report of a run; empty when coverage was off or TLC died before its first report. After an error
 * TLC counts the steps by which it rebuilds the behaviour a second time, so counts of failed runs are upper bounds.
 */
export const coverage = (run: { readonly messages: readonly ToolMessage[] }): readonly PartCoverage[] => {
  const parts: (PartCoverage & { expressions: ExpressionCoverage[] })[] = [];
  for (const message of run.messages) {
    const kind = KINDS[message.code];
    if (kind !== undefined) parts.push(readPart(kind, message.text));
    else if (message.code === CODE.coverageExpression || message.code === CODE.coverageExpressionCost)
      parts.at(-1)?.expressions.push(...readExpression(message.text));
  }
  return parts;
};

/** `<Up line 11, col 1 to line 11, col 2 of module Counter>: 3:6`, distinct states before generated ones. */
const readPart = (kind: PartCoverage["kind"], text: string) => {
  const heading = parseHeading(text);
  const [, distinct, generated] = /^: (\d+):(\d+)/.exec(heading?.rest ?? "") ?? [];
  return {
    kind,
    name: heading?.name ?? text,
    ...(heading?.place === undefined ? {} : { place: heading.place }),
    ...(distinct === undefined || generated === undefined
      ? {}
      : { states: { generated: Number(generated), distinct: Number(distinct) } }),
    expressions: [],
  };
};

/** `  ||line 12, col 6 to line 12, col 10 of module Counter: 8`, one bar for each level; a cost may follow. */
const readExpression = (text: string): readonly ExpressionCoverage[] => {
  const place = findPlace(text);
  const [, bars = "", count] = /^\s*(\|*)line .*: (\d+)(?::\d+)?\s*$/.exec(text) ?? [];
  return place === undefined || count === undefined
    ? []
    : [{ depth: bars.length, place, count: Number(count) }];
};
