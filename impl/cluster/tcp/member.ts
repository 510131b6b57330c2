import type { NodeId } from "../../elector/types.ts";
import type { Standing } from "./control.ts";
import { WELCOME_WITHIN_MS } from "./dialer.ts";
import { ClusterFailed } from "./failure.ts";
import type { ProcessFault } from "./faults.ts";
import type { Life } from "./life.ts";

/** One process of a node, when it is over. */
export interface Incarnation {
  readonly node: NodeId;
  readonly incarnation: number;
  /** Its record. */
  readonly file: string;
  /** The term it began with. */
  readonly term: number;
  /** By SIGKILL: its record may end in the middle of a line. */
  readonly killed: boolean;
  /** Its number among all processes of the run, in the order in which they began. */
  readonly begun: number;
  /** As it said last. */
  readonly standing: Standing | undefined;
}

/** What a node needs of its cluster. */
export interface MemberContext {
  /** The term that the processes before leave to the next (1.9). */
  readonly termAfter: (past: readonly Incarnation[]) => Promise<number>;
  readonly start: (node: NodeId, next: { readonly incarnation: number; readonly term: number }) => Life;
  /** Lets a process take its first step and tells everybody where it listens; gives its number. */
  readonly begin: (life: Life, port: number) => number;
  /** Asked whenever a process is about to be stopped or was continued. */
  readonly onHeld: () => void;
}

/** A node over all its processes. */
export interface Member {
  readonly node: NodeId;
  /** Starts the first process; `begin` then lets it take its first step at that port. */
  readonly start: () => Promise<number>;
  readonly begin: (port: number) => void;
  /** Faults of one node, one after the other; one that finds nothing to do does nothing. */
  readonly suffer: (fault: ProcessFault) => Promise<void>;
  readonly current: () => Life | undefined;
  /** Process id while it is stopped. */
  readonly heldPid: () => number | undefined;
  /** Lets it close its record, then ends it. */
  readonly finish: () => Promise<void>;
  /** Ends it at once, whatever it does. */
  readonly destroy: () => Promise<void>;
  readonly incarnations: () => readonly Incarnation[];
}

/** A node without a process. */
export const createMember = (node: NodeId, context: MemberContext): Member => {
  const state: State = {
    node,
    context,
    past: [],
    life: undefined,
    begun: 0,
    held: false,
    over: false,
    endedAt: -Infinity,
    ending: Promise.resolve(),
  };
  let queue: Promise<void> = Promise.resolve();
  return {
    node,
    start: () => startNext(state),
    begin: (port) => begin(state, port),
    suffer: (fault) => (queue = queue.then(() => apply(state, fault))),
    current: () => state.life,
    heldPid: () => (state.held ? state.life?.child.pid : undefined),
    finish: async () => {
      await queue;
      await apply(state, { kind: "resume", node });
      await state.life?.finish();
      await end(state, "released");
    },
    destroy: () => {
      state.over = true;
      return end(state, "killed");
    },
    incarnations: () => state.past,
  };
};

interface State {
  readonly node: NodeId;
  readonly context: MemberContext;
  readonly past: Incarnation[];
  life: Life | undefined;
  begun: number;
  held: boolean;
  /** No further process. */
  over: boolean;
  /** Of the clock of this process. */
  endedAt: number;
  /** When the process that was ended last is gone. */
  ending: Promise<void>;
}

const startNext = async (state: State): Promise<number> => {
  const { node, context, past } = state;
  const term = await context.termAfter(past);
  if (state.over) throw new ClusterFailed({ cause: "aborted", node, reason: "the run is over" });
  state.begun = 0;
  state.life = context.start(node, { incarnation: past.length + 1, term });
  return state.life.ready;
};

const begin = (state: State, port: number): void => {
  if (state.life !== undefined) state.begun = state.context.begin(state.life, port);
};

const apply = async (state: State, fault: ProcessFault): Promise<void> => {
  switch (fault.kind) {
    case "crash":
      return end(state, "killed");
    case "restart":
      return restart(state);
    case "pause": {
      if (state.life === undefined || state.held) return;
      setHeld(state, true);
      state.life.child.kill("SIGSTOP");
      return;
    }
    case "resume": {
      if (!state.held) return;
      state.life?.child.kill("SIGCONT");
      setHeld(state, false);
      return;
    }
    case "order":
      return state.life?.child.send({ kind: "order", order: fault.order });
  }
};

const setHeld = (state: State, held: boolean): void => {
  state.held = held;
  state.context.onHeld();
};

/** A node that never ran, or runs, is not restarted. */
const restart = async (state: State): Promise<void> => {
  if (state.life !== undefined || state.past.length === 0) return;
  const port = await startNext(state);
  // A welcome by the process before must be too old to be believed when the new one begins (dialer.ts).
  await delay(state.endedAt + 2 * WELCOME_WITHIN_MS - performance.now());
  begin(state, port);
};

/** Whoever finds another's end under way waits for that. */
const end = (state: State, how: "killed" | "released"): Promise<void> => {
  const { life } = state;
  if (life === undefined) return state.ending;
  state.life = undefined;
  state.ending = outlive(state, life, how);
  return state.ending;
};

const outlive = async (state: State, life: Life, how: "killed" | "released"): Promise<void> => {
  await life.end(how);
  state.endedAt = performance.now();
  if (state.held) setHeld(state, false);
  const { self: node, incarnation, file, term } = life.setup;
  const killed = how === "killed";
  state.past.push({ node, incarnation, file, term, killed, begun: state.begun, standing: life.standing() });
};

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, milliseconds));
  });
