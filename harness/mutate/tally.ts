import type { Fate } from "./judgeMutants.ts";
import type { Proof } from "./meaning/prove.ts";
import type { Mutant } from "./mutant.ts";
import type { Tally } from "./mutateReport.ts";

/** A mutant with all that is known of it. */
export interface Result {
  readonly mutant: Mutant;
  readonly fate: Exclude<Fate, { kind: "survived" }> | { readonly kind: "survived"; readonly proof: Proof };
}

/** Counts results; the score leaves out equivalent and inconclusive mutants. */
export const tally = (results: readonly Result[]): Tally => {
  const count = (is: (result: Result) => boolean): number => results.filter(is).length;
  const refused = count(({ fate }) => fate.kind === "refused");
  const there = count(({ mutant, fate }) => fate.kind === "diverged" && fate.event <= mutant.edit.at);
  const later = count(({ mutant, fate }) => fate.kind === "diverged" && fate.event > mutant.edit.at);
  const killed = refused + there + later;
  const survived = count(({ fate }) => fate.kind === "survived" && fate.proof.equivalence === null);
  return {
    mutants: results.length,
    ...{ killed, refused, there, later },
    equivalent: count(({ fate }) => fate.kind === "survived" && fate.proof.equivalence !== null),
    survived,
    inconclusive: count(({ fate }) => fate.kind === "inconclusive"),
    score: killed + survived === 0 ? null : killed / (killed + survived),
  };
};

/** How often each name occurs. */
export const countBy = <Name extends string>(
  names: readonly Name[],
): Readonly<Partial<Record<Name, number>>> => {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
