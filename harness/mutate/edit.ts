import { canonicalText } from "../../traces/canonical.ts";
import type { TraceEvent } from "../../traces/schema.ts";
import type { LocatedEvent, Trace } from "../../traces/trace.ts";
import type { Edit, OperatorName, RawEvent } from "./mutant.ts";
import { shortText } from "./parts.ts";

export const rawEvents = (events: readonly LocatedEvent[]): readonly RawEvent[] =>
  events.map(({ event }) => event);

/** An edit that puts `mutant` events in the place of `original` ones, after the first `before`. */
export const windowEdit = (
  before: number,
  size: { readonly original: number; readonly mutant: number },
  rest: Pick<Edit, "operator" | "change" | "means" | "events">,
): Edit => ({
  ...rest,
  event: before + 1,
  at: before + 1,
  alignment: { kind: "window", before, ...size },
});

/** An edit of a single event, which stays where it is. */
export const eventEdit = (
  trace: Trace,
  index: number,
  rest: {
    readonly operator: OperatorName;
    readonly change: string;
    readonly means: string;
    readonly event: () => RawEvent;
  },
): Edit =>
  windowEdit(
    index,
    { original: 1, mutant: 1 },
    {
      operator: rest.operator,
      change: rest.change,
      means: rest.means,
      events: () => rawEvents(trace.events).with(index, rest.event()),
    },
  );

/** `event 3, Put(item = red)` */
export const eventText = ({ seq, action, args }: TraceEvent): string => {
  const given = Object.entries(args ?? {}).map(([name, value]) => `${name} = ${shortText(value)}`);
  const step =
    action === undefined ? "a state" : given.length === 0 ? action : `${action}(${given.join(", ")})`;
  return `event ${seq}, ${step}`;
};

/** Equal for traces whose headers set the same constants. */
export const constantsText = ({ header }: Trace): string =>
  Object.entries(header.constants ?? {})
    .map(([name, value]) => `${name}=${canonicalText(value)}`)
    .sort()
    .join(";");
