import type { Deviation, ReplayDriver } from "../driver.ts";
import type { Refusals } from "../negative.ts";
import type { Walked } from "../positive.ts";
import type { NegativeReport, ReplayedDeviation } from "../replayReport.ts";
import type { Sample } from "../sample.ts";

/** What following many behaviours, one after the other, comes to. */
export interface FollowedFigures {
  readonly behaviours: number;
  /** Steps that TLC took. */
  readonly steps: number;
  /** Of those: the implementation did the same, or what a deviation excuses. */
  readonly covered: number;
  /** By action, steps that the implementation never takes, for it chooses another outcome that the spec may allow. */
  readonly unobserved: Readonly<Record<string, number>>;
  readonly negative: NegativeReport;
  /** All that are declared; random behaviours need not come to each. */
  readonly deviations: readonly ReplayedDeviation[];
}

/** One behaviour, followed. */
export interface FollowedOne {
  readonly steps: number;
  readonly walked: Walked;
  readonly sample: Sample;
  readonly refusals: Refusals;
  readonly actionOf: (step: number) => string;
}

export interface FollowedSums {
  readonly add: (one: FollowedOne) => void;
  readonly figures: () => FollowedFigures;
}

export const createFollowedSums = <World>(
  { deviations }: ReplayDriver<World>,
  { rate, seed }: { readonly rate: number; readonly seed: number },
): FollowedSums => {
  const sums = { behaviours: 0, steps: 0, covered: 0 };
  const negative = { pairs: 0, checked: 0, ignored: 0 };
  const [exempt, unobserved] = [new Map<string, number>(), new Map<string, number>()];
  const excused = new Map(deviations.map((deviation) => [deviation, { edges: 0, pairs: 0 }]));
  return {
    add: ({ steps, walked, sample, refusals, actionOf }) => {
      sums.behaviours += 1;
      sums.steps += steps;
      sums.covered += walked.covered;
      negative.pairs += sample.pairs;
      negative.checked += refusals.checked;
      negative.ignored += refusals.ignored;
      for (const [reason, count] of refusals.exempt) addTo(exempt, reason, count);
      for (const step of walked.unobserved) addTo(unobserved, actionOf(step), 1);
      for (const [deviation, counts] of excused) {
        counts.edges += walked.excused.get(deviation) ?? 0;
        counts.pairs += refusals.excused.get(deviation) ?? 0;
      }
    },
    figures: () => ({
      ...sums,
      unobserved: Object.fromEntries(unobserved),
      negative: {
        ...{ ...negative, rate, seed, exempt: Object.fromEntries(exempt) },
        excused: [...excused.values()].reduce((sum, { pairs }) => sum + pairs, 0),
      },
      deviations: [...excused].map(([deviation, counts]) => deviationReport(deviation, counts)),
    }),
  };
};

const addTo = (counts: Map<string, number>, key: string, more: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + more);
};

const deviationReport = (
  { id, reason, where }: Deviation,
  counts: { readonly edges: number; readonly pairs: number },
): ReplayedDeviation => ({ id, reason, where, ...counts });
