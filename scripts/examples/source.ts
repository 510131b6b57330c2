import { readFileSync } from "node:fs";
import { packageFile } from "../../harness/packageRoot.ts";
import { recordElection } from "../../harness/targets/election/record.ts";
import type { Trace } from "../../traces/trace.ts";

/** The run that an example is made from. */
export type Source =
  | { readonly scenario: string; readonly mutant?: string }
  | { readonly nodes: number; readonly seed: number; readonly steps: number; readonly mutant?: string };

/** Runs it. Throws when the scenario is not what this script was written for: its examples would show nothing. */
export const runOf = (source: Source): Trace => {
  const recording = recordElection(requestOf(source), source.mutant);
  if (!recording.ok) throw new Error(recording.problems.map(({ message }) => message).join("; "));
  const { trace, unmet } = recording.value;
  // A mutant may well miss what its scenario expects of the true implementation.
  if (source.mutant === undefined && unmet.length > 0)
    throw new Error(unmet.map(({ message }) => message).join("; "));
  return trace;
};

const requestOf = (source: Source): Parameters<typeof recordElection>[0] => {
  if (!("scenario" in source))
    return { kind: "random", nodes: source.nodes, seed: source.seed, steps: source.steps };
  const file = packageFile(...source.scenario.split("/"));
  return { kind: "scenario", file, text: readFileSync(file, "utf8") };
};

/** A scenario of the repository, and two that only the examples need. */
export const scenario = (name: string): string => `impl/cluster/scenarios/${name}.scenario`;
export const JUMPING_FOLLOWER = scenario("follower-jumps-three");
export const CEDING_LEADER = "scripts/examples/ceding-leader.scenario";
