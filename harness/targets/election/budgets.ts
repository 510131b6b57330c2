import { valueAt } from "../../check/explain/compare.ts";
import type { SpecState } from "../../replay/driver.ts";
import { model, seq, string, type TlaValue } from "../../tla/value.ts";
import type { ActionArguments } from "./inputs.ts";

/**
 * Why the implementation may take a step that the spec does not have: only a budget of the model forbids it, and the
 * implementation has none. Everything else that the spec asks of such a step must hold, or it is null.
 */
export const budgetExemption = (action: string, args: ActionArguments, state: SpecState): string | null => {
  const budgeted = BUDGETED[action];
  return budgeted?.legal(viewOf(args.i, state), args, state) === true
    ? `the model bounds ${budgeted.budget}`
    : null;
};

interface Budgeted {
  readonly budget: string;
  readonly legal: (node: NodeView, args: ActionArguments, state: SpecState) => boolean;
}

const mayStand = ({ role, leaderless }: NodeView): boolean => role === "Follower" && leaderless;

const BUDGETED: Readonly<Record<string, Budgeted>> = {
  StartScouting: { budget: "scouting", legal: mayStand },
  RequestVote: { budget: "scouting", legal: mayStand },
  SendHeartbeat: { budget: "heartbeats", legal: ({ role }) => role === "Leader" },
  ScoutingTimeout: { budget: "timeouts", legal: ({ role, roundOpen }) => role === "Follower" && roundOpen },
  ElectionTimeout: { budget: "timeouts", legal: ({ role }) => role === "Candidate" },
  HeartbeatTimeout: {
    budget: "timeouts",
    legal: ({ role, leaderless }) => role === "Follower" && !leaderless,
  },
  ApplyNodeUnavailable: {
    budget: "link failures",
    legal: (_node, { i, j }, state) => isConnected(state, i, j),
  },
  LinkDown: { budget: "link failures", legal: (_node, { i, j }, state) => isUp(state, i, j) },
  Crash: { budget: "crashes", legal: ({ role }) => role !== "Crashed" },
  Stop: { budget: "stops", legal: ({ role }) => ["Follower", "Candidate", "Leader"].includes(role) },
  SetQuorum: {
    budget: "quorum changes",
    legal: ({ role, quorum }, args) => role !== "Crashed" && quorum !== args.quorum,
  },
};

const isConnected = (state: SpecState, server: string, peer: string | null): boolean => {
  const peers = at(state, "connected", model(server));
  return peers?.kind === "set" && peers.elements.some((one) => one.kind === "model" && one.name === peer);
};

const isUp = (state: SpecState, from: string, to: string | null): boolean => {
  const link = to === null ? undefined : at(state, "links", seq([model(from), model(to)]));
  return link?.kind === "bool" && link.value;
};

const at = (state: SpecState, variable: string, key: TlaValue): TlaValue | undefined => {
  const value = state.get(variable);
  return value === undefined ? undefined : valueAt(value, key);
};

/** What a state of the spec says of one server, as far as timers ask. */
export interface NodeView {
  readonly role: string;
  readonly leaderless: boolean;
  readonly roundOpen: boolean;
  /** As set at run time; null where the spec knows no such thing. */
  readonly quorum: number | null;
}

export const viewOf = (server: string, state: SpecState): NodeView => {
  const name = (variable: string): string => {
    const value = at(state, variable, model(server));
    return value?.kind === "model" ? value.name : "";
  };
  const round = at(state, "scoutingInfo", model(server));
  const term = round === undefined ? undefined : valueAt(round, string("term"));
  const quorum = at(state, "quorumSetting", model(server));
  return {
    role: name("state"),
    leaderless: name("leaderId") === "Nil" && name("tentativeLeaderId") === "Nil",
    roundOpen: term?.kind === "int" && term.value > 0,
    quorum: quorum?.kind === "int" ? quorum.value : null,
  };
};
