import type { TraceEvent } from "../../traces/schema.ts";
import { isPoints } from "../check/tables.ts";

/** One thing that an event says to a checker, by the event's index. */
export interface Fact {
  readonly event: number;
  readonly field: "action" | "argument" | "variable" | "point";
  /** Of the argument or variable. */
  readonly name: string;
  /** Number of the point, from 0. */
  readonly point: number;
}

/** Everything that some events say. */
export const factsOf = (events: readonly TraceEvent[]): readonly Fact[] =>
  events.flatMap(({ action, args, state }, event) => [
    ...(action === undefined ? [] : [{ event, field: "action" as const, name: "", point: 0 }]),
    ...Object.keys(args ?? {}).map((name) => ({ event, field: "argument" as const, name, point: 0 })),
    ...Object.entries(state ?? {}).flatMap(([name, logged]): readonly Fact[] =>
      isPoints(logged)
        ? logged["#at"].map((_, point) => ({ event, field: "point", name, point }))
        : [{ event, field: "variable", name, point: 0 }],
    ),
  ]);

/** The events as far as the facts say; arguments go with their action. */
export const onlyFacts = (events: readonly TraceEvent[], facts: readonly Fact[]): readonly TraceEvent[] => {
  const kept = new Set(facts.map(keyOf));
  return events.map((event, index) => {
    const { action, args, state, ...rest } = event;
    const has = (field: Fact["field"], name: string, point = 0): boolean =>
      kept.has(keyOf({ event: index, field, name, point }));
    const named = action !== undefined && has("action", "");
    const given = Object.entries(args ?? {}).filter(([name]) => named && has("argument", name));
    const logged = Object.entries(state ?? {}).flatMap(([name, value]) => {
      if (!isPoints(value)) return has("variable", name) ? [[name, value] as const] : [];
      const points = value["#at"].filter((_, point) => has("point", name, point));
      return points.length === 0 ? [] : [[name, { "#at": points }] as const];
    });
    return {
      ...rest,
      ...(named ? { action } : {}),
      ...(given.length === 0 ? {} : { args: Object.fromEntries(given) }),
      ...(logged.length === 0 ? {} : { state: Object.fromEntries(logged) }),
    };
  });
};

const keyOf = ({ event, field, name, point }: Fact): string => `${event} ${field} ${point} ${name}`;
