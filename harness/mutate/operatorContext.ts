import type { ItfValue } from "../../traces/itf.ts";
import type { Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { tokenizeCfg } from "../tla/cfgTokens.ts";
import { asList } from "./parts.ts";
import { collectValues } from "./seenValues.ts";
import type { ChangeContext } from "./valueChanges.ts";

/** What operators know of the spec and of the other traces. */
export interface OperatorContext extends ChangeContext {
  /** The actions an event can name, with their parameters. */
  readonly actions: ReadonlyMap<string, readonly string[]>;
  /** Traces to splice with, conforming ones. */
  readonly traces: readonly Trace[];
  /** Sets that are constants of the headers, as their elements. */
  readonly domains: readonly (readonly ItfValue[])[];
}

export const operatorContext = (traces: readonly Trace[], spec: LoadedSpec): OperatorContext => {
  const groups = modelValueGroups(spec);
  return {
    seen: collectValues(traces),
    siblings: (name) =>
      groups.flatMap((group) => (group.includes(name) ? group : [])).filter((other) => other !== name),
    actions: actionsOf(spec),
    traces,
    domains: traces.flatMap(({ header }) =>
      Object.values(header.constants ?? {}).flatMap((value) => {
        const list = asList(value);
        return list === null ? [] : [list.items];
      }),
    ),
  };
};

/** Named steps, not the operators that only gather others: those say less, not something else. */
const actionsOf = ({ shape }: LoadedSpec): ReadonlyMap<string, readonly string[]> => {
  const actions = new Map<string, readonly string[]>();
  for (const { name, leaf, args } of shape.occurrences)
    if (leaf)
      actions.set(name, [
        ...new Set([...(actions.get(name) ?? []), ...args.map(({ parameter }) => parameter)]),
      ]);
  return actions;
};

/** `{S1, S2}` is a group; all model values that stand alone (`Nil = Nil`, `Leader = Leader`) are another. */
const modelValueGroups = ({ cfg, modelValues }: LoadedSpec): readonly (readonly string[])[] => {
  const groups = cfg.constants
    .filter(({ kind }) => kind === "value")
    .map(({ text }) => tokenizeCfg(text).map((token) => token.text))
    .map((words) => words.filter((word) => modelValues.has(word)));
  return [...groups.filter(({ length }) => length > 1), groups.filter(({ length }) => length === 1).flat()];
};
