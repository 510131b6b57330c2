import type { Cfg } from "../../tla/cfg.ts";
import type { TlaValue } from "../../tla/value.ts";
import { parseTlaValue, ValueSyntaxError } from "../../tla/valueParser.ts";

/** Sets of model values that a configuration gives its constants, such as `Server = {S1, S2, S3}`, each once. */
export const exchangeable = ({ constants }: Cfg): readonly (readonly string[])[] => {
  const sets = constants
    .filter(({ kind }) => kind === "value")
    .map(({ text }) => namesIn(valueOf(text)))
    .filter(({ length }) => length > 1);
  return [...new Map(sets.map((names) => [names.join(), names])).values()];
};

const valueOf = (text: string): TlaValue | null => {
  try {
    return parseTlaValue(text);
  } catch (error) {
    if (error instanceof ValueSyntaxError) return null;
    throw error;
  }
};

/** None for anything but a set of nothing but model values. */
const namesIn = (value: TlaValue | null): readonly string[] => {
  if (value?.kind !== "set") return [];
  const names = value.elements.flatMap((element) => (element.kind === "model" ? [element.name] : []));
  return names.length === value.elements.length ? names : [];
};
