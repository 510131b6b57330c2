import { branchesOf } from "../../tla/branches.ts";
import type { Definition } from "../../tla/expression.ts";
import { actionsOf, placeOf, replacedBy } from "../../check/coverage/coveragePlan.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { probedText, type Probing, type ProbedWay } from "./probedText.ts";

/** The actions of a spec as they stand in the generated module, and what its counters and marks mean. */
export interface BranchPlan {
  readonly actions: readonly ProbedAction[];
  readonly marks: number;
  readonly counters: number;
  /** What counts as one branch although it may be several, and why. */
  readonly notes: readonly string[];
}

export interface ProbedAction {
  readonly name: string;
  readonly definition: Definition;
  /** Null for an action that cannot be written anew: it is called, and is one way without counters. */
  readonly text: string | null;
  readonly ways: readonly ProbedWay[];
  /** Marks that the text says something of; the others are 0. */
  readonly marks: number;
  /** Ways of the actions before; way n (from 1) of this one is number `before + n` of all. */
  readonly before: number;
}

/** Writes every action of Next anew, so that its ways can be told apart and their conjuncts counted. */
export const planBranches = (spec: LoadedSpec, text: Omit<Probing, "counters">): BranchPlan => {
  let counters = 0;
  const reserve = (many: number): number => {
    counters += many;
    return counters - many;
  };
  const actions: ProbedAction[] = [];
  const notes: string[] = [];
  let before = 0;
  for (const definition of actionsOf(spec)) {
    const found = branchesOf(definition, {
      model: spec.model,
      replaced: replacedBy(spec),
      everyConjunct: true,
    });
    notes.push(...found.notes);
    const at = placeOf(definition);
    const probed =
      found.body === null
        ? { text: null, ways: [{ at, calls: [], links: [] }], marks: 0 }
        : probedText(found.body, at, { ...text, counters: reserve });
    actions.push({ name: definition.name, definition, before, ...probed });
    before += probed.ways.length;
  }
  return { actions, marks: Math.max(1, ...actions.map(({ marks }) => marks)), counters, notes };
};
