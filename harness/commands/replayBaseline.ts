import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { BuiltGraph } from "../graph/graph.ts";
import { driveRequest } from "../replay/driveRequest.ts";
import type { BaselineKey } from "../replay/baseline/baselineCode.ts";
import { readBaseline, writeBaseline } from "../replay/baseline/baselineFile.ts";
import type { Evidence } from "../replay/baseline/evidence.ts";
import {
  implementationOf,
  readCode,
  TOLD_NOTHING,
  type Identity,
  type ImplementationCode,
} from "../replay/baseline/implementation.ts";
import { replayIncrementally } from "../replay/baseline/incremental.ts";
import type { ReplayOptions } from "../replay/replay.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ReplaySubject } from "./replaySubject.ts";
import { usage } from "./session.ts";

/** Options of `replay` for running only what has changed. */
export interface BaselineOptions {
  readonly baseline?: string;
  readonly implVersion?: string;
  readonly mutant?: string;
  /** A module that exports the driver; absent: the target's. */
  readonly driver?: string;
}

/** A baseline that is to be used, and written again. */
export interface BaselineWish {
  readonly file: string;
  readonly version?: string;
  readonly driver?: string;
}

/** The wish for a baseline, null for none; USE051 when the options do not go together. */
export const readBaselineOptions = (options: BaselineOptions): Result<BaselineWish | null> => {
  const { baseline, implVersion, mutant, driver } = options;
  const wrong = (message: string): Result<never> =>
    failure(
      usage("USE051", message, "Example: conformance replay --target election --baseline election.baseline"),
    );
  if (baseline === undefined)
    return implVersion === undefined ? success(null) : wrong("--impl-version belongs to --baseline");
  if (mutant !== undefined) return wrong("a baseline is of the implementation itself, not of a --mutant");
  return success({
    file: baseline,
    ...(implVersion === undefined ? {} : { version: implVersion }),
    ...(driver === undefined ? {} : { driver }),
  });
};

/** What is to be replayed. */
export interface BaselineInput extends Pick<BuiltGraph, "graph" | "cover"> {
  readonly target: Pick<ReplaySubject, "name" | "drive" | "told">;
  readonly spec: LoadedSpec;
  readonly options: ReplayOptions;
  /** As `codeOf` gave it, before any of it was loaded. */
  readonly code: ImplementationCode | null;
}

/**
 * Replays what the baseline does not answer, and keeps in it what a green replay has shown: of code of which nobody can
 * tell which it is, nothing. Problems RPL010, RPL011 and RPL013: the file is not to be replaced.
 */
export const replayFromBaseline = async (
  wish: BaselineWish,
  { target, spec, graph, cover, options, code }: BaselineInput,
): Promise<Result<ReplayReport>> => {
  const request = driveRequest(graph);
  const name = wish.driver === undefined ? target.name : path.basename(wish.driver);
  const { told = TOLD_NOTHING } = target;
  const version = wish.version === undefined ? {} : { version: wish.version };
  const identity =
    code !== null && (await isStill(code, wish))
      ? implementationOf(code, { target: name, told, ...version })
      : CHANGED;
  const about = { target: name, spec: spec.model.rootModule };
  const read = await readBaseline(wish.file, about, identity);
  if (!read.ok) return read;
  const { earlier, warnings } = read.value;
  const { report, figures, evidence } = target.drive(request, (driven) =>
    replayIncrementally(graph, driven, { cover, earlier, options }),
  );
  const kept = await keep(wish, { code, about, identity, evidence });
  return success({
    ...report,
    incremental: { baseline: wish.file, ...figures, written: kept.written },
    warnings: [...report.warnings, ...warnings, ...kept.warnings],
  });
};

/** The code of what a baseline is wished for, null for no wish. It is to be read before anything is loaded. */
export const codeOf = async (wish: BaselineWish | null): Promise<ImplementationCode | null> =>
  wish === null ? null : readCode(wish.driver);

const isStill = async ({ digest }: ImplementationCode, { driver }: BaselineWish): Promise<boolean> =>
  (await readCode(driver)).digest === digest;

const CHANGED: Identity = {
  kind: "unknown",
  reason: "implementation or checker have changed since the command began",
};

interface Shown {
  readonly code: ImplementationCode | null;
  readonly about: Omit<BaselineKey, "implementation">;
  readonly identity: Identity;
  /** Null when the replay was not green. */
  readonly evidence: Evidence | null;
}

const keep = async (
  wish: BaselineWish,
  { code, about, identity, evidence }: Shown,
): Promise<{ readonly written: boolean; readonly warnings: readonly Problem[] }> => {
  if (evidence === null || code === null || identity.kind === "unknown")
    return { written: false, warnings: [] };
  if (!(await isStill(code, wish))) return { written: false, warnings: [changedMeanwhile(wish.file)] };
  const warnings = await writeBaseline(wish.file, { ...about, implementation: identity.digest }, evidence);
  return { written: warnings.length === 0, warnings };
};

const changedMeanwhile = (file: string): Problem => ({
  code: "RPL015",
  file,
  message: "implementation or checker were changed while the replay ran: the baseline is left as it was",
  repair: "Run it once more: what was shown is true of the code as it was.",
});
