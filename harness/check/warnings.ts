import type { Problem } from "../../traces/problem.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { lawsOf } from "../tla/properties.ts";
import { listed } from "./vacuity/listed.ts";
import { unnamedInvariants } from "./vacuity/unnamedInvariants.ts";

/** Parts of the cfg that a trace check leaves out or cannot judge, and invariants it does not name. */
export const specWarnings = (spec: LoadedSpec): readonly Problem[] => {
  const { cfg } = spec;
  const warn = (code: string, message: string): Problem => ({ code, file: cfg.file, message });
  const { skipped } = lawsOf(cfg, spec.model);
  return [
    ...stripped("CONSTRAINT", cfg.constraints, warn),
    ...stripped("ACTION_CONSTRAINT", cfg.actionConstraints, warn),
    ...stripped("SYMMETRY", cfg.symmetry === null ? [] : [cfg.symmetry], warn),
    ...stripped("VIEW", cfg.view === null ? [] : [cfg.view], warn),
    ...skipped.map((name) =>
      warn("CFG041", `${name} is checked along traces only as far as single states and steps can show it`),
    ),
    ...(cfg.invariants.length === 0
      ? [
          warn(
            "CFG042",
            "the configuration names no invariant: traces are checked against the next-state relation only",
          ),
        ]
      : []),
    ...unnamed(spec),
  ];
};

const unnamed = (spec: LoadedSpec): readonly Problem[] => {
  const names = unnamedInvariants(spec);
  if (names.length === 0) return [];
  const message = `the spec defines what looks like invariants that the configuration does not name: ${listed(names)}`;
  const repair = "Add INVARIANT lines for them, so that they are checked after each event.";
  return [{ code: "CFG043", file: spec.cfg.file, message, repair }];
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
