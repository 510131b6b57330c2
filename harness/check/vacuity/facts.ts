import { createHash } from "node:crypto";
import type { LoggedValue } from "../../../traces/itf.ts";
import type { TraceEvent, TraceHeader } from "../../../traces/schema.ts";
import { createWatch, mergeSeen, NOTHING_SEEN, type Seen, type Watch } from "./seen.ts";

/** What some events say at all, whatever the spec makes of it. JSON-serialisable, and small however many events. */
export interface Facts {
  readonly traces: number;
  readonly events: number;
  readonly withoutAction: number;
  readonly withoutArgs: number;
  readonly withoutState: number;
  /** Events that name an action, by its name. */
  readonly actions: Readonly<Record<string, number>>;
  /** By action and parameter, as `Action.parameter`. */
  readonly args: Readonly<Record<string, Seen>>;
  /** Variables that some event constrains. */
  readonly variables: Readonly<Record<string, Seen>>;
}

/** Of one trace; `content` is equal for traces that say the same. */
export interface TraceFacts extends Facts {
  readonly content: string;
}

export interface FactsCollector {
  readonly add: (event: TraceEvent) => void;
  readonly facts: () => TraceFacts;
}

export const NO_FACTS: Facts = {
  ...{ traces: 0, events: 0, withoutAction: 0, withoutArgs: 0, withoutState: 0 },
  ...{ actions: {}, args: {}, variables: {} },
};

/** Sums up a trace event by event, in the order of the trace; constants of its header belong to its content. */
export const createFacts = (constants: TraceHeader["constants"] = {}): FactsCollector => {
  const { append, digest } = createContent(JSON.stringify(constants));
  const counts = { events: 0, withoutAction: 0, withoutArgs: 0, withoutState: 0 };
  const actions = new Map<string, number>();
  const args = new Map<string, Watch>();
  const variables = new Map<string, Watch>();
  const add = (event: TraceEvent): void => {
    const given = Object.entries(event.args ?? {});
    const state = Object.entries(event.state ?? {});
    let content = `\n${JSON.stringify(event.action ?? null)}`;
    counts.events += 1;
    counts.withoutAction += event.action === undefined ? 1 : 0;
    counts.withoutArgs += given.length === 0 ? 1 : 0;
    counts.withoutState += state.length === 0 ? 1 : 0;
    if (event.action !== undefined) actions.set(event.action, (actions.get(event.action) ?? 0) + 1);
    const note = (watches: Map<string, Watch>, name: string, value: LoggedValue): void => {
      const json = JSON.stringify(value);
      content += `\n ${JSON.stringify(name)}:${json}`;
      watchOf(watches, name).note(value, json);
    };
    for (const [name, value] of given) note(args, `${event.action ?? ""}.${name}`, value);
    for (const [name, value] of state) note(variables, name, value);
    append(content);
  };
  const facts = (): TraceFacts => ({
    traces: 1,
    ...counts,
    actions: Object.fromEntries(actions),
    args: seen(args),
    variables: seen(variables),
    content: digest().slice(0, CONTENT_LENGTH),
  });
  return { add, facts };
};

/** A hash is asked once for some events: each call costs more than they do. */
const createContent = (start: string) => {
  const hash = createHash("sha256");
  let pending = start;
  const flush = (): void => {
    hash.update(pending);
    pending = "";
  };
  const append = (text: string): void => {
    pending += text;
    if (pending.length > 4096) flush();
  };
  const digest = (): string => {
    flush();
    return hash.copy().digest("hex");
  };
  return { append, digest };
};

/** Hexadecimal digits: 128 bits. */
const CONTENT_LENGTH = 32;

/** Of all events of two sets. Commutative and associative; `NO_FACTS` is neutral. */
export const mergeFacts = (left: Facts, right: Facts): Facts => ({
  traces: left.traces + right.traces,
  events: left.events + right.events,
  withoutAction: left.withoutAction + right.withoutAction,
  withoutArgs: left.withoutArgs + right.withoutArgs,
  withoutState: left.withoutState + right.withoutState,
  actions: mergeRecords(left.actions, right.actions, (one = 0, other = 0) => one + other),
  args: mergeRecords(left.args, right.args, mergedSeen),
  variables: mergeRecords(left.variables, right.variables, mergedSeen),
});

const mergedSeen = (one: Seen = NOTHING_SEEN, other: Seen = NOTHING_SEEN): Seen => mergeSeen(one, other);

const mergeRecords = <T>(
  left: Readonly<Record<string, T>>,
  right: Readonly<Record<string, T>>,
  merge: (one: T | undefined, other: T | undefined) => T,
): Readonly<Record<string, T>> => {
  const [ours, theirs] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return Object.fromEntries([...names].map((name) => [name, merge(ours.get(name), theirs.get(name))]));
};

const watchOf = (watches: Map<string, Watch>, name: string): Watch => {
  const known = watches.get(name);
  if (known !== undefined) return known;
  const fresh = createWatch();
  watches.set(name, fresh);
  return fresh;
};

const seen = (watches: ReadonlyMap<string, Watch>): Facts["args"] =>
  Object.fromEntries([...watches].map(([name, one]) => [name, one.seen()]));

/** The facts of a trace that is at hand as a whole. */
export const factsOf = (trace: {
  readonly header: TraceHeader;
  readonly events: readonly { readonly event: TraceEvent }[];
}): TraceFacts => {
  const collector = createFacts(trace.header.constants);
  for (const { event } of trace.events) collector.add(event);
  return collector.facts();
};
