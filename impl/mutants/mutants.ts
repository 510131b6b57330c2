import { electionMutants } from "./elections.ts";
import { faultMutants } from "./faults.ts";
import { leadershipMutants } from "./leadership.ts";
import { leadingMutants } from "./leading.ts";
import { lifecycleMutants } from "./lifecycle.ts";
import type { Mutant } from "./mutant.ts";
import { roundMutants } from "./rounds.ts";
import { scoutingMutants } from "./scouting.ts";
import { timingMutants } from "./timing.ts";
import { uncalledMutants } from "./uncalled.ts";
import { votingMutants } from "./voting.ts";

/** Deliberate bugs of what happens without faults, too; `traces/invalid` has a run of most of them. */
export const mutants: readonly Mutant[] = [...electionMutants, ...leadershipMutants, ...scoutingMutants];

/** Deliberate bugs beyond those: every other row of table 1.5, and the driver rules of 1.3. */
export const furtherMutants: readonly Mutant[] = [
  ...votingMutants,
  ...leadingMutants,
  ...roundMutants,
  ...lifecycleMutants,
  ...timingMutants,
  ...uncalledMutants,
];

/** All deliberate bugs; a checker that misses one is itself wrong. */
export const everyMutant: readonly Mutant[] = [...mutants, ...faultMutants, ...furtherMutants];
