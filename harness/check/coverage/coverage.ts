import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { Place } from "../../tla/expression.ts";
import { branchTexts } from "./branchText.ts";
import type { BranchPlace, CoveredAction, CoveredBranch, CoverageReport } from "./coverageReport.ts";
import type { CoveragePlan, PlannedAction } from "./coveragePlan.ts";
import type { EventBranches } from "./trail.ts";

/** A judged trace: its matched events, and what is known of their branches (all of them, or nothing). */
export interface CoveredTrace {
  readonly matched: number;
  readonly branches: readonly EventBranches[];
}

/** What one trace adds to the coverage of a set: numbers of branches, and of actions in the plan. JSON-serialisable. */
export interface CoverageCounts {
  /** Matched events and silent steps. */
  readonly steps: number;
  /** TLC may refuse actions written anew; such traces are judged without. */
  readonly refused: boolean;
  readonly taken: readonly (readonly [branch: number, times: number])[];
  readonly possible: readonly (readonly [branch: number, times: number])[];
  readonly owners: readonly (readonly [action: number, times: number])[];
  readonly silentOwners: readonly (readonly [action: number, times: number])[];
}

/** Counts trace by trace, in any order; keeps numbers only. */
export interface CoverageTally {
  readonly add: (trace: CoverageCounts) => void;
  readonly report: () => CoverageReport;
}

/** How often the matched events of some traces took each branch of the spec. */
export const coverageOf = (
  traces: readonly CoveredTrace[],
  plan: CoveragePlan,
  spec: LoadedSpec,
): CoverageReport => {
  const tally = createCoverageTally(plan, spec);
  for (const trace of traces) {
    const one = createTraceCoverage(plan);
    one.add(trace);
    tally.add(one.counts());
  }
  return tally.report();
};

/** Counts what one trace took, piece by piece. */
export const createTraceCoverage = (
  plan: CoveragePlan,
): { readonly add: (piece: CoveredTrace) => void; readonly counts: () => CoverageCounts } => {
  const [taken, possible, owners, silentOwners] = [newCounts(), newCounts(), newCounts(), newCounts()];
  let [steps, refused] = [0, false];
  const add = ({ matched, branches }: CoveredTrace): void => {
    const silent = branches.filter((event) => event.silent === true).length;
    steps += matched + silent;
    refused ||= branches.length - silent < matched;
    for (const event of branches) {
      event.taken.forEach((branch) => count(taken, branch));
      event.possible.forEach((branch) => count(possible, branch));
      const [first] = event.taken;
      if (first !== undefined) count(owners, ownerOf(first, plan));
      if (first !== undefined && event.silent === true) count(silentOwners, ownerOf(first, plan));
    }
  };
  const counts = (): CoverageCounts => ({
    ...{ steps, refused, taken: [...taken], possible: [...possible] },
    ...{ owners: [...owners], silentOwners: [...silentOwners] },
  });
  return { add, counts };
};

/** The same for traces that come one after the other. */
export const createCoverageTally = (plan: CoveragePlan, spec: LoadedSpec): CoverageTally => {
  const [taken, possible, owners, silentOwners] = [newCounts(), newCounts(), newCounts(), newCounts()];
  let [steps, refused] = [0, 0];
  const add = (trace: CoverageCounts): void => {
    steps += trace.steps;
    refused += trace.refused ? 1 : 0;
    for (const [branch, times] of trace.taken) count(taken, branch, times);
    for (const [branch, times] of trace.possible) count(possible, branch, times);
    for (const [action, times] of trace.owners) count(owners, action, times);
    for (const [action, times] of trace.silentOwners) count(silentOwners, action, times);
  };
  const report = (): CoverageReport => {
    const actions = plan.actions.map((action, index): CoveredAction => ({
      action: action.name,
      at: placeOf(action.at),
      endLine: action.at.endLine,
      taken: owners.get(index) ?? 0,
      ...silentPart(silentOwners.get(index)),
      branches: coveredBranches(action, { taken, possible, spec }),
    }));
    const left = refused === 0 ? [] : [`${refused} of the traces could only be followed without coverage`];
    return { ...totals(actions), ...unattributed(steps, actions), notes: [...plan.notes, ...left] };
  };
  return { add, report };
};

type Counts = Map<number, number>;

const newCounts = (): Counts => new Map();

const count = (counts: Counts, number: number, times = 1): void => {
  counts.set(number, (counts.get(number) ?? 0) + times);
};

/** Actions with how many of them, and of their branches, were taken. */
export const totals = (actions: readonly CoveredAction[]): Omit<CoverageReport, "unattributed" | "notes"> => {
  const branches = actions.flatMap((action) => action.branches);
  return {
    actions,
    actionsTaken: actions.filter((action) => action.taken > 0).length,
    actionsTotal: actions.length,
    branchesTaken: branches.filter((branch) => branch.taken > 0).length,
    branchesTotal: branches.length,
  };
};

const silentPart = (silent: number | undefined) => (silent === undefined ? {} : { silent });

const unattributed = (steps: number, actions: readonly CoveredAction[]) => ({
  unattributed: steps - actions.reduce((sum, action) => sum + action.taken, 0),
});

/** The action that a branch belongs to; all branches of one step belong to one. */
const ownerOf = (branch: number, { actions }: CoveragePlan): number =>
  actions.findIndex(({ first, branches }) => branch < first + branches.length);

const coveredBranches = (
  { branches, first, definition }: PlannedAction,
  { taken, possible, spec }: { readonly taken: Counts; readonly possible: Counts; readonly spec: LoadedSpec },
): readonly CoveredBranch[] => {
  const texts = branchTexts(branches, { definition, source: spec.source });
  return branches.map(({ at, calls }, index) => ({
    at: placeOf(at),
    endLine: at.endLine,
    ...(calls.length === 0 ? {} : { calls: calls.map(placeOf) }),
    text: texts[index] ?? "",
    taken: taken.get(first + index) ?? 0,
    possible: possible.get(first + index) ?? 0,
  }));
};

const placeOf = ({ module, line, column }: Place): BranchPlace => ({ module, line, column });
