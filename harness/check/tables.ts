import type { ItfValue, LoggedValue } from "../../traces/itf.ts";
import type { TraceEvent } from "../../traces/schema.ts";
import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { fromItf } from "../tla/itfValue.ts";
import { valueText, type ModelValueNames } from "../tla/moduleText.ts";
import type { Segment } from "./segment.ts";

/**
 * The traces of a batch as tables of distinct TLA+ texts: SANY pays per literal, so every argument vector,
 * value and event is written once and the traces themselves are tuples of numbers.
 */
export interface BatchTables {
  /** Names of actions used, in order of their numbers from 1; number 0 is "no action named". */
  readonly actions: readonly string[];
  /** Variables that some event constrains, in the spec's order. */
  readonly variables: readonly string[];
  /** Per action number the parameters that its argument vectors fill, in order. */
  readonly parameters: readonly (readonly string[])[];
  readonly args: readonly string[];
  /** Per variable: whole values, and pairs of point and value. */
  readonly whole: readonly (readonly string[])[];
  readonly points: readonly (readonly string[])[];
  /** Per variable what events say of it: `<<whole, <<points>>>>` by number, 0 and none when they leave it free. */
  readonly cells: readonly (readonly string[])[];
  /** `<<action, arguments, cell of each variable>>`, all of them numbers: SANY pays per tuple, too. */
  readonly events: readonly string[];
  /** Per trace the numbers of its events, from 1. */
  readonly traces: readonly (readonly number[])[];
  /** Per trace the states `<<value, ...>>` of which one is its first; none: the spec's initial states. */
  readonly starts: readonly (readonly string[])[];
  /** Per trace whether it goes on after its last event here. */
  readonly more: readonly boolean[];
}

/** Builds the tables; the order of traces is kept. */
export const buildTables = (
  traces: readonly Segment[],
  spec: LoadedSpec,
  names: ModelValueNames,
): BatchTables => {
  const writer = createWriter(traces, spec, names);
  const numbers = traces.map(({ events }) => events.map(({ event }) => writer.event(event)));
  const starts = traces.map(({ start = [] }) =>
    start.map((state) => `<<${state.map((value) => valueText(value, names)).join(", ")}>>`),
  );
  return { ...writer.tables(), traces: numbers, starts, more: traces.map(({ more }) => more === true) };
};

/** Parameters that events can fill of an action: those of all its occurrences in Next. */
export const parametersOf = (action: string, { shape }: LoadedSpec): readonly string[] => [
  ...new Set(
    shape.occurrences
      .filter(({ name }) => name === action)
      .flatMap(({ args }) => args.map(({ parameter }) => parameter)),
  ),
];

interface TableWriter {
  readonly event: (event: TraceEvent) => number;
  readonly tables: () => Omit<BatchTables, "traces" | "starts" | "more">;
}

const createWriter = (traces: readonly Trace[], spec: LoadedSpec, names: ModelValueNames): TableWriter => {
  const used = usedNames(traces);
  const actions = [...used.actions];
  const parameters = actions.map((action) => parametersOf(action, spec));
  const variables = spec.model.variables.map(({ name }) => name).filter((name) => used.variables.has(name));
  const args = createInterner();
  const events = createInterner();
  const text = (value: ItfValue): string => valueText(fromItf(value, spec.modelValues), names);
  const columns = variables.map(() => createColumn(text));

  const vectorOf = [[], ...parameters].map((names) =>
    remembered((given: TraceEvent["args"]) =>
      args.number(`<<${names.map((name) => optional(given?.[name], text)).join(", ")}>>`),
    ),
  );
  const vector = (event: TraceEvent, action: number): number => vectorOf[action]?.(event.args) ?? 0;
  const event = (logged: TraceEvent): number => {
    const action = logged.action === undefined ? 0 : actions.indexOf(logged.action) + 1;
    const cells = variables.map((variable, index) => columns[index]?.number(logged.state?.[variable]));
    const numbers = [action, vector(logged, action), ...cells];
    return events.number(`<<${numbers.join(", ")}>>`);
  };
  const tables = (): ReturnType<TableWriter["tables"]> => ({
    actions,
    variables,
    parameters,
    args: args.texts(),
    whole: columns.map(({ whole }) => whole.texts()),
    points: columns.map(({ points }) => points.texts()),
    cells: columns.map(({ cells }) => cells.texts()),
    events: events.texts(),
  });
  return { event, tables };
};

/** What events say of one variable. */
const createColumn = (text: (value: ItfValue) => string) => {
  const [whole, points, cells] = [createInterner(), createInterner(), createInterner()];
  const number = remembered((logged: LoggedValue | undefined) =>
    cells.number(cell(logged, text, { whole, points })),
  );
  return { whole, points, cells, number };
};

const usedNames = (traces: readonly Trace[]) => {
  const actions = new Set<string>();
  const variables = new Set<string>();
  for (const { events } of traces)
    for (const { event } of events) {
      if (event.action !== undefined) actions.add(event.action);
      for (const variable of Object.keys(event.state ?? {})) variables.add(variable);
    }
  return { actions, variables };
};

/** A function of JSON that is asked the same again and again. */
const remembered = <T, R>(make: (value: T) => R): ((value: T) => R) => {
  const known = new Map<string | undefined, R>();
  return (value) => {
    const json: string | undefined = JSON.stringify(value);
    const before = known.get(json);
    if (before !== undefined) return before;
    const fresh = make(value);
    known.set(json, fresh);
    return fresh;
  };
};

/** For Conf_Fits: nothing when the event does not say, else the value, and for scalars its text as well. */
const optional = (value: ItfValue | undefined, text: (value: ItfValue) => string): string => {
  if (value === undefined) return "<<>>";
  return isScalar(value) ? `<<${text(value)}, Conf_Text(${text(value)})>>` : `<<${text(value)}>>`;
};

const isScalar = (value: ItfValue): boolean => typeof value !== "object" || "#bigint" in value;

/** `<<whole, <<points>>>>`: 0 and none for a variable that the event leaves free. */
const cell = (
  logged: LoggedValue | undefined,
  text: (value: ItfValue) => string,
  tables: { readonly whole: Interner; readonly points: Interner },
): string => {
  if (logged === undefined) return "<<0, <<>>>>";
  if (!isPoints(logged)) return `<<${tables.whole.number(text(logged))}, <<>>>>`;
  const numbers = logged["#at"].map(([key, value]) =>
    tables.points.number(`<<${text(key)}, ${text(value)}>>`),
  );
  return `<<0, <<${numbers.join(", ")}>>>>`;
};

/** Whether a variable is logged at some points only. */
export const isPoints = (
  logged: LoggedValue,
): logged is { readonly "#at": readonly (readonly [ItfValue, ItfValue])[] } =>
  typeof logged === "object" && "#at" in logged;

interface Interner {
  readonly number: (text: string) => number;
  readonly texts: () => readonly string[];
}

/** Numbers distinct texts from 1. */
const createInterner = (): Interner => {
  const numbers = new Map<string, number>();
  return {
    number: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size + 1);
      return numbers.size;
    },
    texts: () => [...numbers.keys()],
  };
};
