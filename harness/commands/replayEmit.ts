import path from "node:path";
import { failure, success, type Result } from "../../traces/problem.ts";
import { coverGraph } from "../graph/cover/cover.ts";
import { leafOccurrences } from "../graph/instances.ts";
import type { StateGraph } from "../graph/stateGraph.ts";
import { relativeImport, runnerText, type SuiteDriver } from "../replay/emit/runnerText.ts";
import type { SuiteParts } from "../replay/emit/suiteLines.ts";
import { suiteSources } from "../replay/emit/sources.ts";
import { writeSuite, type WrittenSuite } from "../replay/emit/writeSuite.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Target } from "../targets/target.ts";
import { shellLine } from "../tlc/shellQuote.ts";
import { usage } from "./session.ts";

/** Options of `replay` that ask for a suite. */
export interface EmitOptions {
  readonly emit?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly mutant?: string;
  readonly cover?: string;
  /** A module that exports the driver; absent: the target's. */
  readonly driver?: string;
}

/** A suite that is to be written. */
export interface EmitWish {
  readonly folder: string;
  readonly force: boolean;
  readonly driver: string | null;
}

/** The wish for a suite, null for none; USE050 when the options do not go together. */
export const readEmitOptions = (options: EmitOptions): Result<EmitWish | null> => {
  const { emit, out, force = false, mutant, cover, driver } = options;
  const wrong = (message: string): Result<never> =>
    failure(
      usage("USE050", message, "Example: conformance replay --target election --emit vitest --out suites"),
    );
  if (emit === undefined)
    return out === undefined && !force ? success(null) : wrong("--out and --force belong to --emit");
  if (emit !== "vitest") return wrong(`--emit takes vitest, found "${emit}"`);
  if (out === undefined) return wrong("--emit needs --out, the folder for the suite");
  if (mutant !== undefined)
    return wrong("--emit writes suites of the implementation itself, not of a --mutant");
  if (cover !== undefined && cover !== "edges")
    return wrong("--emit writes tests that take every edge: no --cover");
  return success({ folder: out, force, driver: driver ?? null });
};

/** What a suite is made of. */
export interface EmitInput {
  readonly spec: LoadedSpec;
  readonly graph: StateGraph;
  readonly target: Pick<Target, "name" | "specFile">;
}

/** Writes the suite of a graph into a folder; problems RPL006 to RPL009. */
export const emitSuite = async (wish: EmitWish, input: EmitInput): Promise<Result<WrittenSuite>> => {
  const { parts, runner } = await suiteOf(wish, input);
  return writeSuite(parts, { ...wish, runner });
};

/** The suite of a graph, not yet written. */
export const suiteOf = async (wish: EmitWish, { spec, graph, target }: EmitInput) => {
  const { folder } = wish;
  const owner = wish.driver === null ? target.name : path.basename(spec.specFile, ".tla");
  const name = `${owner}-${path.basename(spec.cfgFile, ".cfg")}`.replace(/[^\w-]+/g, "-");
  const driver: SuiteDriver =
    wish.driver === null ? { kind: "target", name: target.name } : { kind: "module", file: wish.driver };
  const head = {
    ...{ name, command: commandOf(wish, spec, target), sources: await suiteSources(spec, folder) },
    ...{ actions: actionsOf(spec), modelValues: [...spec.modelValues] },
  };
  const parts: SuiteParts = { head, graph, cover: coverGraph };
  return { parts, runner: runnerText(name, folder, driver) };
};

const actionsOf = (spec: LoadedSpec): readonly string[] => [
  ...new Set(leafOccurrences(spec).map(({ name }) => name)),
];

/** The command that writes the same again, given in the suite's folder: no matter how it was first given, and where. */
const commandOf = ({ folder, driver }: EmitWish, spec: LoadedSpec, target: EmitInput["target"]): string => {
  const file = (name: string): string => relativeImport(folder, name);
  const own = driver === null && path.resolve(spec.specFile) === target.specFile;
  const words = [
    ...(driver === null ? ["--target", target.name] : ["--driver", file(driver)]),
    ...(own ? [] : ["--spec", file(spec.specFile)]),
    ...["--cfg", own && isOwnCfg(spec, target) ? path.basename(spec.cfgFile, ".cfg") : file(spec.cfgFile)],
  ];
  return shellLine(["conformance", "replay", ...words, "--emit", "vitest", "--out", "."]);
};

/** One of those that stand beside the target's spec have short names. */
const isOwnCfg = ({ cfgFile }: LoadedSpec, { specFile }: EmitInput["target"]): boolean =>
  path.dirname(path.resolve(cfgFile)) === path.dirname(specFile) &&
  /^[\w-]+\.cfg$/.test(path.basename(cfgFile));
