import type { Problem } from "../../../traces/problem.ts";
import { listed, share } from "../../check/vacuity/listed.ts";
import type { ChecksReport, DeadBranch } from "./checksReport.ts";

/** What is never taken, as warnings of one kind each; none where the graph is a part only. `actions`: how many there are. */
export const checksWarnings = (
  { conclusive, deadActions, branches }: ChecksReport,
  actions: number,
): readonly Problem[] => {
  if (!conclusive) return [];
  const dead = new Set(deadActions.map(({ name }) => name));
  const alone = branches.verdict === "known" ? branches.dead.filter(({ action }) => !dead.has(action)) : [];
  const { total } = branches;
  return [
    ...deadActionsWarning([...dead], actions),
    ...deadBranchesWarning(
      alone.filter((branch) => !asksTwice(branch)),
      total,
    ),
    ...contradictionsWarning(alone.filter(asksTwice), total),
  ];
};

/** Its conditions hold in some state, and still there is no step. */
const asksTwice = ({ blocked }: DeadBranch): boolean =>
  blocked !== null && blocked.kind === "step" && blocked.tried > 0 && blocked.again.length > 0;

const deadActionsWarning = (names: readonly string[], actions: number): readonly Problem[] => {
  if (names.length === 0) return [];
  return [
    {
      code: "VAC030",
      message: `${share(names.length, actions, "action")} of the spec ${names.length === 1 ? "is" : "are"} taken by no step: ${listed(names)}`,
      repair:
        "Raise the bounds of the configuration that keep them from happening, or find out why they cannot.",
    },
  ];
};

const deadBranchesWarning = (branches: readonly DeadBranch[], total: number): readonly Problem[] => {
  if (branches.length === 0) return [];
  return [
    {
      code: "VAC031",
      message:
        `${branches.length} of ${total} branches ${are(branches)} taken by no step, although others of the same action are: ` +
        listed(branches.map(({ action, at }) => `${action} at ${at.line}:${at.column}`)),
      repair: "See which condition of each is never true; with larger constants it may be.",
    },
  ];
};

const contradictionsWarning = (branches: readonly DeadBranch[], total: number): readonly Problem[] => {
  if (branches.length === 0) return [];
  return [
    {
      code: "VAC032",
      message:
        `${branches.length} of ${total} branches ${are(branches)} taken by no step, although all conditions hold in some state: ` +
        listed(branches.map(contradictionText)),
      repair: "Ask for one value of the variable only.",
    },
  ];
};

const contradictionText = ({ action, at, blocked }: DeadBranch): string => {
  const [first] = blocked?.again ?? [];
  const variable = first === undefined ? "" : `, whose demands on ${first.variable}' contradict each other`;
  return `${action} at ${at.line}:${at.column}${variable}`;
};

const are = ({ length }: readonly DeadBranch[]): string => (length === 1 ? "is" : "are");
