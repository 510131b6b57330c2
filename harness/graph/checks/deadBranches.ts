import { branchTexts } from "../../check/coverage/branchText.ts";
import type { BranchPlace } from "../../check/coverage/coverageReport.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { Expression, Place } from "../../tla/expression.ts";
import { assigned } from "../../tla/unassigned.ts";
import type { ProbedAction } from "./branchPlan.ts";
import type { BranchRun } from "./branchRun.ts";
import type { Blocked, BranchesReport, CountedConjunct, DeadBranch, NamedBranch } from "./checksReport.ts";
import type { Link, ProbedWay } from "./probedText.ts";

/** Which branches no step takes, and at which conjunct each of them fails. */
export const branchesReport = (run: BranchRun, spec: LoadedSpec): BranchesReport => {
  const { plan, taken, outside } = run;
  const all = plan.actions.flatMap((action) => branchesOf(action, spec));
  const finished = run.problems.length === 0;
  return {
    verdict: finished ? "known" : "inconclusive",
    total: all.length,
    taken: taken.size,
    dead: all.flatMap(({ number, named, way }) =>
      taken.has(number) || outside.has(number) ? [] : [deadBranch(named, way, { run, spec })],
    ),
    outside: all.flatMap(({ number, named }) => (outside.has(number) ? [named] : [])),
    notes: [...symmetryNote(spec), ...plan.notes, ...run.problems.map(({ message }) => message)],
  };
};

const symmetryNote = ({ cfg }: LoadedSpec): readonly string[] =>
  cfg.symmetry === null
    ? []
    : [`branches: states are explored up to SYMMETRY ${cfg.symmetry}, for which the configuration vouches`];

/** Nothing is asked. */
export const BRANCHES_SKIPPED: BranchesReport = {
  ...{ verdict: "skipped", total: 0, taken: 0, dead: [], outside: [], notes: [] },
};

interface Branch {
  readonly number: number;
  readonly named: NamedBranch;
  readonly way: ProbedWay;
}

const branchesOf = (
  { name, definition, ways, before }: ProbedAction,
  { source }: LoadedSpec,
): readonly Branch[] => {
  const texts = branchTexts(ways, { definition, source });
  return ways.map((way, index) => ({
    number: before + index + 1,
    way,
    named: {
      action: name,
      at: placeOf(way.at),
      ...(way.calls.length === 0 ? {} : { calls: way.calls.map(placeOf) }),
      text: texts[index] ?? "",
    },
  }));
};

const placeOf = ({ module, line, column }: Place): BranchPlace => ({ module, line, column });

interface Asked {
  readonly run: BranchRun;
  readonly spec: LoadedSpec;
}

const deadBranch = (named: NamedBranch, { at, links }: ProbedWay, asked: Asked): DeadBranch => {
  const times = ({ counter }: Link): number => asked.run.held.get(counter) ?? 0;
  const end = links.findIndex((link) => times(link) === 0);
  const before = end < 0 ? links : links.slice(0, end);
  const held = before.flatMap((link): readonly CountedConjunct[] =>
    link.expression === null ? [] : [{ ...conjunctOf(link.expression, asked.spec), times: times(link) }],
  );
  const blocking = links[end];
  if (blocking === undefined) return { ...named, blocked: null, held };
  const last = before.at(-1);
  const tried = last === undefined ? 0 : times(last);
  return { ...named, blocked: blockedBy(blocking, { at, before, tried }, asked), held };
};

const blockedBy = (
  { expression }: Link,
  { at, before, tried }: { readonly at: Place; readonly before: readonly Link[]; readonly tried: number },
  { spec }: Asked,
): Blocked => {
  if (expression === null)
    return { kind: "entry", conjunct: cut(spec.source(at)), at: placeOf(at), tried, again: [] };
  return {
    kind: kindOf(expression),
    ...conjunctOf(expression, spec),
    tried,
    again: expression.level < 2 ? [] : givenBefore(expression, before, spec),
  };
};

const kindOf = (expression: Expression): Blocked["kind"] => {
  if (expression.kind === "apply" && expression.operator.name === "$BoundedExists") return "choice";
  return expression.level < 2 ? "guard" : "step";
};

/** Variables that a conjunct gives the next value of, with the conjuncts before it that give it too. */
const givenBefore = (expression: Expression, before: readonly Link[], spec: LoadedSpec): Blocked["again"] => {
  const own = assigned(expression, spec.model);
  return spec.model.variables
    .filter(({ uid }) => own.has(uid))
    .flatMap(({ uid, name }) => {
      const other = before.find(
        (link) =>
          link.expression !== null &&
          kindOf(link.expression) === "step" &&
          assigned(link.expression, spec.model).has(uid),
      );
      return other?.expression == null ? [] : [{ variable: name, ...conjunctOf(other.expression, spec) }];
    });
};

const conjunctOf = (
  expression: Expression,
  { source }: LoadedSpec,
): { readonly conjunct: string; readonly at: BranchPlace } => ({
  conjunct: cut(source(headOf(expression))).replace(/\s*:$/, ""),
  at: placeOf(expression.at),
});

/** Of an existential what stands before its body. */
const headOf = (expression: Expression): Place => {
  const { at } = expression;
  const body =
    kindOf(expression) === "choice" && expression.kind === "apply" ? expression.operands[0] : undefined;
  return body === undefined ? at : { ...at, endLine: body.at.line, endColumn: body.at.column - 1 };
};

/** Longest text of a conjunct. */
const MAX_TEXT = 120;

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT - 3)}...`;
};
