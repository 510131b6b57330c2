import type { BranchPlace } from "../check/coverage/coverageReport.ts";
import type {
  BranchesReport,
  ChecksReport,
  ComponentsReport,
  DeadBranch,
  FoundStates,
  NearestState,
  NeverTaken,
} from "../graph/checks/checksReport.ts";
import { listed } from "../check/vacuity/listed.ts";
import { counted } from "./lines.ts";

/** The checks of a graph for people: what is notable; all of it is in the JSON. */
export const checksLines = (checks: ChecksReport): readonly string[] => {
  const { deadActions, deadLabels, branches, deadEnds, components } = checks;
  const lines = [
    ...neverLine("actions never taken", deadActions),
    ...deadActions.flatMap(({ name }) => reasonLines(name, branches)),
    ...neverLine("taken, but not with these arguments", deadLabels),
    ...branchLines(branches, new Set(deadActions.map(({ name }) => name))),
    ...foundLine("without any step", deadEnds.stuck),
    ...foundLine("with steps that change nothing only", deadEnds.loopsOnly),
    ...foundLine("whose steps all lead out of the constraint", deadEnds.leaving),
    ...componentLines(components),
  ];
  return [
    checks.conclusive ? "checks:" : `checks, of a part only: ${unexplored(checks)}`,
    ...lines.map((line) => `  ${line}`),
  ];
};

const unexplored = ({ unexplored: states }: ChecksReport): string =>
  `the steps of ${counted(states, "state")} are not known, so all that "never" or "nowhere" says is inconclusive`;

/** Names that are told of many. */
const MAX_NAMES = 5;

const neverLine = (what: string, never: readonly NeverTaken[]): readonly string[] => {
  if (never.length === 0) return [];
  const names = never.map(({ name, enabled }) =>
    enabled === "outside" ? `${name} (only out of the constraint)` : name,
  );
  return [`${what}: ${listed(names, MAX_NAMES)}`];
};

/** Reasons that are told of an action that is never taken. */
const MAX_REASONS = 3;

const reasonLines = (action: string, { verdict, dead }: BranchesReport): readonly string[] => {
  const own = dead.filter((branch) => branch.action === action);
  const reasons = new Set(own.map(reasonText));
  return verdict === "known"
    ? [...reasons].slice(0, MAX_REASONS).map((reason) => `  ${action}: ${reason}`)
    : [];
};

const branchLines = (branches: BranchesReport, deadActions: ReadonlySet<string>): readonly string[] => {
  const { verdict, taken, total, dead, outside } = branches;
  const notes = branches.notes.map((note) => `  ${note}`);
  if (verdict === "skipped") return [];
  if (verdict === "inconclusive") return [`branches: inconclusive, ${taken} are taken`, ...notes];
  return [
    `branches: ${taken} of ${total} taken`,
    ...dead.filter(({ action }) => !deadActions.has(action)).flatMap(deadLines),
    ...outside.map(
      ({ action, text, at }) => `  ${action}: ${text} (${placeText(at)}): only out of the constraint`,
    ),
    ...notes,
  ];
};

const deadLines = (branch: DeadBranch): readonly string[] => [
  `  never ${branch.action}: ${branch.text} (${placeText(branch.at)})`,
  `    ${reasonText(branch)}`,
];

const reasonText = ({ blocked, held }: DeadBranch): string => {
  if (blocked === null)
    return held.length === 0
      ? "at which conjunct it fails is not known"
      : "all of it holds; what stands beside the action in Next forbids it";
  const { kind, conjunct, at, tried, again } = blocked;
  const often = tried === 0 ? "is never asked" : `never holds, tried ${timesText(tried)}`;
  const where = `${conjunct} (${placeText(at)})`;
  switch (kind) {
    case "entry":
      return tried === 0
        ? "the action is never tried"
        : `its condition never holds, tried ${timesText(tried)}`;
    case "choice":
      return `there is never a value to choose: ${where}, tried ${timesText(tried)}`;
    case "guard":
      return `${where} ${often}`;
    case "step":
      return again.length === 0
        ? `${where} ${often}`
        : `its conditions hold, ${timesText(tried)}, but never ${where}${againText(again)}`;
  }
};

/** Counters are told at powers of two. */
const timesText = (times: number): string =>
  times === 1 ? counted(times, "time") : `${times} times or more`;

const againText = (again: NonNullable<DeadBranch["blocked"]>["again"]): string =>
  again
    .map(({ variable, conjunct, at }) => `, for ${variable}' is given by ${conjunct} (${placeText(at)})`)
    .join("");

const placeText = ({ module, line, column }: BranchPlace): string => `${module}.tla:${line}:${column}`;

const foundLine = (what: string, { states, nearest }: FoundStates): readonly string[] =>
  states === 0 ? [] : [`${counted(states, "state")} ${what}${nearestText(nearest)}`];

const nearestText = (nearest: NearestState | null): string =>
  nearest === null ? "" : `; the nearest is ${stateText(nearest)}`;

const stateText = ({ state, path }: NearestState): string =>
  path.length === 0
    ? `state ${state}, an initial one`
    : `state ${state}, ${counted(path.length, "step")} away: ${pathText(path)}`;

/** Steps that are told of a path. */
const MAX_STEPS = 6;

const pathText = (path: readonly string[]): string =>
  path.length <= MAX_STEPS ? path.join(", ") : `... ${path.slice(-MAX_STEPS).join(", ")}`;

const componentLines = ({ count, largest, closed, returning }: ComponentsReport): readonly string[] => [
  `${counted(count, "strongly connected component")}, the largest of ${counted(largest, "state")}; ` +
    `${closed.components} without a way out, of ${counted(closed.states, "state")} in all`,
  returning.all
    ? "from every state there is a way back to an initial one"
    : `from ${counted(returning.states, "state")} there is a way back to an initial one`,
];
