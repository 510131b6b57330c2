import type { BranchPlace } from "../../check/coverage/coverageReport.ts";

/**
 * What is remarkable about a state graph; key `checks` of `conformance graph`. Everything is of the states explored: of a
 * part only, where `unexplored` is not 0, and then what "never" happens may do so outside of it.
 */
export interface ChecksReport {
  /** False when some states were not explored: what says "never", "stuck" or "closed" is then inconclusive. */
  readonly conclusive: boolean;
  /** States whose steps are not known. */
  readonly unexplored: number;
  /** Actions of Next that no edge takes. */
  readonly deadActions: readonly NeverTaken[];
  /** Actions with their arguments that no edge takes, of actions that are taken with others. */
  readonly deadLabels: readonly NeverTaken[];
  readonly branches: BranchesReport;
  readonly deadEnds: DeadEnds;
  readonly components: ComponentsReport;
}

export interface NeverTaken {
  /** `RequestVote`, or `RequestVote(i = S1, j = S2)`. */
  readonly name: string;
  /** "never", or only in steps that lead out of the model's constraint, which are no edges. */
  readonly enabled: "never" | "outside";
}

/** Ways through `\/`, IF and CASE in actions; an action without choices is one. */
export interface BranchesReport {
  /** "inconclusive": TLC did not finish, or part of the graph is not explored; "skipped": not asked for. */
  readonly verdict: "known" | "inconclusive" | "skipped";
  readonly total: number;
  readonly taken: number;
  /** Branches of actions that are never taken as a whole are here too. */
  readonly dead: readonly DeadBranch[];
  /** Taken only by steps that lead out of the constraint. */
  readonly outside: readonly NamedBranch[];
  /** What could not be told apart or counted, and why. */
  readonly notes: readonly string[];
}

export interface NamedBranch {
  readonly action: string;
  readonly at: BranchPlace;
  /** Where the operators that it stands in are called, outermost first; absent in the action itself. */
  readonly calls?: readonly BranchPlace[];
  /** The comment that stands before it, or its first line. */
  readonly text: string;
}

export interface DeadBranch extends NamedBranch {
  /** Null when all its conjuncts held: what stands beside the action in Next forbids it. Not known: `held` is empty too. */
  readonly blocked: Blocked | null;
  /** The conjuncts before the one that blocks, in the order of evaluation. */
  readonly held: readonly CountedConjunct[];
}

export interface CountedConjunct {
  readonly conjunct: string;
  readonly at: BranchPlace;
  /** How often it held with all before it: at least so often, less than twice as often. */
  readonly times: number;
}

/** The first conjunct that never held where all before it did. */
export interface Blocked {
  /**
   * "guard": a condition; "step": it speaks of the next state, as a second value for a variable, say; "choice": no value
   * to choose; "entry": the condition of that way of an IF or CASE, or of the action where Next applies it, never held.
   */
  readonly kind: "guard" | "step" | "choice" | "entry";
  readonly conjunct: string;
  readonly at: BranchPlace;
  /** How often all before it held: at least so often, less than twice as often. */
  readonly tried: number;
  /** Variables whose next value it speaks of, although conjuncts before it do. */
  readonly again: readonly {
    readonly variable: string;
    readonly conjunct: string;
    readonly at: BranchPlace;
  }[];
}

export interface DeadEnds {
  /** No step at all. */
  readonly stuck: FoundStates;
  /** Only steps that change nothing. */
  readonly loopsOnly: FoundStates;
  /** No step but some that lead out of the constraint, and perhaps some that change nothing. */
  readonly leaving: FoundStates;
}

export interface FoundStates {
  readonly states: number;
  /** One that is reached by as few steps as any. */
  readonly nearest: NearestState | null;
}

export interface NearestState {
  readonly state: number;
  /** Actions with arguments, from an initial state. */
  readonly path: readonly string[];
  /** By variable, as TLA+ text. */
  readonly values: Readonly<Record<string, string>>;
}

/** Strongly connected components: states that lead to one another. */
export interface ComponentsReport {
  readonly count: number;
  readonly largest: number;
  /** How many there are of each size, largest first. */
  readonly sizes: readonly { readonly size: number; readonly components: number }[];
  /** Those that no edge leaves. */
  readonly closed: {
    readonly components: number;
    readonly states: number;
    readonly largest: number;
    /** Of these, so many have steps that lead out of the constraint. */
    readonly leaving: number;
    readonly nearest: NearestState | null;
  };
  /** States from which an initial state can be reached. */
  readonly returning: {
    readonly states: number;
    readonly all: boolean;
    readonly nearestWithout: NearestState | null;
  };
}
