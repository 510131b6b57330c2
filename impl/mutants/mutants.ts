import { electionMutants } from "./elections.ts";
import { faultMutants } from "./faults.ts";
import { leadershipMutants } from "./leadership.ts";
import type { Mutant } from "./mutant.ts";
import { scoutingMutants } from "./scouting.ts";

/** Deliberate bugs of what happens without faults, too. */
export const mutants: readonly Mutant[] = [...electionMutants, ...leadershipMutants, ...scoutingMutants];

/** All deliberate bugs; a checker that misses one is itself wrong. */
export const everyMutant: readonly Mutant[] = [...mutants, ...faultMutants];
