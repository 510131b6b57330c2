import { eventFindings } from "./explain.ts";
import { decodeHeader, isHeaderLike, isKnownFormat, type HeaderLike } from "./headerLine.ts";
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
  /** How many events were taken. */
  readonly events: number;
}

export interface BuilderLimits {
  readonly maxEvents: number;
  readonly allowNoEvents: boolean;
  /** Is handed each event in turn: the builder keeps none, for there may be millions. */
  readonly onEvent: (located: LocatedEvent) => void;
  readonly onHeader?: ((header: TraceHeader) => void) | undefined;
}

/** A builder before the first line. */
export const createTraceBuilder = (problems: ProblemList, limits: BuilderLimits): TraceBuilder => {
  const order = createOrderCheck(problems);
  const checkNode = createNodeNames(problems);
  let [lines, events] = [0, 0];
  let header: TraceHeader | undefined;
  // The event in the line that the header expects to be refused.
  let expected: LocatedEvent | undefined;
  const take = (located: LocatedEvent): void => {
    events++;
    if (located.line === header?.expect?.line) expected = located;
    order.event(located);
    checkNode(located, header?.nodes);
    limits.onEvent(located);
  };
  const context = { problems, order, take, isFull: () => events >= limits.maxEvents, limits };
  const firstLine = (value: unknown): boolean => {
    if (!isHeaderLike(value)) {
      problems.add("TRC020", `expected a header, found ${excerpt(value)}`, 1);
      return isObject(value) && "seq" in value ? addEvent(context, 1, value) : true;
    }
    header = readHeader(problems, value);
    if (header !== undefined) limits.onHeader?.(header);
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
      const empty = lines === 1 && !limits.allowNoEvents;
      if (header !== undefined) checkWhole(problems, header, { empty, expected });
      return { header, events };
    },
  };
};

const readHeader = (problems: ProblemList, value: HeaderLike): TraceHeader | undefined => {
  const { header, findings } = decodeHeader(value);
  addFindings(problems, 1, findings);
  return header;
};

/** A misspelt node would be one more node to everything that goes by nodes; each is told once. */
const createNodeNames = (problems: ProblemList) => {
  const told = new Set<string>();
  return ({ line, event: { node } }: LocatedEvent, nodes: readonly string[] | undefined): void => {
    if (node === undefined || nodes === undefined || nodes.includes(node) || told.has(node)) return;
    told.add(node);
    problems.add("TRC036", `node: expected one of ${excerpt(nodes)}, found ${excerpt(node)}`, line);
  };
};

interface EventContext {
  readonly problems: ProblemList;
  readonly order: OrderCheck;
  readonly take: (located: LocatedEvent) => void;
  readonly isFull: () => boolean;
  readonly limits: BuilderLimits;
}

const addEvent = ({ problems, order, take, isFull, limits }: EventContext, line: number, value: unknown) => {
  if (isFull()) {
    problems.add("TRC016", `expected at most ${limits.maxEvents} events, found more`, line);
    return false;
  }
  if (isHeaderLike(value)) {
    problems.add("TRC023", `expected an event, found a second header ${excerpt(value)}`, line);
    return false;
  }
  if (isTraceEvent(value)) {
    take({ line, event: value });
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

const checkWhole = (
  problems: ProblemList,
  header: TraceHeader,
  { empty, expected }: { readonly empty: boolean; readonly expected: LocatedEvent | undefined },
): void => {
  if (empty) problems.add("TRC011", "expected events, found the header only", 1);
  else checkExpectation(problems, header, expected);
};

/** An example that must be refused says where: a wrong place there would prove nothing. */
const checkExpectation = (
  problems: ProblemList,
  { expect }: TraceHeader,
  named: LocatedEvent | undefined,
): void => {
  if (expect === undefined) return;
  if (named?.event.seq === expect.seq) return;
  const found = named === undefined ? "no event there" : `seq ${named.event.seq}`;
  problems.add("TRC035", `expect: expected seq ${expect.seq} in line ${expect.line}, found ${found}`, 1);
};
