import { coverage } from "./coverage.ts";
import { CODE } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";

/** What TLC counted; null where it did not say (killed early, or random simulation, which keeps no states). */
export interface Figures {
  /** Distinct initial states: 0 means that everything else holds of nothing. */
  readonly initial: number | null;
  /** Initial states as TLC came by them, some more than once; part of `generated`. */
  readonly initialGenerated: number | null;
  readonly generated: number | null;
  readonly distinct: number | null;
  /** States whose successors were not computed: 0 after a complete search. */
  readonly queue: number | null;
  readonly depth: number | null;
  /** By action name, all its disjuncts together; empty unless coverage was on. */
  readonly actions: Readonly<Record<string, ActionFigures>>;
  readonly durationMs: number;
}

export interface ActionFigures {
  readonly generated: number;
  readonly distinct: number;
}

interface Counted {
  readonly messages: readonly ToolMessage[];
  readonly durationMs: number;
}

/** The figures of a run, from its last statistics, or its last progress line if it did not get that far. */
export const figures = (run: Counted): Figures => {
  const text = (code: number): string =>
    run.messages.findLast((message) => message.code === code)?.text ?? "";
  const progress = text(CODE.progress) || text(CODE.progressSimulation);
  const counts = text(CODE.stats) || text(CODE.statsDepthFirst) || progress;
  return {
    initial:
      numberIn(text(CODE.initialGenerated), /: ([\d,]+) distinct state/) ??
      numberIn(text(CODE.initialGeneratedMany), /with ([\d,]+) of them distinct/),
    initialGenerated:
      numberIn(text(CODE.initialGenerated), /: ([\d,]+) distinct state/) ??
      numberIn(text(CODE.initialGeneratedMany), /: ([\d,]+) states? generated/),
    generated:
      numberIn(counts, /([\d,]+) states generated/) ?? numberIn(text(CODE.statsSimulation), /: ([\d,]+)/),
    distinct: numberIn(counts, /(-?[\d,]+) distinct states found/),
    queue: numberIn(counts, /(-?[\d,]+) states left on queue/),
    depth: numberIn(text(CODE.depth), /search is ([\d,]+)/) ?? numberIn(progress, /^Progress\((-?[\d,]+)\)/),
    actions: actionFigures(run),
    durationMs: run.durationMs,
  };
};

/** TLC groups digits in some messages, and says -1 for what it does not count. */
const numberIn = (text: string, pattern: RegExp): number | null => {
  const digits = pattern.exec(text)?.[1];
  const value = digits === undefined ? -1 : Number(digits.replaceAll(",", ""));
  return value < 0 ? null : value;
};

const actionFigures = (run: Counted): Figures["actions"] => {
  const sums = new Map<string, ActionFigures>();
  for (const { kind, name, states } of coverage(run)) {
    if (kind !== "action" || states === undefined) continue;
    const { generated, distinct } = sums.get(name) ?? { generated: 0, distinct: 0 };
    sums.set(name, { generated: generated + states.generated, distinct: distinct + states.distinct });
  }
  return Object.fromEntries(sums);
};
