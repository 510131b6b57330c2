import { randomBytes } from "node:crypto";
import type { ElectorConfig } from "../../elector/config.ts";
import type { NodeId } from "../../elector/types.ts";
import type { Entry } from "./childNode.ts";
import { ClusterFailed } from "./failure.ts";
import type { ClusterFailure } from "./failure.ts";
import type { ProcessFault, TimedFault } from "./faults.ts";
import { startLife } from "./life.ts";
import { createMember } from "./member.ts";
import type { Incarnation, Member, MemberContext } from "./member.ts";
import type { Ports } from "./node.ts";
import { describeCluster, eventsOf } from "./standing.ts";
import { createTrouble } from "./trouble.ts";
import type { Trouble } from "./trouble.ts";
import { createWatchdog } from "./watchdog.ts";

export interface ClusterOptions {
  readonly nodes: readonly NodeId[];
  readonly entry: Entry;
  readonly seed: number;
  /** Times in real milliseconds. */
  readonly configOf: (node: NodeId) => ElectorConfig;
  readonly faults: readonly TimedFault[];
  /** Ends after so many milliseconds, or as soon as all processes together have recorded so many steps. */
  readonly until: { readonly ms: number; readonly events: number };
  /** Where the program of a process keeps its record. */
  readonly fileOf: (node: NodeId, incarnation: number) => string;
  /** The term that a node's ended processes leave to the next (1.9). */
  readonly termAfter: (past: readonly Incarnation[]) => Promise<number>;
  /** Handed through to whoever keeps the records. */
  readonly note: string;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

export type ClusterRun =
  | { readonly ok: true; readonly incarnations: readonly Incarnation[] }
  | { readonly ok: false; readonly failure: ClusterFailure };

/**
 * Runs one process a node on this machine and does to them what the faults say. On return, whatever the end, no
 * process of the run is left; should this process end first, they see it by their IPC channels.
 */
export const runCluster = async (options: ClusterOptions): Promise<ClusterRun> => {
  const watchdog = createWatchdog();
  const trouble = createTrouble(options.signal);
  const members: readonly Member[] = membersOf(options, trouble, () =>
    watchdog.hold(members.flatMap((member) => member.heldPid() ?? [])),
  );
  try {
    const living = live(members, options, trouble);
    // When there is trouble first, what comes of the rest is of no interest.
    living.catch(() => undefined);
    await Promise.race([trouble.happened, living]);
    const incarnations = members.flatMap((member) => member.incarnations());
    return { ok: true, incarnations };
  } catch (error) {
    const failure = trouble.first() ?? (error instanceof ClusterFailed ? error.failure : undefined);
    if (failure === undefined) throw error;
    return { ok: false, failure };
  } finally {
    await Promise.all(members.map((member) => member.destroy()));
    watchdog.close();
    trouble.close();
  }
};

const membersOf = (options: ClusterOptions, trouble: Trouble, onHeld: () => void): readonly Member[] => {
  const shared = {
    nodes: options.nodes,
    token: randomBytes(32).toString("hex"),
    startedAt: Date.now(),
    port: 0,
    mostEvents: options.until.events,
    note: options.note,
  };
  let ports: Ports = {};
  let begun = 0;
  const context: MemberContext = {
    termAfter: options.termAfter,
    start: (self, next) => {
      const file = options.fileOf(self, next.incarnation);
      const own = { self, ...next, file, config: options.configOf(self), seed: seedOf(options, self, next) };
      return startLife(options.entry, { ...shared, ...own }, trouble.report);
    },
    begin: (life, port) => {
      ports = { ...ports, [life.setup.self]: port };
      life.child.send({ kind: "begin", ports });
      for (const member of members) member.current()?.child.send({ kind: "ports", ports });
      return ++begun;
    },
    onHeld,
  };
  const members = options.nodes.map((node) => createMember(node, context));
  return members;
};

/** Every process draws its waits for itself. */
const seedOf = (
  { nodes, seed }: ClusterOptions,
  node: NodeId,
  { incarnation }: { readonly incarnation: number },
): number => seed * 10_000 + nodes.indexOf(node) * 1000 + incarnation;

const live = async (members: readonly Member[], options: ClusterOptions, trouble: Trouble): Promise<void> => {
  options.progress(`starting ${members.length} processes`);
  const ready = await Promise.all(members.map(async (member) => ({ member, port: await member.start() })));
  for (const { member, port } of ready) member.begin(port);
  await play(members, options, trouble);
  if (trouble.any()) return;
  options.progress("closing the records");
  await Promise.all(members.map((member) => member.finish()));
};

/** Milliseconds between two looks at the cluster. */
const LOOK_EVERY_MS = 25;

/** Milliseconds between two lines of progress. */
const SHOW_EVERY_MS = 500;

const play = async (
  members: readonly Member[],
  { faults, until, progress }: ClusterOptions,
  trouble: Trouble,
): Promise<void> => {
  const began = performance.now();
  const waiting = [...faults];
  let shownAt = -Infinity;
  while (!trouble.any()) {
    const now = performance.now() - began;
    while (waiting[0] !== undefined && waiting[0].at <= now)
      for (const { fault } of waiting.splice(0, 1))
        memberOf(members, fault).suffer(fault).catch(trouble.caught);
    const events = eventsOf(members);
    if (now - shownAt >= SHOW_EVERY_MS) {
      shownAt = now;
      progress(`${(now / 1000).toFixed(1)} s, ${events} events, ${describeCluster(members)}`);
    }
    if (now >= until.ms || events >= until.events) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};

const memberOf = (members: readonly Member[], { node }: ProcessFault): Member => {
  const member = members.find((one) => one.node === node);
  if (member === undefined) throw new Error(`no node ${node} in this cluster`);
  return member;
};
