import { eventFindings } from "./explain.ts";
import { decodeHeader, isHeaderLike, isKnownFormat } from "./headerLine.ts";
import { excerpt } from "./jsonText.ts";
import { createOrderCheck, type OrderCheck } from "./order.ts";
import type { ProblemList } from "./problemList.ts";
import type { TraceHeader } from "./schema.ts";
import { isObject, isTraceEvent } from "./shape.ts";
import type { LocatedEvent } from "./trace.ts";
import type { Finding } from "./valueFindings.ts";

/** Takes the JSON value of each line and says what is wrong with it and with the whole. */
export interface TraceBuilder {
  /** Returns false when nothing that follows can be understood. */
  readonly line: (number: number, value: unknown) => boolean;
  /** A line stood here that is no JSON value. */
  readonly unreadable: () => void;
  readonly end: () => TraceParts;
}

export interface TraceParts {
  readonly header: TraceHeader | undefined;
  readonly events: readonly LocatedEvent[];
}

export interface BuilderLimits {
  readonly maxEvents: number;
  readonly allowNoEvents: boolean;
}

/** A builder before the first line. */
export const createTraceBuilder = (problems: ProblemList, limits: BuilderLimits): TraceBuilder => {
  const order = createOrderCheck(problems);
  const events: LocatedEvent[] = [];
  const context = { problems, order, events, maxEvents: limits.maxEvents };
  let lines = 0;
  let header: TraceHeader | undefined;

  const firstLine = (value: unknown): boolean => {
    if (!isHeaderLike(value)) {
      problems.add("TRC020", `expected a header, found ${excerpt(value)}`, 1);
      return isObject(value) && "seq" in value ? addEvent(context, 1, value) : true;
    }
    const decoded = decodeHeader(value);
    addFindings(problems, 1, decoded.findings);
    header = decoded.header;
    return isKnownFormat(value);
  };

  return {
    line: (number, value) => {
      lines++;
      return number === 1 ? firstLine(value) : addEvent(context, number, value);
    },
    unreadable: () => {
      // An unreadable first line stands for the header: it has no number.
      if (lines++ > 0) order.unreadable();
    },
    end: () => {
      if (lines === 0 && !problems.some()) problems.add("TRC010", "expected a header, found no line");
      if (lines === 1 && header !== undefined && !limits.allowNoEvents) {
        problems.add("TRC011", "expected events, found the header only", 1);
      } else if (header !== undefined) checkExpectation(problems, header, events);
      return { header, events };
    },
  };
};

interface EventContext {
  readonly problems: ProblemList;
  readonly order: OrderCheck;
  readonly events: LocatedEvent[];
  readonly maxEvents: number;
}

const addEvent = ({ problems, order, events, maxEvents }: EventContext, line: number, value: unknown) => {
  if (events.length >= maxEvents) {
    problems.add("TRC016", `expected at most ${maxEvents} events, found more`, line);
    return false;
  }
  if (isHeaderLike(value)) {
    problems.add("TRC023", `expected an event, found a second header ${excerpt(value)}`, line);
    return false;
  }
  if (isTraceEvent(value)) {
    const located = { line, event: value };
    events.push(located);
    order.event(located);
    return true;
  }
  // When problems are only counted, the schema need not be asked for its reasons.
  if (problems.isFull()) problems.add("TRC026", "", line);
  else addFindings(problems, line, eventFindings(value));
  order.unreadable();
  return true;
};

const addFindings = (problems: ProblemList, line: number, findings: readonly Finding[]): void => {
  for (const { code, text } of findings) problems.add(code, text, line);
};

/** An example that must be refused says where: a wrong place there would prove nothing. */
const checkExpectation = (
  problems: ProblemList,
  { expect }: TraceHeader,
  events: readonly LocatedEvent[],
): void => {
  if (expect === undefined) return;
  const named = events.find(({ line }) => line === expect.line);
  if (named?.event.seq === expect.seq) return;
  const found = named === undefined ? "no event there" : `seq ${named.event.seq}`;
  problems.add("TRC035", `expect: expected seq ${expect.seq} in line ${expect.line}, found ${found}`, 1);
};
