import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { exitCode } from "../report/exit.ts";
import { recordedText } from "../report/recordedText.ts";
import { findTarget } from "../targets/registry.ts";
import type { LiveRequest } from "../targets/target.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult } from "./options.ts";
import { readScenario, refuseExisting, writeTrace } from "./recordFile.ts";
import { MAX_NODES, MAX_STEPS, type RecordOptions } from "./recordOptions.ts";
import { atMost, makeRunDir, positiveInteger, usage } from "./session.ts";

const MAX_MS = 600_000;
const DEFAULT_MS = 5000;
const DEFAULT_STEPS = 20_000;

/** `conformance record --driver tcp`: real processes over TCP, one trace of them all. */
export const recordProcesses = async (
  options: RecordOptions,
  context: CommandContext,
): Promise<CommandResult> => {
  const live = findTarget(options.target ?? "election")?.live ?? null;
  if (live === null) {
    const message = `target ${options.target ?? ""} cannot be run as processes`;
    return failed("record", [usage("USE010", message)]);
  }
  const request = await liveRequest(options);
  if (!request.ok) return failed("record", request.problems);
  const file = options.out ?? path.join("traces", "recorded", nameOf(request.value));
  const force = options.force === true;
  // Before the run, which takes its time.
  const existing = refuseExisting(file, force);
  if (existing !== null) return failed("record", [existing]);
  const folder = await makeRunDir("record", options.outDir);
  if (!folder.ok) return failed("record", folder.problems);
  const { signal, progress } = context;
  const recording = await live(request.value, { folder: folder.value, signal, progress });
  if (!recording.ok) return failed("record", recording.problems);
  const { trace, processes, refusals, warnings } = recording.value;
  const problem = await writeTrace(file, trace, force);
  if (problem !== null) return failed("record", [problem]);
  const report = { file, events: trace.events.length, folder: folder.value, processes, refusals, warnings };
  return {
    json: { command: "record", ...report, errors: [] },
    text: recordedText(report).join("\n"),
    exitCode: exitCode(["conforms"], []),
  };
};

const nameOf = (request: LiveRequest): string =>
  request.kind === "random"
    ? `tcp-${request.nodes}-${request.seed}.ndjson`
    : `tcp-${path.basename(request.file, ".scenario")}.ndjson`;

const liveRequest = async (options: RecordOptions): Promise<Result<LiveRequest>> => {
  const wrong = misplaced(options);
  if (wrong !== null) return failure(wrong);
  const numbers = readNumbers(options);
  if (!numbers.ok) return numbers;
  const { nodes, seed, ms, steps } = numbers.value;
  if (options.scenario === undefined) {
    const memory = memoryOf(options.termMemory);
    if (!memory.ok) return memory;
    const faults = options.faults === true;
    return success({ kind: "random", nodes, seed, ms, steps, faults, memory: memory.value });
  }
  const text = await readScenario(options.scenario);
  if (!text.ok) return text;
  const own = options.seed === undefined ? {} : { seed };
  return success({ kind: "scenario", file: options.scenario, text: text.value, steps, ...own });
};

const misplaced = (options: RecordOptions): Problem | null => {
  if (options.mutant !== undefined) return usage("USE025", "--mutant is for the simulated driver");
  if (options.bridge !== undefined) return usage("USE025", "--bridge is for the simulated driver");
  const ofScenario = Object.entries({
    "--random": options.random,
    "--nodes": options.nodes,
    "--duration": options.duration,
    "--faults": options.faults,
    "--term-memory": options.termMemory,
  }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return options.scenario !== undefined && ofScenario.length > 0
    ? usage(
        "USE025",
        `${ofScenario.join(", ")}: a scenario says that itself`,
        "Leave it out, or the scenario.",
      )
    : null;
};

interface Numbers {
  readonly nodes: number;
  readonly seed: number;
  readonly ms: number;
  readonly steps: number;
}

const readNumbers = (options: RecordOptions): Result<Numbers> => {
  const nodes = atMost("--nodes", positiveInteger("--nodes", options.nodes, 3), MAX_NODES);
  const seed = positiveInteger("--seed", options.seed, 1);
  // Whoever counts steps does not want to be cut short by the clock.
  const standard = options.steps === undefined ? DEFAULT_MS : MAX_MS;
  const ms = atMost("--duration", positiveInteger("--duration", options.duration, standard), MAX_MS);
  const steps = atMost("--steps", positiveInteger("--steps", options.steps, DEFAULT_STEPS), MAX_STEPS);
  const problems = [nodes, seed, ms, steps].flatMap((one) => (one.ok ? [] : one.problems));
  if (!nodes.ok || !seed.ok || !ms.ok || !steps.ok) return failure(...problems);
  return success({ nodes: nodes.value, seed: seed.value, ms: ms.value, steps: steps.value });
};

const memoryOf = (word: string | undefined): Result<"durable" | "volatile"> => {
  if (word === undefined || word === "durable") return success("durable");
  if (word === "volatile") return success("volatile");
  return failure(usage("USE025", `--term-memory is durable or volatile, found "${word}"`));
};
