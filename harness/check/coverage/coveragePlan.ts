import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { branchesOf } from "../../tla/branches.ts";
import type { Definition, Place } from "../../tla/expression.ts";
import { leavesOf, marksOf, type Piece } from "../../tla/piece.ts";

/** The actions and branches of a spec, numbered, before any trace is looked at. */
export interface CoveragePlan {
  readonly actions: readonly PlannedAction[];
  /** Branches that one step may take: choices that stand one after the other are taken one each. */
  readonly marks: number;
  /** What counts as one branch although it may be several, and why. */
  readonly notes: readonly string[];
}

export interface PlannedAction {
  readonly name: string;
  readonly definition: Definition;
  /** Where it is defined. */
  readonly at: Place;
  /** Null for an action that is one branch. */
  readonly body: Piece | null;
  /** The number of its first branch, from 1; the others follow. Numbers are unique over all actions. */
  readonly first: number;
  readonly branches: readonly PlannedBranch[];
}

/** `calls`: where the operators that it stands in are called, outermost first. */
export interface PlannedBranch {
  readonly at: Place;
  readonly calls: readonly Place[];
}

/** The branches of every action of Next; operators that only combine named actions are none themselves. */
export const planCoverage = (spec: LoadedSpec): CoveragePlan => {
  const actions: PlannedAction[] = [];
  const notes: string[] = [];
  let first = 1;
  for (const definition of actionsOf(spec)) {
    const { body, notes: own } = branchesOf(definition, { model: spec.model, replaced: replacedBy(spec) });
    const at = placeOf(definition);
    const branches = body === null ? [{ at, calls: [] }] : leavesOf(body);
    actions.push({ name: definition.name, definition, at, body, first, branches });
    notes.push(...own);
    first += branches.length;
  }
  const marks = Math.max(1, ...actions.map(({ body }) => (body === null ? 1 : marksOf(body))));
  return { actions, marks, notes };
};

/** An instanced definition stands where the INSTANCE does; its body is at home. */
export const placeOf = ({ at, body }: Definition): Place => {
  let inner = body;
  while (inner.kind === "substitution") inner = inner.body;
  return inner === body ? at : inner.at;
};

/** The actions of Next that are steps of their own, each once. */
export const actionsOf = ({ shape }: LoadedSpec): readonly Definition[] => {
  const leaves = shape.occurrences.filter(({ leaf }) => leaf);
  return [...new Map(leaves.map(({ name, definition }) => [name, definition] as const)).values()];
};

/** Operators that the configuration replaces: TLC evaluates others in their place. */
export const replacedBy = ({ cfg }: LoadedSpec): ReadonlySet<string> =>
  new Set(cfg.constants.filter(({ kind }) => kind === "operator").map(({ name }) => name));
