import type { ModelValueNames } from "./moduleText.ts";
import type { Cfg } from "./cfg.ts";

/** What a generated root module adds to the user's configuration. */
export interface GeneratedConfig {
  readonly cfg: Cfg;
  /** Constants defined by the generated module (`Server` -> `Conf_c1`), replacing the cfg's own. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly names: ModelValueNames;
  readonly init: string;
  readonly next: string;
  readonly constraint?: string;
  /** What of a state tells it from others; all of it unless told. */
  readonly view?: string;
}

/**
 * The text of a TLC configuration for a generated module: the user's constants, ours, and our behaviour.
 * Everything else of the user's file (invariants, symmetry, view, constraints) is left out on purpose: a
 * violated invariant would end the run for all traces, the rest is unsound for following one behaviour.
 */
export const configText = (generated: GeneratedConfig): string => {
  const { cfg, overrides, names, init, next, constraint, view } = generated;
  const kept = cfg.constants.filter(({ name }) => !overrides.has(name));
  const lines = [
    ...kept.map(({ name, kind, text }) => `${name} ${kind === "value" ? "=" : "<-"} ${text}`),
    ...[...overrides].map(([name, operator]) => `${name} <- ${operator}`),
    ...[...names.constants].map(([constant, modelValue]) => `${constant} = ${modelValue}`),
  ];
  return [
    ...(lines.length === 0 ? [] : ["CONSTANTS", ...lines.map((line) => `  ${line}`)]),
    `INIT ${init}`,
    `NEXT ${next}`,
    ...(constraint === undefined ? [] : [`CONSTRAINT ${constraint}`]),
    ...(view === undefined ? [] : [`VIEW ${view}`]),
    "CHECK_DEADLOCK FALSE",
    "",
  ].join("\n");
};
