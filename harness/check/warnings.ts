import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { actionProperties } from "./followModule.ts";

/** Parts of the cfg that a trace check leaves out or cannot judge, and invariants it does not name. */
export const specWarnings = (spec: LoadedSpec): readonly Problem[] => {
  const { cfg } = spec;
  const warn = (code: string, message: string): Problem => ({ code, file: cfg.file, message });
  const checked = actionProperties(spec).map(({ name }) => name);
  const skipped = cfg.properties.filter((name) => !checked.includes(name));
  return [
    ...stripped("CONSTRAINT", cfg.constraints, warn),
    ...stripped("ACTION_CONSTRAINT", cfg.actionConstraints, warn),
    ...stripped("SYMMETRY", cfg.symmetry === null ? [] : [cfg.symmetry], warn),
    ...stripped("VIEW", cfg.view === null ? [] : [cfg.view], warn),
    ...skipped.map((name) =>
      warn("CFG041", `${name} is no property of the form [][A]_v: it is not checked along traces`),
    ),
    ...(cfg.invariants.length === 0
      ? [
          warn(
            "CFG042",
            "the configuration names no invariant: traces are checked against the next-state relation only",
          ),
        ]
      : []),
  ];
};

const stripped = (
  section: string,
  names: readonly string[],
  warn: (code: string, message: string) => Problem,
): readonly Problem[] =>
  names.length === 0
    ? []
    : [
        warn(
          "CFG040",
          `${section} ${names.join(", ")} is left out: it could reject a trace that the spec allows`,
        ),
      ];
