import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { encodeTrace } from "../../traces/encode.ts";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { exitCode } from "../report/exit.ts";
import { problemLines } from "../report/lines.ts";
import { findTarget } from "../targets/registry.ts";
import type { RecordRequest } from "../targets/target.ts";
import { failed } from "./failed.ts";
import type { CommandResult, CommonOptions } from "./options.ts";
import { positiveInteger, usage } from "./session.ts";

export interface RecordOptions extends CommonOptions {
  readonly scenario?: string;
  readonly random?: boolean;
  readonly steps?: string;
  readonly nodes?: string;
  readonly driver?: string;
  readonly out?: string;
  readonly mutant?: string;
  readonly force?: boolean;
}

const MAX_NODES = 9;
const MAX_STEPS = 1_000_000;

/** `conformance record --scenario FILE | --random`: runs the implementation and writes one trace. */
export const record = async (options: RecordOptions): Promise<CommandResult> => {
  const target = findTarget(options.target ?? "election");
  if (target?.record === undefined || target.record === null)
    return failed("record", [usage("USE010", `nothing can be recorded for target ${options.target ?? ""}`)]);
  const request = await recordRequest(options);
  if (!request.ok) return failed("record", request.problems);
  const recording = target.record(request.value, options.mutant);
  if (!recording.ok) return failed("record", recording.problems);
  const { trace, unmet } = recording.value;
  const file = options.out ?? path.join("traces", "recorded", trace.file);
  const problem = await writeTrace(file, encodeTrace(trace), options.force === true);
  if (problem !== null) return failed("record", [problem]);
  const text = `${trace.events.length} events recorded to ${file}`;
  return {
    json: { command: "record", file, events: trace.events.length, errors: unmet, warnings: [] },
    text: [text, ...unmet.flatMap((one) => problemLines("unmet", one))].join("\n"),
    exitCode: exitCode(unmet.length === 0 ? ["conforms"] : ["diverges"], []),
  };
};

const recordRequest = async (options: RecordOptions): Promise<Result<RecordRequest>> => {
  if (options.driver !== undefined && options.driver !== "simulated")
    return failure(usage("USE021", `the driver ${options.driver} is not there yet; only simulated is`));
  if ((options.scenario === undefined) === (options.random !== true))
    return failure(usage("USE022", "give either --scenario FILE or --random"));
  const seed = optionalSeed(options.seed);
  if (!seed.ok) return seed;
  if (options.scenario !== undefined) return scenarioRequest(options.scenario, seed.value);
  const nodes = positiveInteger("--nodes", options.nodes, 3);
  const steps = positiveInteger("--steps", options.steps, 60);
  if (!nodes.ok) return nodes;
  if (!steps.ok) return steps;
  if (nodes.value > MAX_NODES) return failure(usage("USE001", `--nodes is at most ${MAX_NODES}`));
  if (steps.value > MAX_STEPS) return failure(usage("USE001", `--steps is at most ${MAX_STEPS}`));
  return success({ kind: "random", nodes: nodes.value, steps: steps.value, seed: seed.value ?? 1 });
};

const scenarioRequest = async (file: string, seed: number | undefined): Promise<Result<RecordRequest>> => {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null)
    return failure({
      code: "SCN101",
      file,
      message: "the scenario cannot be read",
      repair: "Scenarios are text files; see impl/cluster/scenarios for examples.",
    });
  return success({ kind: "scenario", file, text, ...(seed === undefined ? {} : { seed }) });
};

const optionalSeed = (text: string | undefined): Result<number | undefined> =>
  text === undefined ? success(undefined) : positiveInteger("--seed", text, 1);

/** Whole or not at all: the file appears under its name only when it is complete. */
const writeTrace = async (file: string, text: string, force: boolean): Promise<Problem | null> => {
  if (!force && existsSync(file))
    return usage("USE023", `${file} exists already`, "Choose another --out, or --force to replace it.");
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.part`, text);
    await rename(`${file}.part`, file);
    return null;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return usage("USE002", `${file} cannot be written (${reason})`);
  }
};
