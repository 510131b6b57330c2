import { randomScenario } from "../../../impl/cluster/random-scenario.ts";
import { runScenario } from "../../../impl/cluster/scenario/run.ts";
import { simulate } from "../../../impl/cluster/simulation.ts";
import type { Transition } from "../../../impl/cluster/transition.ts";
import { serverNames } from "../../../impl/cluster/world.ts";
import type { NodeId } from "../../../impl/elector/types.ts";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import { collectRecorder } from "../../../traces/recorder.ts";
import type { Trace } from "../../../traces/trace.ts";
import { stepOf, unknownMutant } from "../election/record.ts";
import type { Recording, RecordRequest } from "../target.ts";
import { BRIDGES, isBridge, type Bridge } from "./bridges.ts";
import { tell, type Told } from "./tell.ts";

/** A run of the simulated cluster. */
export interface Run {
  readonly name: string;
  readonly nodes: readonly NodeId[];
  readonly seed: number;
  readonly transitions: readonly Transition[];
}

/**
 * Runs the simulated cluster and tells the run in the words of the published model. Without bridges the model refuses
 * it at the first step that it does in another way: usually the first candidacy.
 */
export const recordPublished = (request: RecordRequest, mutant?: string): Result<Recording> => {
  const { bridge: names = [] } = request;
  const bridges = names.filter(isBridge);
  if (bridges.length < names.length) return failure(unknownBridge(names));
  const run = runOf(request, mutant);
  if (!run.ok) return run;
  return success({
    trace: toldTrace(run.value, tell(run.value.transitions, new Set(bridges)), bridges),
    unmet: [],
  });
};

/** The told events as a trace. */
export const toldTrace = (
  { name, nodes, seed }: Run,
  told: readonly Told[],
  bridges: readonly Bridge[],
): Trace => {
  const recorder = collectRecorder({
    spec: "BlazingMQLeaderElection",
    constants: { Server: { "#set": nodes } },
    nodes,
    producer: {
      name: "tla-conformance",
      driver: "simulated",
      seed,
      scenario: name,
      ...(bridges.length === 0 ? {} : { details: { bridged: bridges.join(", ") } }),
    },
    purpose: `${name}, told in the words of the published model`,
  });
  for (const { event } of told) recorder.record(event);
  return recorder.trace(`${name}.published.ndjson`);
};

/** Runs what is asked for. */
export const runOf = (request: RecordRequest, mutant?: string): Result<Run> => {
  const step = stepOf(mutant);
  if (step === undefined) return failure(unknownMutant(mutant));
  if (request.kind === "random") {
    const { seed } = request;
    const nodes = serverNames(request.nodes);
    const transitions: Transition[] = [];
    const sink = (transition: Transition): void => void transitions.push(transition);
    simulate({ ...randomScenario({ ...request, nodes }), step, sink });
    return success({ name: `random-${nodes.length}-${seed}`, nodes, seed, transitions });
  }
  const { file, text, seed } = request;
  const run = runScenario({ file, text }, { step, ...(seed === undefined ? {} : { seed }) });
  if (!run.ok) return failure(...run.problems);
  const { scenario, transitions } = run.value;
  const name = file.replace(/^.*[\\/]/, "").replace(/\.scenario$/, "");
  return success({ name, nodes: scenario.nodes, seed: seed ?? scenario.seed, transitions });
};

const unknownBridge = (names: readonly string[]): Problem => ({
  code: "USE026",
  message: `there is no bridge ${names.filter((name) => !isBridge(name)).join(", ")}`,
  repair: `Bridges: ${Object.keys(BRIDGES).join(", ")}.`,
});
