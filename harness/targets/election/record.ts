import path from "node:path";
import { randomScenario } from "../../../impl/cluster/random-scenario.ts";
import { runScenario, type ScenarioRun } from "../../../impl/cluster/scenario/run.ts";
import { simulate } from "../../../impl/cluster/simulation.ts";
import { serverNames } from "../../../impl/cluster/world.ts";
import { step as trueStep } from "../../../impl/elector/step.ts";
import type { StepFunction } from "../../../impl/elector/types.ts";
import { everyMutant } from "../../../impl/mutants/mutants.ts";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import { collectRecorder, createBacklog, type NewHeader } from "../../../traces/recorder.ts";
import type { Recording, RecordRequest } from "../target.ts";
import { transitionEvent } from "./transitionEvent.ts";

/** Runs the simulated cluster and records it in memory; `mutant` names a deliberate bug to run with. */
export const recordElection = (request: RecordRequest, mutant?: string): Result<Recording> => {
  const step = stepOf(mutant);
  if (step === undefined) return failure(unknownMutant(mutant));
  if (request.bridge !== undefined) return failure(NOTHING_TO_BRIDGE);
  return request.kind === "random"
    ? success(recordRandom(request, step, mutant))
    : recordScenario(request, step, mutant);
};

/** The true step function, or that of a mutant; undefined for an unknown name. */
export const stepOf = (mutant: string | undefined): StepFunction | undefined =>
  mutant === undefined ? trueStep : everyMutant.find(({ name }) => name === mutant)?.step;

/** What to say when `stepOf` finds none. */
export const unknownMutant = (mutant: string | undefined): Problem => ({
  code: "USE020",
  message: `there is no mutant ${mutant ?? ""}`,
  repair: `Mutants: ${everyMutant.map(({ name }) => name).join(", ")}.`,
});

const NOTHING_TO_BRIDGE: Problem = {
  code: "USE025",
  message: "spec and implementation of the election do not differ: there is nothing to bridge",
  repair: "Leave --bridge out, or name --target published.",
};

const recordRandom = (
  request: Extract<RecordRequest, { kind: "random" }>,
  step: StepFunction,
  mutant: string | undefined,
): Recording => {
  const { seed, faults = false, memory } = request;
  const nodes = serverNames(request.nodes);
  const purpose = `random schedule of ${nodes.length} nodes${faults ? ", with faults" : ""}`;
  const recorder = collectRecorder(header({ nodes, seed, purpose, mutant, memory }));
  const backlog = createBacklog(transitionEvent);
  simulate({ ...randomScenario({ ...request, nodes }), step, sink: backlog.keep });
  backlog.recordTo(recorder);
  const kind = `${faults ? "faults" : "random"}${memory === undefined ? "" : `-${memory}`}`;
  return { trace: recorder.trace(`${kind}-${nodes.length}-${seed}.ndjson`), unmet: [] };
};

const recordScenario = (
  { file, text, seed }: Extract<RecordRequest, { kind: "scenario" }>,
  step: StepFunction,
  mutant: string | undefined,
): Result<Recording> => {
  // The nodes are known only once the scenario is parsed, so the run comes first and the header after it.
  const backlog = createBacklog(transitionEvent);
  const run = runScenario(
    { file, text },
    { step, sink: backlog.keep, ...(seed === undefined ? {} : { seed }) },
  );
  if (!run.ok) return failure(...run.problems);
  const { scenario } = run.value;
  const name = path.basename(file, ".scenario");
  const recorder = collectRecorder(
    header({ ...scenario, seed: seed ?? scenario.seed, purpose: name, scenario: name, mutant }),
  );
  backlog.recordTo(recorder);
  return success({ trace: recorder.trace(`${name}.ndjson`), unmet: unmetExpectations(run.value, file) });
};

const unmetExpectations = ({ expectations }: ScenarioRun, file: string): readonly Problem[] =>
  expectations
    .filter(({ met }) => !met)
    .map(({ line, text, found }) => ({
      code: "SCN100",
      file,
      line,
      message: `${text}: found ${found}`,
      repair: "The implementation, or the expectation, is wrong.",
    }));

interface Run {
  readonly nodes: readonly string[];
  readonly seed: number;
  readonly purpose: string;
  readonly scenario?: string;
  readonly mutant: string | undefined;
  readonly memory?: string | undefined;
  readonly quorum?: number;
}

const header = ({ nodes, seed, purpose, scenario, mutant, memory, quorum }: Run): NewHeader => ({
  spec: "BlazingMQLeaderElection",
  constants: {
    Server: { "#set": nodes },
    // Said only where it is not what trace.cfg says.
    ...(memory === undefined || memory === "durable" ? {} : { TermMemory: memory }),
    ...(quorum === undefined || quorum === 0 ? {} : { ConfiguredQuorum: quorum }),
  },
  nodes,
  producer: {
    name: "tla-conformance",
    driver: "simulated",
    seed,
    ...(scenario === undefined ? {} : { scenario }),
    ...(mutant === undefined ? {} : { mutant }),
  },
  purpose,
});
