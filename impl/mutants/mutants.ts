import { electionMutants } from "./elections.ts";
import { leadershipMutants } from "./leadership.ts";
import type { Mutant } from "./mutant.ts";
import { scoutingMutants } from "./scouting.ts";

/** All deliberate bugs; a checker that misses one is itself wrong. */
export const mutants: readonly Mutant[] = [...electionMutants, ...leadershipMutants, ...scoutingMutants];
