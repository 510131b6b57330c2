import type { Verdict } from "../report/exit.ts";
import type { Cfg } from "../tla/cfg.ts";
import type { TlcOutcome } from "../tlc/outcome.ts";

/** What is expected of a model; nothing said: that everything holds. */
export interface ModelExpectation {
  /** Name of the invariant or property that must be violated; absent: nothing must. */
  readonly violates?: string;
  /** Actions that the counterexample must pass through: a violation that comes about otherwise is another one. */
  readonly through?: readonly string[];
  /** The counterexample must go on for ever: it comes back to a state it has been in. */
  readonly lasso?: true;
  /**
   * Figures that must come out; the depth may be left out. It is the least: several workers do not search strictly
   * breadth-first, so that on a loaded machine TLC may report a longer way than there is.
   */
  readonly figures?: Omit<Figures, "depth"> & Partial<Pick<Figures, "depth">>;
}

export interface Figures {
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
}

/** Figures as far as TLC has said them. */
type Counted = { readonly [Name in keyof Figures]: number | null };

/** What TLC found wrong, by name. */
export interface Violation extends Pick<
  Extract<TlcOutcome, { kind: "violated" }>,
  "states" | "lassoTo" | "place"
> {
  readonly name: string;
}

/**
 * The violation of an outcome, null for any other outcome. TLC does not say which temporal property is violated; where
 * the configuration has only one, it is that one, otherwise it is called "property".
 */
export const violationOf = (outcome: TlcOutcome, cfg: Cfg | null): Violation | null =>
  outcome.kind === "violated"
    ? { ...outcome, name: outcome.name ?? onlyProperty(outcome.what, cfg?.properties ?? []) }
    : null;

const onlyProperty = (what: string, [name, ...more]: readonly string[]): string =>
  what !== "property" || name === undefined || more.length > 0 ? what : name;

export interface Judgement {
  /** Null: the question could not be asked. */
  readonly verdict: Verdict | null;
  readonly reason: string | null;
}

const AS_EXPECTED: Judgement = { verdict: "conforms", reason: null };
const wrong = (reason: string): Judgement => ({ verdict: "diverges", reason });

/** Whether a model came out as expected. */
export const judgeModel = (
  expected: ModelExpectation,
  found: {
    readonly outcome: TlcOutcome;
    readonly violation: Violation | null;
    readonly figures: Counted;
  },
): Judgement => {
  const { outcome, violation } = found;
  switch (outcome.kind) {
    case "input":
      return { verdict: null, reason: null };
    case "stopped":
    case "evaluation":
      return { verdict: "inconclusive", reason: outcome.message };
    case "violated":
      return violation === null ? wrong(outcome.message) : judgeViolation(expected, violation);
    case "finished":
      return judgeFinished(expected, found.figures);
  }
};

const judgeViolation = (expected: ModelExpectation, { name, states, lassoTo }: Violation): Judgement => {
  if (expected.violates !== name) return wrong(`${name} is violated`);
  const taken = new Set(states.map(({ action }) => action?.name));
  const missing = (expected.through ?? []).filter((action) => !taken.has(action));
  if (missing.length > 0) return wrong(`${name} is violated as expected, but without ${missing.join(", ")}`);
  if (expected.lasso === true && typeof lassoTo !== "number")
    return wrong(`${name} is violated as expected, but not by going round for ever`);
  return AS_EXPECTED;
};

const judgeFinished = ({ violates, figures }: ModelExpectation, counted: Counted): Judgement => {
  if (violates !== undefined) return wrong(`${violates} holds although its violation is expected`);
  const same =
    figures === undefined ||
    (figures.generated === counted.generated &&
      figures.distinct === counted.distinct &&
      (figures.depth === undefined || (counted.depth ?? 0) >= figures.depth));
  return same
    ? AS_EXPECTED
    : wrong(
        `expected ${figures.generated} generated, ${figures.distinct} distinct${figures.depth === undefined ? "" : `, depth at least ${figures.depth}`}`,
      );
};
