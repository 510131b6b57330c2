import type { Trace } from "../../../traces/trace.ts";
import { constantsText, rawEvents } from "../edit.ts";
import type { Edit, RawEvent } from "../mutant.ts";
import type { OperatorContext } from "../operatorContext.ts";
import { eventKey } from "../identity.ts";

/** The start of one run and the end of another with the same constants. */
export function* splices(trace: Trace, { traces }: OperatorContext): Generator<Edit> {
  const constants = constantsText(trace);
  for (const other of traces)
    if (other !== trace && constantsText(other) === constants)
      for (let before = 1; before < trace.events.length; before += 1)
        for (let from = 1; from < other.events.length; from += 1)
          if (!meetsInText(trace, other, { before, from })) yield splice(trace, other, { before, from });
}

interface Seam {
  readonly before: number;
  readonly from: number;
}

/** Where the next event is the same in both, the seam could as well be one later. */
const meetsInText = (trace: Trace, other: Trace, { before, from }: Seam): boolean => {
  const [mine, theirs] = [trace.events[before]?.event, other.events[from]?.event];
  return mine !== undefined && theirs !== undefined && eventKey(mine) === eventKey(theirs);
};

const splice = (trace: Trace, other: Trace, { before, from }: Seam): Edit => ({
  operator: "splice",
  event: before + 1,
  at: before + 1,
  change: `${before} events, then ${other.file} from its event ${from + 1} on`,
  means: "the end of another run is accepted in a state in which that run was not",
  alignment: { kind: "splice", before, other, from },
  events: () => joined(rawEvents(trace.events.slice(0, before)), rawEvents(other.events.slice(from))),
});

/** Message ids that both runs use are sent by the first. */
const joined = (start: readonly RawEvent[], end: readonly RawEvent[]): readonly RawEvent[] => {
  const sent = new Set(start.flatMap(sends));
  return [
    ...start,
    ...end.map((event) => {
      const fresh = sends(event).filter((id) => !sent.has(id));
      return fresh.length === sends(event).length ? event : { ...event, sent: fresh };
    }),
  ];
};

const sends = ({ sent }: RawEvent): readonly string[] =>
  Array.isArray(sent) ? sent.filter((id) => typeof id === "string") : [];
