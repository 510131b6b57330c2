import path from "node:path";
import { failure, success, type Result } from "../../traces/problem.ts";
import { exitCode } from "../report/exit.ts";
import { problemLines } from "../report/lines.ts";
import { findTarget } from "../targets/registry.ts";
import type { RecordRequest } from "../targets/target.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult } from "./options.ts";
import { readScenario, writeTrace } from "./recordFile.ts";
import { MAX_NODES, MAX_STEPS, type RecordOptions } from "./recordOptions.ts";
import { recordProcesses } from "./recordTcp.ts";
import { atMost, positiveInteger, usage } from "./session.ts";

/** `conformance record --scenario FILE | --random`: runs the implementation and writes one trace. */
export const record = async (options: RecordOptions, context: CommandContext): Promise<CommandResult> => {
  if (options.driver === "tcp") return recordProcesses(options, context);
  const target = findTarget(options.target ?? "election");
  if (target?.record === undefined || target.record === null)
    return failed("record", [usage("USE010", `nothing can be recorded for target ${options.target ?? ""}`)]);
  const request = await recordRequest(options);
  if (!request.ok) return failed("record", request.problems);
  const bridge = options.bridge === undefined ? {} : { bridge: options.bridge.split(",") };
  const recording = target.record({ ...request.value, ...bridge }, options.mutant);
  if (!recording.ok) return failed("record", recording.problems);
  const { trace, unmet } = recording.value;
  const file = options.out ?? path.join("traces", "recorded", trace.file);
  const problem = await writeTrace(file, trace, options.force === true);
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
    return failure(usage("USE021", `there is no driver ${options.driver}; drivers are simulated and tcp`));
  if (options.duration !== undefined) return failure(usage("USE025", "--duration is for --driver tcp"));
  if ((options.scenario === undefined) === (options.random !== true))
    return failure(usage("USE022", "give either --scenario FILE or --random"));
  const seed = optionalSeed(options.seed);
  if (!seed.ok) return seed;
  if (options.scenario !== undefined) return scenarioRequest(options.scenario, options, seed.value);
  const memory = termMemory(options.termMemory);
  if (!memory.ok) return memory;
  const nodes = atMost("--nodes", positiveInteger("--nodes", options.nodes, 3), MAX_NODES);
  const steps = atMost("--steps", positiveInteger("--steps", options.steps, 60), MAX_STEPS);
  if (!nodes.ok) return nodes;
  if (!steps.ok) return steps;
  const size = { nodes: nodes.value, steps: steps.value, seed: seed.value ?? 1 };
  return success({ kind: "random", ...size, ...memory.value, faults: options.faults === true });
};

const MEMORIES = ["durable", "ledger", "volatile"] as const;

/** Absent when it is not said: then the trace does not say it either. */
const termMemory = (text: string | undefined): Result<{ readonly memory?: (typeof MEMORIES)[number] }> => {
  if (text === undefined) return success({});
  const memory = MEMORIES.find((name) => name === text);
  return memory === undefined
    ? failure(usage("USE025", `--term-memory is one of ${MEMORIES.join(", ")}`))
    : success({ memory });
};

const scenarioRequest = async (
  file: string,
  options: RecordOptions,
  seed: number | undefined,
): Promise<Result<RecordRequest>> => {
  const { faults, termMemory: memory, nodes, steps } = options;
  const own = Object.entries({
    "--nodes": nodes,
    "--steps": steps,
    "--faults": faults,
    "--term-memory": memory,
  });
  const ruledOut = own.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (ruledOut.length > 0)
    return failure(usage("USE025", `${ruledOut.join(", ")}: a scenario says that itself`, "Leave it out."));
  const text = await readScenario(file);
  return text.ok
    ? success({ kind: "scenario", file, text: text.value, ...(seed === undefined ? {} : { seed }) })
    : text;
};

const optionalSeed = (text: string | undefined): Result<number | undefined> =>
  text === undefined ? success(undefined) : positiveInteger("--seed", text, 1);
