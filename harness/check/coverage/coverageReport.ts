/** Which actions and branches of a spec the matched events of traces took; key `coverage` of a check. */
export interface CoverageReport {
  readonly actions: readonly CoveredAction[];
  readonly actionsTaken: number;
  readonly actionsTotal: number;
  readonly branchesTaken: number;
  readonly branchesTotal: number;
  /** Matched events that were steps of no action: of a disjunct without a name, or told only by what combines some. */
  readonly unattributed: number;
  /** What could not be told apart or counted, and why. */
  readonly notes: readonly string[];
}

export interface CoveredAction {
  readonly action: string;
  /** Its definition. */
  readonly at: BranchPlace;
  /** The last line of it. */
  readonly endLine: number;
  /** Matched events that were steps of it, and silent steps. */
  readonly taken: number;
  /** Those among them that no event logs; absent when there are none. */
  readonly silent?: number;
  /** One for an action without choices. */
  readonly branches: readonly CoveredBranch[];
}

export interface CoveredBranch {
  readonly at: BranchPlace;
  /** The last line of it. */
  readonly endLine: number;
  /** Where the operators that it stands in are called, outermost first; absent in the action itself. */
  readonly calls?: readonly BranchPlace[];
  /** The comment that stands before it, or its first line; more of it where another branch has the same. */
  readonly text: string;
  readonly taken: number;
  /** Matched events that could have taken it, as far as they are logged up to there; never less than `taken`. */
  readonly possible: number;
}

export interface BranchPlace {
  readonly module: string;
  readonly line: number;
  readonly column: number;
}
