import type { ClusterAction } from "../../../impl/cluster/cluster-action.ts";
import { createWorld } from "../../../impl/cluster/world.ts";
import { step as trueStep } from "../../../impl/elector/step.ts";
import type { StepFunction } from "../../../impl/elector/types.ts";
import type { ReplayDriver, SpecState } from "../../replay/driver.ts";
import { canonicalText, int, model, type TlaValue } from "../../tla/value.ts";
import { budgetExemption, viewOf } from "./budgets.ts";
import { INPUTS, isSpecAction, type ActionArguments, type ClockedWorld } from "./inputs.ts";
import { projectWorld } from "./projectWorld.ts";
import { brokenPromises, watchAfter, watchStarted } from "./watch.ts";

/** Replays `spec/election` against the elector; a mutant's step function has the same shape as the true one. */
export const electionDriver = (step: StepFunction = trueStep): ReplayDriver<ClockedWorld> => ({
  initial: (state) => {
    const nodes = serversOf(state);
    const quorum = Object.fromEntries(nodes.map((node) => [node, viewOf(node, state).quorum ?? 0]));
    const world = createWorld({ nodes, quorum });
    return { world, now: 1, watch: watchStarted(world) };
  },
  perform: (clocked, { action, args }) => {
    if (!isSpecAction(action))
      return { kind: "refused", reason: `no input of the elector stands for ${action}` };
    const driven = INPUTS[action](clocked, actionArguments(args), step);
    if (driven === null) return { kind: "refused", reason: "there is no such message to deliver" };
    const taken = driven.fed.action;
    if (taken === null)
      return { kind: "refused", reason: `the elector did nothing on the input for ${action}` };
    const watch = watchAfter(clocked, taken.args.i, driven);
    const after = { world: driven.fed.world, now: driven.now + 1, watch };
    return { kind: "taken", world: after, action: taken.name, args: takenArguments(taken) };
  },
  project: ({ world }) => projectWorld(world),
  promises: (clocked) => brokenPromises(clocked, step),
  deviations: [],
  exempt: (action, args, state) => budgetExemption(action, actionArguments(args), state),
});

/** Names of the model's servers: the domain of any of its functions. */
export const serversOf = (state: SpecState): readonly string[] => {
  const terms = state.get("currentTerm");
  if (terms?.kind !== "function") throw new Error("currentTerm is not a function on servers");
  return terms.entries.map(([server]) => canonicalText(server)).sort();
};

export const actionArguments = (args: Readonly<Record<string, TlaValue>>): ActionArguments => {
  const { i, j, quorum } = args;
  if (i?.kind !== "model") throw new Error("an action of the election names its server i");
  return {
    i: i.name,
    j: j?.kind === "model" ? j.name : null,
    quorum: quorum?.kind === "int" ? quorum.value : null,
  };
};

export const takenArguments = ({
  args: { i, j, quorum },
}: ClusterAction): Readonly<Record<string, TlaValue>> => ({
  i: model(i),
  ...(j === undefined ? {} : { j: model(j) }),
  ...(quorum === undefined ? {} : { quorum: int(quorum) }),
});
