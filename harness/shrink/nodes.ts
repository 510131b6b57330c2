import type { ItfValue, LoggedValue } from "../../traces/itf.ts";
import type { TraceEvent } from "../../traces/schema.ts";
import { isTraceEvent } from "../../traces/shape.ts";
import { isPoints } from "../check/tables.ts";
import { asList, partsOf } from "../mutate/parts.ts";
import type { Draft } from "./judge.ts";

/**
 * Ways to drop a node: its events; and, where a constant of the header holds it in a set, everything that names it. The
 * node of the last event stays.
 */
export const nodeDrafts = ({ header, events }: Draft): readonly Draft[] => {
  const nodes = new Set([...(header.nodes ?? []), ...events.flatMap(({ node }) => node ?? [])]);
  nodes.delete(events.at(-1)?.node ?? "");
  return [...nodes].flatMap((node) => {
    const others = events.filter((event) => event.node !== node);
    const fewer: readonly Draft[] = others.length < events.length ? [{ header, events: others }] : [];
    const constants = header.constants ?? {};
    if (!Object.values(constants).some((value) => mentions(value, node))) return fewer;
    const everywhere = {
      header: {
        ...header,
        constants: fieldsWithout(constants, node),
        ...(header.nodes && { nodes: header.nodes.filter((name) => name !== node) }),
      },
      events: others.filter((event) => !isAbout(event, node)).flatMap((event) => eventWithout(event, node)),
    };
    return [everywhere, ...fewer];
  });
};

const mentions = (value: ItfValue, node: string): boolean =>
  value === node || asList(value)?.items.some((item) => mentions(item, node)) === true;

const isAbout = ({ args }: TraceEvent, node: string): boolean =>
  Object.values(args ?? {}).some((value) => mentions(value, node));

/** Nothing for an event that then says nothing. */
const eventWithout = (event: TraceEvent, node: string): readonly TraceEvent[] => {
  const { state, ...rest } = event;
  const kept = Object.entries(state ?? {}).flatMap(([name, logged]) => {
    const value = loggedWithout(logged, node);
    return value === null ? [] : [[name, value] as const];
  });
  const smaller = kept.length === 0 ? rest : { ...rest, state: Object.fromEntries(kept) };
  return isTraceEvent(smaller) ? [smaller] : [];
};

const loggedWithout = (logged: LoggedValue, node: string): LoggedValue | null => {
  if (!isPoints(logged)) return valueWithout(logged, node);
  const pairs = pairsWithout(logged["#at"], node);
  return pairs.length === 0 ? null : { "#at": pairs };
};

/** Elements of sets and points of functions that are the node, or tuples with it, go; all else stays. */
const valueWithout = (value: ItfValue, node: string): ItfValue => {
  const list = asList(value);
  if (list?.kind === "set")
    return list.whole(
      list.items.filter((item) => !mentions(item, node)).map((item) => valueWithout(item, node)),
    );
  if (typeof value === "object" && "#map" in value && Array.isArray(value["#map"]))
    return { "#map": pairsWithout(value["#map"] as Pairs, node) };
  let whole = value;
  for (const [index] of partsOf(value).entries()) {
    const part = partsOf(whole)[index];
    if (part !== undefined) whole = part.replaced(valueWithout(part.value, node));
  }
  return whole;
};

type Pairs = readonly (readonly [ItfValue, ItfValue])[];

const pairsWithout = (pairs: Pairs, node: string): Pairs =>
  pairs.filter(([key]) => !mentions(key, node)).map(([key, image]) => [key, valueWithout(image, node)]);

const fieldsWithout = (fields: Readonly<Record<string, ItfValue>>, node: string) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueWithout(value, node)]));
