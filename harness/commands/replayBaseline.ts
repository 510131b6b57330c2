import path from "node:path";
import { failure, success, type Result } from "../../traces/problem.ts";
import type { BuiltGraph } from "../graph/graph.ts";
import { driveRequest } from "../replay/driveRequest.ts";
import { readBaseline, writeBaseline } from "../replay/baseline/baselineFile.ts";
import { implementationDigest } from "../replay/baseline/implementation.ts";
import { replayIncrementally } from "../replay/baseline/incremental.ts";
import type { ReplayOptions } from "../replay/replay.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Target } from "../targets/target.ts";
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
  readonly target: Pick<Target, "name" | "drive">;
  readonly spec: LoadedSpec;
  readonly options: ReplayOptions;
}

/**
 * Replays what the baseline does not answer, and keeps in it what a green replay has shown. Problems RPL010, RPL011 and
 * RPL013: the file is not to be replaced.
 */
export const replayFromBaseline = async (
  { file, version, driver }: BaselineWish,
  { target, spec, graph, cover, options }: BaselineInput,
): Promise<Result<ReplayReport>> => {
  const request = driveRequest(graph);
  const name = driver === undefined ? target.name : path.basename(driver);
  const implementation = await implementationDigest(
    {
      target: name,
      ...(version === undefined ? {} : { version }),
      ...(driver === undefined ? {} : { driver }),
    },
    request.actions,
  );
  const key = { target: name, spec: spec.model.rootModule, implementation };
  const read = await readBaseline(file, key);
  if (!read.ok) return read;
  const { earlier, warnings } = read.value;
  const { report, figures, evidence } = target.drive(request, (driven) =>
    replayIncrementally(graph, driven, { cover, earlier, options }),
  );
  const refused = evidence === null ? [] : await writeBaseline(file, key, evidence);
  const written = evidence !== null && refused.length === 0;
  return success({
    ...report,
    incremental: { baseline: file, ...figures, written },
    warnings: [...report.warnings, ...warnings, ...refused],
  });
};
