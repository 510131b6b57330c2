import { traceProblem } from "./codes.ts";
import { excerpt } from "./jsonText.ts";
import type { Problem } from "./problem.ts";
import type { TraceEvent } from "./schema.ts";
import type { LocatedEvent } from "./trace.ts";

/** The events of one file, in its order. */
export interface Lane {
  readonly file: string;
  readonly events: readonly LocatedEvent[];
}

/** Which events may come next, given those that came. */
export interface MergeState {
  /** What makes any order impossible: TRC054, TRC061, TRC063. */
  readonly problems: readonly Problem[];
  /** What must come before the event; undefined when it may be next. */
  readonly waitsFor: (event: TraceEvent) => string | undefined;
  readonly take: (event: TraceEvent) => void;
}

/** The state before the first event. */
export const createMergeState = (lanes: readonly Lane[]): MergeState => {
  const senders = sendsOf(lanes);
  const orders = ordersOfSharedNodes(lanes);
  const sent = new Set<string>();
  const taken = new Map<string, number>();
  return {
    problems: [...senders.problems, ...receiveProblems(lanes, senders.ids), ...orders.problems],
    waitsFor: ({ node = "", nodeSeq, received }) => {
      if (received !== undefined && !sent.has(received)) return `the send of ${excerpt(received)}`;
      const expected = orders.byNode.get(node)?.[taken.get(node) ?? 0];
      return expected === undefined || expected === nodeSeq
        ? undefined
        : `event ${expected} of ${excerpt(node)}`;
    },
    take: (event) => {
      for (const id of event.sent ?? []) sent.add(id);
      if (event.node !== undefined) taken.set(event.node, (taken.get(event.node) ?? 0) + 1);
    },
  };
};

interface Sends {
  readonly ids: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

const sendsOf = (lanes: readonly Lane[]): Sends => {
  const places = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { file, events } of lanes) {
    for (const { line, event } of events) {
      for (const id of event.sent ?? []) {
        const earlier = places.get(id);
        if (earlier === undefined) places.set(id, `${file}:${line}`);
        else {
          const text = `sent: expected a new message id, found ${excerpt(id)} as in ${earlier}`;
          problems.push(traceProblem("TRC054", { file, line }, text));
        }
      }
    }
  }
  return { ids: new Set(places.keys()), problems };
};

const receiveProblems = (lanes: readonly Lane[], ids: ReadonlySet<string>): readonly Problem[] =>
  lanes.flatMap(({ file, events }) =>
    events
      .filter(({ event }) => event.received !== undefined && !ids.has(event.received))
      .map(({ line, event }) => {
        const text = `received: expected a send of ${excerpt(event.received)} in some file, found none`;
        return traceProblem("TRC061", { file, line }, text);
      }),
  );

interface Orders {
  readonly byNode: ReadonlyMap<string, readonly number[]>;
  readonly problems: readonly Problem[];
}

/** A node that stands in one file has that file's order; one in several needs its nodeSeq. */
const ordersOfSharedNodes = (lanes: readonly Lane[]): Orders => {
  const filesOf = new Map<string, Set<Lane>>();
  for (const lane of lanes) {
    for (const { event } of lane.events) {
      if (event.node === undefined) continue;
      const files = filesOf.get(event.node) ?? new Set<Lane>();
      filesOf.set(event.node, files.add(lane));
    }
  }
  const orders = [...filesOf].filter(([, files]) => files.size > 1).map(([node]) => orderOf(node, lanes));
  return {
    byNode: new Map(orders.map(({ node, numbers }) => [node, numbers])),
    problems: orders.flatMap(({ problems }) => problems),
  };
};

const orderOf = (node: string, lanes: readonly Lane[]) => {
  const numbers = new Set<number>();
  const problems: Problem[] = [];
  for (const { file, events } of lanes) {
    for (const { line, event } of events) {
      if (event.node !== node) continue;
      if (event.nodeSeq === undefined || numbers.has(event.nodeSeq)) {
        const found = event.nodeSeq === undefined ? "none" : `${event.nodeSeq} twice`;
        const text = `nodeSeq: expected a number of its own, as ${excerpt(node)} stands in several files, found ${found}`;
        problems.push(traceProblem("TRC063", { file, line }, text));
      } else numbers.add(event.nodeSeq);
    }
  }
  return { node, numbers: [...numbers].sort((left, right) => left - right), problems };
};
