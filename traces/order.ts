import { excerpt } from "./jsonText.ts";
import type { ProblemList } from "./problemList.ts";
import type { TraceEvent } from "./schema.ts";
import type { LocatedEvent } from "./trace.ts";

/** Checks, event by event, that one file's numbers and messages are in causal order. */
export interface OrderCheck {
  readonly event: (located: LocatedEvent) => void;
  /** An event stood here that nobody could read: its number is unknown. */
  readonly unreadable: () => void;
}

/** A check at the start of a file. */
export const createOrderCheck = (problems: ProblemList): OrderCheck => {
  const sequence = createSequenceCheck(problems);
  const nodes = createNodeCheck(problems);
  const messages = createMessageCheck(problems);
  return {
    event: (located) => {
      sequence.event(located);
      nodes(located);
      messages(located);
    },
    unreadable: sequence.unreadable,
  };
};

/** `seq` is 1, 2, 3, ...; after a mistake counting goes on from the number found, so that one mistake is one problem. */
const createSequenceCheck = (problems: ProblemList): OrderCheck => {
  const seen = createSeenNumbers();
  let expected: number | undefined = 1;
  return {
    event: ({ line, event: { seq } }) => {
      const earlier = seen.lineOf(seq);
      if (earlier !== undefined) {
        problems.add("TRC050", `seq: expected a new number, found ${seq} as in line ${earlier}`, line);
      } else if (expected !== undefined && seq !== expected) {
        problems.add("TRC051", `seq: expected ${expected}, found ${seq}`, line);
      }
      // A duplicate stands in the place of a number or beside it: what comes next is known only afterwards.
      expected = earlier === undefined ? seq + 1 : undefined;
      if (earlier === undefined) seen.add(seq, line);
    },
    unreadable: () => {
      expected = undefined;
    },
  };
};

/** Where each number stood. As long as numbers and lines rise together, as they should, nothing is kept of them. */
const createSeenNumbers = () => {
  const others = new Map<number, number>();
  let first: number | undefined;
  let next = 1;
  return {
    lineOf: (seq: number): number | undefined =>
      first !== undefined && seq < next ? first + seq - 1 : others.get(seq),
    add: (seq: number, line: number): void => {
      first ??= seq === 1 ? line : undefined;
      if (first !== undefined && seq === next && line === first + seq - 1) next += 1;
      else others.set(seq, line);
    },
  };
};

/** `nodeSeq` rises within each node; events that name no node count as one node's. */
const createNodeCheck = (problems: ProblemList) => {
  const last = new Map<string, number>();
  return ({ line, event: { node = "", nodeSeq } }: LocatedEvent): void => {
    if (nodeSeq === undefined) return;
    const before = last.get(node) ?? 0;
    if (nodeSeq <= before) {
      problems.add("TRC052", `nodeSeq: expected more than ${before}, found ${nodeSeq}`, line);
    }
    last.set(node, nodeSeq);
  };
};

/** A message is sent once, and before it is received; one that this file never sends came from another file. */
const createMessageCheck = (problems: ProblemList) => {
  const sentAt = new Map<string, number>();
  const receivedBeforeSend = new Map<string, number[]>();
  return (located: LocatedEvent): void => {
    const { line, event } = located;
    if (event.received !== undefined && !sentAt.has(event.received)) {
      const receipts = receivedBeforeSend.get(event.received);
      if (receipts === undefined) receivedBeforeSend.set(event.received, [line]);
      else receipts.push(line);
    }
    for (const id of sends(event)) {
      const earlier = sentAt.get(id);
      if (earlier !== undefined) {
        problems.add(
          "TRC054",
          `sent: expected a new message id, found ${excerpt(id)} as in line ${earlier}`,
          line,
        );
      }
      sentAt.set(id, line);
      for (const receipt of receivedBeforeSend.get(id) ?? []) {
        problems.add(
          "TRC053",
          `received: expected an earlier send of ${excerpt(id)}, found it in line ${line}`,
          receipt,
        );
      }
      receivedBeforeSend.delete(id);
    }
  };
};

const NOTHING: readonly string[] = [];
const sends = (event: TraceEvent): readonly string[] => event.sent ?? NOTHING;
