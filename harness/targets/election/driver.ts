import { createWorld } from "../../../impl/cluster/world.ts";
import { step as trueStep } from "../../../impl/elector/step.ts";
import type { ElectorAction, StepFunction } from "../../../impl/elector/types.ts";
import { valueAt } from "../../check/compare.ts";
import type { ReplayDriver, SpecState } from "../../replay/driver.ts";
import { fromItf } from "../../tla/itfValue.ts";
import { canonicalText, model, type TlaValue } from "../../tla/value.ts";
import { INPUTS, isSpecAction, type ActionArguments, type ClockedWorld } from "./inputs.ts";
import { worldState } from "./projection.ts";

/** Replays `spec/election` against the elector; a mutant's step function has the same shape as the true one. */
export const electionDriver = (step: StepFunction = trueStep): ReplayDriver<ClockedWorld> => ({
  initial: (state) => ({ world: createWorld({ nodes: serversOf(state) }), now: 1 }),
  perform: ({ world, now }, { action, args }) => {
    if (!isSpecAction(action))
      return { kind: "refused", reason: `no input of the elector stands for ${action}` };
    const driven = INPUTS[action]({ world, now }, actionArguments(args), step);
    if (driven === null) return { kind: "refused", reason: "there is no such message to deliver" };
    const taken = driven.fed.step.action;
    if (taken === null)
      return { kind: "refused", reason: `the elector did nothing on the input for ${action}` };
    const after = { world: driven.fed.world, now: driven.now + 1 };
    return { kind: "taken", world: after, action: taken.name, args: takenArguments(taken) };
  },
  project: ({ world }) => projected(world),
  deviations: [],
  exempt: (action, args, state) => exemption(action, actionArguments(args).i, state),
});

/** Names of the model's servers: the domain of any of its functions. */
export const serversOf = (state: SpecState): readonly string[] => {
  const terms = state.get("currentTerm");
  if (terms?.kind !== "function") throw new Error("currentTerm is not a function on servers");
  return terms.entries.map(([server]) => canonicalText(server)).sort();
};

/** The spec's view of a world: the same mapping that records traces. */
const projected = (world: ClockedWorld["world"]): ReadonlyMap<string, TlaValue> => {
  const modelValues = new Set([...Object.keys(world.electors), ...MODEL_VALUES]);
  return new Map(
    Object.entries(worldState(world)).map(([name, value]) => [name, fromItf(value, modelValues)]),
  );
};

/** Strings of the mapping that the cfgs declare as model values. */
const MODEL_VALUES: readonly string[] = [
  ...["Nil", "Follower", "Candidate", "Leader"],
  ...["ElectionProposal", "ElectionResponse", "LeaderHeartbeat", "HeartbeatResponse"],
  ...["ScoutingRequest", "ScoutingResponse", "LeadershipCession"],
];

export const actionArguments = (args: Readonly<Record<string, TlaValue>>): ActionArguments => {
  const { i, j } = args;
  if (i?.kind !== "model") throw new Error("an action of the election names its server i");
  return { i: i.name, j: j?.kind === "model" ? j.name : null };
};

export const takenArguments = ({ args: { i, j } }: ElectorAction): Readonly<Record<string, TlaValue>> => ({
  i: model(i),
  ...(j === undefined ? {} : { j: model(j) }),
});

/**
 * Steps that only a budget of the model forbids: the implementation has none and may go on. Everything else
 * that the spec asks of such a step must hold, or the implementation is wrong to take it.
 */
const BUDGETED: Readonly<
  Record<string, { readonly budget: string; readonly legal: (node: NodeView) => boolean }>
> = {
  StartScouting: { budget: "scouting", legal: ({ role, leaderless }) => role === "Follower" && leaderless },
  RequestVote: { budget: "scouting", legal: ({ role, leaderless }) => role === "Follower" && leaderless },
  SendHeartbeat: { budget: "heartbeats", legal: ({ role }) => role === "Leader" },
  ScoutingTimeout: { budget: "timeouts", legal: ({ role, roundOpen }) => role === "Follower" && roundOpen },
  ElectionTimeout: { budget: "timeouts", legal: ({ role }) => role === "Candidate" },
  HeartbeatTimeout: {
    budget: "timeouts",
    legal: ({ role, leaderless }) => role === "Follower" && !leaderless,
  },
};

const exemption = (action: string, server: string, state: SpecState): string | null => {
  const budgeted = BUDGETED[action];
  if (budgeted?.legal(viewOf(server, state)) !== true) return null;
  return `the model bounds ${budgeted.budget}`;
};

/** What a state of the spec says of one server, as far as timers ask. */
export interface NodeView {
  readonly role: string;
  readonly leaderless: boolean;
  readonly roundOpen: boolean;
}

export const viewOf = (server: string, state: SpecState): NodeView => {
  const at = (variable: string): TlaValue | undefined => {
    const value = state.get(variable);
    return value === undefined ? undefined : valueAt(value, model(server));
  };
  const name = (variable: string): string => {
    const value = at(variable);
    return value?.kind === "model" ? value.name : "";
  };
  const round = at("scoutingInfo");
  const term = round === undefined ? undefined : valueAt(round, { kind: "string", value: "term" });
  return {
    role: name("state"),
    leaderless: name("leaderId") === "Nil" && name("tentativeLeaderId") === "Nil",
    roundOpen: term?.kind === "int" && term.value > 0,
  };
};
