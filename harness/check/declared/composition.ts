import type { ItfValue } from "../../../traces/itf.ts";
import type { LocatedEvent, Trace } from "../../../traces/trace.ts";
import type { CompositionStep, Declarations } from "../../spec/declarations.ts";

/**
 * An event, or one of the steps that it is composed of. Line, file and `seq` are those of the event, whatever the step;
 * what is logged of the state holds after the last step.
 */
export interface ComposedEvent extends LocatedEvent {
  readonly part?: EventPart;
}

/** Which step of which composition it is, from 1. */
export interface EventPart {
  readonly event: string;
  readonly step: number;
  readonly of: number;
}

/** The trace with each composed event in its steps; everything after this knows actions of the spec only. */
export const expandTrace = (trace: Trace, { compose }: Pick<Declarations, "compose">): Trace =>
  compose.size === 0
    ? trace
    : { ...trace, events: trace.events.flatMap((located) => expandEvent(located, { compose })) };

/** The steps of one event: itself, unless a composition of its name is declared. */
export const expandEvent = (
  located: LocatedEvent,
  { compose }: Pick<Declarations, "compose">,
): readonly ComposedEvent[] => {
  const { action } = located.event;
  const steps = action === undefined ? undefined : compose.get(action);
  return action === undefined || steps === undefined
    ? [located]
    : steps.map((step, index) =>
        stepEvent(located, step, { event: action, step: index + 1, of: steps.length }),
      );
};

const stepEvent = (located: LocatedEvent, step: CompositionStep, part: EventPart): ComposedEvent => {
  const { args, state, ...event } = located.event;
  const isLast = part.step === part.of;
  return {
    ...located,
    part,
    event: {
      ...event,
      action: step.action,
      ...(args === undefined ? {} : { args: stepArgs(step, args) }),
      ...(isLast && state !== undefined ? { state } : {}),
    },
  };
};

/** An argument that the event does not give stays open. */
const stepArgs = (
  { args: sources = {} }: CompositionStep,
  given: Readonly<Record<string, ItfValue>>,
): Readonly<Record<string, ItfValue>> =>
  Object.fromEntries(
    Object.entries(sources).flatMap(([parameter, source]) => {
      const value = Object.hasOwn(given, source) ? given[source] : undefined;
      return value === undefined ? [] : [[parameter, value] as const];
    }),
  );

/** How many events of the trace have ended among these: each counts when its last step is there. */
export const countWhole = (events: readonly ComposedEvent[]): number =>
  events.filter(({ part }) => part === undefined || part.step === part.of).length;

/** Names of arguments that events of a declared name may give; undefined for events that are no composition. */
export const composedArguments = (
  action: string,
  { compose }: Pick<Declarations, "compose">,
): readonly string[] | undefined => {
  const steps = compose.get(action);
  return steps && [...new Set(steps.flatMap(({ args = {} }) => Object.values(args)))];
};
