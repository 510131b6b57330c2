import { createElector } from "./create.ts";
import { effect } from "./effect.ts";
import type {
  ElectorAction,
  ElectorEvent,
  ElectorOutput,
  ElectorState,
  ElectorStep,
  MessageKind,
  NodeId,
  Reason,
  TimerKind,
} from "./types.ts";

// States, events and expected steps to write tests with, in the shape of table 1.5. Four nodes and quorum 3, as in
// the product's own unit tests (section 2).

export const exampleNodes: readonly NodeId[] = ["S1", "S2", "S3", "S4"];

/** S1, constructed and not started. */
export const dormant = (patch: Partial<ElectorState> = {}): ElectorState => ({
  ...createElector({ self: "S1", nodes: exampleNodes, quorum: 3 }),
  ...patch,
});

/** S1, a follower that knows nobody. */
export const follower = (patch: Partial<ElectorState> = {}): ElectorState =>
  dormant({ role: "Follower", reason: "STARTED", term: 5, age: 1, ...patch });

/** S1, following `leader` since `now`. */
export const following = (leader: NodeId, now = 1000): ElectorState =>
  follower({ reason: "NONE", leaderId: leader, lastLeaderHeartbeat: now });

/** S1, having voted for `candidate` at `now`. */
export const voted = (candidate: NodeId, now = 1000): ElectorState =>
  follower({ tentativeLeaderId: candidate, lastLeaderHeartbeat: now });

/** S1, with a scouting round for term 6 in progress. */
export const scouting = (responses: Readonly<Record<NodeId, boolean>> = { S1: true }): ElectorState =>
  follower({ reason: "NONE", scouting: { term: 6, responses } });

/** S1, candidate in term 5. */
export const candidate = (supporters: readonly NodeId[] = ["S1"]): ElectorState =>
  follower({ role: "Candidate", reason: "NONE", supporters });

/** S1, leader of term 5. */
export const leader = (supporters: readonly NodeId[] = ["S1", "S2", "S3"]): ElectorState =>
  follower({ role: "Leader", reason: "NONE", leaderId: "S1", supporters });

export const timer = (kind: TimerKind): ElectorEvent => ({ kind: "timer", timer: kind });

export const message = (from: NodeId, kind: MessageKind, term: number): ElectorEvent => ({
  kind: "message",
  from,
  message: { kind, term },
});

export const scoutingAnswer = (from: NodeId, willVote: boolean, term = 5): ElectorEvent => ({
  kind: "message",
  from,
  message: { kind: "ScoutingResponse", term, willVote },
});

export const nodeStatus = (from: NodeId, isAvailable: boolean): ElectorEvent => ({
  kind: "message",
  from,
  message: { kind: "NodeStatus", term: 0, isAvailable },
});

/** One row of table 1.5 as a test case: what is not named in `state` and `output` must not change. */
export interface Row {
  /** The row of 1.5: "FOLLOWER | event | guard". */
  readonly row: string;
  readonly given: ElectorState;
  readonly when: ElectorEvent;
  /** 2000 unless said. */
  readonly now?: number;
  readonly action: ElectorAction | null;
  readonly state?: Partial<ElectorState>;
  readonly output?: Partial<ElectorOutput>;
}

/** The step the row demands; the age grows by itself with what is announced (1.2). */
export const expectedStep = ({ given, action, state, output }: Row): ElectorStep => ({
  state: { ...given, ...state, age: given.age + (output?.stateChanged === true ? 1 : 0) },
  action,
  output: effect(given, output ?? {}).output,
});

/** Changes that make a follower without leader of any elector. */
export const alone = (reason: Reason): Partial<ElectorState> => ({
  role: "Follower",
  reason,
  leaderId: null,
  tentativeLeaderId: null,
  supporters: [],
  lastLeaderHeartbeat: 0,
});
