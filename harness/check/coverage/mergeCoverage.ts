import { totals } from "./coverage.ts";
import { COVERAGE_FORMAT, COVERAGE_VERSION, type CoverageDocument } from "./coverageDocument.ts";
import type { BranchPlace, CoveredAction, CoveredBranch, CoverageReport } from "./coverageReport.ts";

/** The coverage of one check, to be kept; actions and branches in the order in which they stand in the modules. */
export const coverageDocument = (
  { actions, unattributed, notes }: CoverageReport,
  { spec, traces }: { readonly spec: CoverageDocument["spec"]; readonly traces: number },
): CoverageDocument =>
  mergeCoverage(noCoverage(spec), {
    ...{ format: COVERAGE_FORMAT, version: COVERAGE_VERSION, spec, checks: 1, traces, unattributed },
    ...{ actions, notes },
  });

export const noCoverage = (spec: CoverageDocument["spec"]): CoverageDocument => ({
  ...{ format: COVERAGE_FORMAT, version: COVERAGE_VERSION, spec },
  ...{ checks: 0, traces: 0, unattributed: 0, actions: [], notes: [] },
});

/**
 * Adds up the coverage of two sets of checks of the same version of a spec. Commutative and associative; `noCoverage`
 * is neutral. Configurations may differ, and with them the branches that can be told apart: all are kept.
 */
export const mergeCoverage = (left: CoverageDocument, right: CoverageDocument): CoverageDocument => ({
  ...left,
  spec: { ...left.spec, modules: mergeModules(left.spec.modules, right.spec.modules) },
  checks: left.checks + right.checks,
  traces: left.traces + right.traces,
  unattributed: left.unattributed + right.unattributed,
  actions: gathered([...left.actions, ...right.actions], ({ action, at }) => keyOf([at], action), addActions),
  notes: [...new Set([...left.notes, ...right.notes])].toSorted(),
});

/** The same as the report of a check. */
export const reportOf = ({ actions, unattributed, notes }: CoverageDocument): CoverageReport => ({
  ...totals(actions),
  unattributed,
  notes,
});

type Modules = CoverageDocument["spec"]["modules"];

/** The same module may stand in several folders; one of them is as good as another. */
const mergeModules = (left: Modules, right: Modules): Modules =>
  gathered(
    [...left, ...right],
    ({ name }) => name,
    (one, other) => (one.file <= other.file ? one : other),
  );

const addActions = (one: CoveredAction, other: CoveredAction): CoveredAction => ({
  ...one,
  taken: one.taken + other.taken,
  branches: gathered(
    [...one.branches, ...other.branches],
    ({ at, calls = [] }) => keyOf([at, ...calls], ""),
    addBranches,
  ),
});

/** Texts differ only where more of a branch is said because of another branch. */
const addBranches = (one: CoveredBranch, other: CoveredBranch): CoveredBranch => ({
  ...one,
  text: one.text <= other.text ? one.text : other.text,
  taken: one.taken + other.taken,
  possible: one.possible + other.possible,
});

/** Numbers padded, so that the order of the keys is that of the text. */
const keyOf = (places: readonly BranchPlace[], name: string): string =>
  [...places.map(({ module, line, column }) => `${module}:${padded(line)}:${padded(column)}`), name].join(
    "|",
  );

const padded = (number: number): string => String(number).padStart(16, "0");

/** One of each key, in the order of the keys; those of the same key are added up. */
const gathered = <T>(
  all: readonly T[],
  key: (one: T) => string,
  add: (one: T, other: T) => T,
): readonly T[] => {
  const byKey = new Map<string, T>();
  for (const one of all) {
    const known = byKey.get(key(one));
    byKey.set(key(one), known === undefined ? one : add(known, one));
  }
  return [...byKey].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
};
