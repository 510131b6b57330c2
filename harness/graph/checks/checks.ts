import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { unexploredStates } from "../graphProblems.ts";
import { leafOccurrences } from "../instances.ts";
import { searchGraph } from "../search.ts";
import type { StateGraph } from "../stateGraph.ts";
import { runBranches, type BranchRun } from "./branchRun.ts";
import type { BranchesReport, ChecksReport } from "./checksReport.ts";
import { componentsReport } from "./componentsReport.ts";
import { BRANCHES_SKIPPED, branchesReport } from "./deadBranches.ts";
import { deadEndsOf } from "./deadEnds.ts";
import { neverTaken } from "./neverTaken.ts";

/**
 * Looks for what is remarkable about a graph: what is never taken, where it ends, what leads back. Branches of actions
 * are no part of the graph: TLC explores the states once more for them, unless they are not asked for.
 */
export const checkGraph = async (
  graph: StateGraph,
  spec: LoadedSpec,
  { session, branches }: { readonly session: TlcSession; readonly branches: boolean },
): Promise<ChecksReport> => {
  const names = leafOccurrences(spec).map(({ name }) => name);
  const checked = checkStates(graph, names);
  return { ...checked, branches: await checkBranches(spec, { session, branches, checked }) };
};

/** What the graph itself tells; `actions`: the names of all actions of Next. */
export const checkStates = (
  graph: StateGraph,
  actions: readonly string[],
): Omit<ChecksReport, "branches"> => {
  const isUnexplored = graph.isUnexplored ?? (() => false);
  const unexplored = unexploredStates(graph);
  const breadth = searchGraph(graph);
  const { actions: deadActions, labels: deadLabels } = neverTaken(graph, actions);
  return {
    ...{ conclusive: unexplored === 0, unexplored, deadActions, deadLabels },
    deadEnds: deadEndsOf(graph, breadth, isUnexplored),
    components: componentsReport(graph, breadth, isUnexplored),
  };
};

interface Wanted {
  readonly session: TlcSession;
  readonly branches: boolean;
  readonly checked: Omit<ChecksReport, "branches">;
}

const checkBranches = async (
  spec: LoadedSpec,
  { session, branches, checked }: Wanted,
): Promise<BranchesReport> => {
  if (!branches) return BRANCHES_SKIPPED;
  if (!checked.conclusive)
    return { ...BRANCHES_SKIPPED, verdict: "inconclusive", notes: ["part of the graph is not explored"] };
  session.progress("graph: branches of the actions");
  const run = await runBranches(spec, session);
  return agreeing(run, checked.deadActions, branchesReport(run, spec));
};

/** Both runs of TLC must take the same actions; where they do not, the second says nothing of branches. */
const agreeing = (
  { plan, taken }: BranchRun,
  deadActions: ChecksReport["deadActions"],
  report: BranchesReport,
): BranchesReport => {
  const dead = new Set(deadActions.map(({ name }) => name));
  const other = plan.actions.filter(
    ({ name, ways, before }) => ways.some((_, index) => taken.has(before + index + 1)) === dead.has(name),
  );
  if (report.verdict !== "known" || other.length === 0) return report;
  const names = other.map(({ name }) => name).join(", ");
  return {
    ...report,
    verdict: "inconclusive",
    notes: [...report.notes, `written anew, these take other steps than in the graph: ${names}`],
  };
};
