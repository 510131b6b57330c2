import { failure, success, type Result } from "../../traces/problem.ts";
import { leafOccurrences } from "../graph/instances.ts";
import { toldDriver, type Told } from "../replay/baseline/implementation.ts";
import { loadDriver } from "../replay/driverFile/loadDriver.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { Target } from "../targets/target.ts";
import { usage } from "./session.ts";

/** What is replayed: a target's implementation, or the one that a driver file drives. */
export interface ReplaySubject extends Pick<Target, "name" | "specFile" | "drive"> {
  /** What of the spec has a say in what a driver file does; absent for a target. */
  readonly told?: Told;
  /** Ends what a driver file has started; rejects with DriverError. */
  readonly stop?: () => Promise<void>;
}

export interface SubjectOptions {
  readonly mutant?: string;
  /** Where the spec comes from. */
  readonly target?: string;
  readonly spec?: string;
  readonly config?: string;
  /** A driver file. */
  readonly driver?: string;
}

/** What is wrong with the command line, before anything is run. Problems: USE012, USE020, USE025. */
export const checkSubject = (target: Target | null, options: SubjectOptions): Result<null> => {
  const { mutant, driver } = options;
  if (driver !== undefined && mutant !== undefined)
    return failure(
      usage("USE025", "--mutant bends a target's implementation, and --driver drives another one"),
    );
  const isNamed = [options.target, options.spec, options.config].some((source) => source !== undefined);
  if (driver !== undefined && !isNamed)
    return failure(
      usage(
        "USE011",
        "--driver needs the spec of what it drives",
        "Give --spec FILE and --cfg FILE beside it.",
      ),
    );
  if (driver !== undefined) return success(null);
  if (target === null)
    return failure(
      usage(
        "USE012",
        "replay needs an implementation: give --target, or --driver",
        "Write a driver of your implementation and give --driver FILE: docs/replay.md has an example.",
      ),
    );
  if (mutant === undefined || target.mutants.some(({ name }) => name === mutant)) return success(null);
  const known = target.mutants.map(({ name }) => name).join(", ");
  return failure(usage("USE020", `there is no mutant ${mutant}`, `Mutants: ${known}.`));
};

/** The implementation to be driven. Problems: DRV of a driver file. */
export const findSubject = async (
  target: Target | null,
  { driver }: SubjectOptions,
  spec: LoadedSpec,
): Promise<Result<ReplaySubject>> => {
  if (driver === undefined && target !== null) return success(target);
  if (driver === undefined) throw new Error("nothing to replay against");
  const actions = [...new Set(leafOccurrences(spec).map(({ name }) => name))];
  const variables = spec.model.variables.map(({ name }) => name);
  const driven = { actions, variables, modelValues: spec.modelValues };
  const loaded = await loadDriver(driver, driven);
  if (!loaded.ok) return loaded;
  const { use: drive, stop, isMade } = loaded.value;
  const told = toldDriver(driven, isMade);
  return success({ name: driver, specFile: spec.specFile, told, drive: (_, use) => drive(use), stop });
};
