import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { Place } from "../../tla/expression.ts";
import { branchText } from "./branchText.ts";
import type { BranchPlace, CoveredAction, CoveredBranch, CoverageReport } from "./coverageReport.ts";
import type { CoveragePlan, PlannedAction } from "./coveragePlan.ts";
import type { EventBranches } from "./trail.ts";

/** A judged trace: its matched events, and what is known of their branches (all of them, or nothing). */
export interface CoveredTrace {
  readonly matched: number;
  readonly branches: readonly EventBranches[];
}

/** How often the matched events of some traces took each branch of the spec. */
export const coverageOf = (
  traces: readonly CoveredTrace[],
  plan: CoveragePlan,
  spec: LoadedSpec,
): CoverageReport => {
  const events = traces.flatMap(({ branches }) => branches);
  const taken = count(events.map((event) => event.taken));
  const possible = count(events.map((event) => event.possible));
  const owners = count(
    events.map(({ taken: [first] }) => (first === undefined ? [] : [ownerOf(first, plan)])),
  );
  const actions = plan.actions.map((action, index): CoveredAction => ({
    action: action.name,
    taken: owners.get(index) ?? 0,
    branches: coveredBranches(action, { taken, possible, spec }),
  }));
  const branches = actions.flatMap((action) => action.branches);
  const matched = traces.reduce((sum, trace) => sum + trace.matched, 0);
  return {
    actions,
    actionsTaken: actions.filter((action) => action.taken > 0).length,
    actionsTotal: actions.length,
    branchesTaken: branches.filter((branch) => branch.taken > 0).length,
    branchesTotal: branches.length,
    unattributed: matched - actions.reduce((sum, action) => sum + action.taken, 0),
    notes: [...plan.notes, ...refused(traces)],
  };
};

type Counts = ReadonlyMap<number, number>;

const count = (numbers: readonly (readonly number[])[]): Counts => {
  const counts = new Map<number, number>();
  for (const number of numbers.flat()) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
};

/** The action that a branch belongs to; all branches of one step belong to one. */
const ownerOf = (branch: number, { actions }: CoveragePlan): number =>
  actions.findIndex(({ first, branches }) => branch < first + branches.length);

const coveredBranches = (
  { branches, first, definition }: PlannedAction,
  { taken, possible, spec }: { readonly taken: Counts; readonly possible: Counts; readonly spec: LoadedSpec },
): readonly CoveredBranch[] =>
  branches.map(({ at, calls }, index) => ({
    at: placeOf(at),
    ...(calls.length === 0 ? {} : { calls: calls.map(placeOf) }),
    text: branchText(at, { definition, source: spec.source }),
    taken: taken.get(first + index) ?? 0,
    possible: possible.get(first + index) ?? 0,
  }));

const placeOf = ({ module, line, column }: Place): BranchPlace => ({ module, line, column });

/** TLC may refuse actions written anew; such traces are judged without. */
const refused = (traces: readonly CoveredTrace[]): readonly string[] => {
  const left = traces.filter(({ matched, branches }) => branches.length < matched).length;
  return left === 0 ? [] : [`${left} of the traces could only be followed without coverage`];
};
