import { eventsOf } from "./candidate.ts";
import { factsOf } from "./facts.ts";
import type { Diverging, JudgedDraft } from "./judge.ts";
import type { ShrinkStep } from "./shrinkReport.ts";

/** The smallest diverging trace so far. */
export interface Best {
  readonly get: () => Diverging;
  /** Takes a trace when it is smaller; says whether it was. */
  readonly offer: (found: JudgedDraft | undefined, step: ShrinkStep["step"]) => boolean;
  readonly steps: () => readonly ShrinkStep[];
}

/** `isCut`: the first one is the original without its tail. */
export const createBest = (first: Diverging, tell: (step: ShrinkStep) => void, isCut: boolean): Best => {
  const steps: ShrinkStep[] = isCut ? [{ step: "suffix", ...sizeOf(first) }] : [];
  let best = first;
  const offer: Best["offer"] = (found, step) => {
    if (typeof found !== "object" || !isSmaller(found, best)) return false;
    best = found;
    const now = { step, ...sizeOf(found) };
    if (steps.at(-1)?.step === step) steps.pop();
    steps.push(now);
    tell(now);
    return true;
  };
  return { get: () => best, offer, steps: () => steps };
};

export const sizeOf = ({ trace }: Pick<Diverging, "trace">) => ({
  events: trace.events.length,
  facts: factsOf(eventsOf(trace)).length,
});

/** Fewer events, or as many that say less. */
const isSmaller = (left: Diverging, right: Diverging): boolean => {
  const [mine, theirs] = [sizeOf(left), sizeOf(right)];
  return mine.events < theirs.events || (mine.events === theirs.events && mine.facts < theirs.facts);
};
