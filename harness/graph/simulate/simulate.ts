import path from "node:path";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { lawsOf } from "../../tla/properties.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { findInstances } from "../findInstances.ts";
import { anonymousSteps } from "../graphProblems.ts";
import { leafOccurrences, type ActionInstance } from "../instances.ts";
import type { GraphLabel } from "../stateGraph.ts";
import { runStage, type StageOutcome } from "../tlcStage.ts";
import { writeSimulateModule } from "./simulateModule.ts";
import { createSimulateReader, type SimulatedBehaviour } from "./simulateReader.ts";
import { createSimulateTally, type SimulateFigures } from "./simulateTally.ts";

/** What to ask of TLC's `-simulate`. */
export interface SimulateRequest {
  readonly behaviours: number;
  /** Steps of a behaviour, at most. */
  readonly depth: number;
  readonly seed: number;
}

/** What came of it; a run that was cut short gives what it told until then. */
export interface Simulated {
  readonly figures: SimulateFigures;
  /** Why there are fewer behaviours than asked for. */
  readonly problems: readonly Problem[];
}

/** Who takes the behaviours as they come, with their states; nobody makes the run quicker. */
export type BehaviourUser = (labels: readonly GraphLabel[]) => (behaviour: SimulatedBehaviour) => void;

/**
 * Has TLC go through random behaviours of a configuration, all in one run, and counts what they do; the instances of
 * actions are found in a run before. TLC chooses among all successors alike, so that the seed decides everything.
 * Problems: SPC and CFG of the input; INC050 when not even the instances were found.
 */
export const simulateSpec = async (
  spec: LoadedSpec,
  session: TlcSession,
  { request, user }: { readonly request: SimulateRequest; readonly user?: BehaviourUser },
): Promise<Result<Simulated>> => {
  const unnamed = anonymousSteps(spec);
  if (unnamed.length > 0) return failure(...unnamed);
  const instances = await findInstances(spec, session);
  if (!instances.ok) return instances;
  const labels = instances.value.map(({ label }) => label);
  const tally = createSimulateTally({
    ...{ labels, depth: request.depth, states: user !== undefined },
    actions: leafOccurrences(spec).map(({ name }) => name),
    laws: lawsOf(spec.cfg, spec.model).state.map(({ name }) => name),
  });
  const use = user?.(labels);
  const told = createTeller(request, session);
  const run = await simulate(spec, session, {
    ...{ request, instances: instances.value, states: use !== undefined },
    use: (behaviour) => {
      tally.add(behaviour);
      use?.(behaviour);
      told(behaviour.number);
    },
  });
  if (run.kind === "refused") return failure(...run.problems);
  const figures = tally.figures();
  return success({ figures, problems: missing(figures, request, run) });
};

const simulate = async (
  spec: LoadedSpec,
  session: TlcSession,
  {
    request,
    instances,
    states,
    use,
  }: {
    readonly request: SimulateRequest;
    readonly instances: readonly ActionInstance[];
    readonly states: boolean;
    readonly use: (behaviour: SimulatedBehaviour) => void;
  },
): Promise<StageOutcome> => {
  const runDir = path.join(session.runDir, "simulate");
  const files = await writeSimulateModule(spec, instances, { states, runDir });
  const reader = createSimulateReader(
    spec.model.variables.map(({ name }) => name),
    use,
  );
  const { behaviours, depth, seed } = request;
  const outcome = await runStage(
    {
      ...files,
      // TLC's depth counts states.
      simulate: { traces: behaviours, depth: depth + 1, seed },
      onShown: reader.push,
      long: behaviours * depth > LONG,
    },
    spec,
    session,
  );
  reader.end();
  const text = reader.unreadable();
  return text === null ? outcome : { kind: "refused", problems: [unreadable(spec.specFile, text)] };
};

/** From so many steps on, thorough compilation pays. */
const LONG = 2000;

const PROGRESS_MILLISECONDS = 5000;

const createTeller = ({ behaviours }: SimulateRequest, { progress }: TlcSession) => {
  let last = performance.now();
  return (number: number): void => {
    if (performance.now() - last < PROGRESS_MILLISECONDS) return;
    last = performance.now();
    progress(`simulation: ${number} of ${behaviours} behaviours`);
  };
};

/** Nothing of what follows may pass for the whole. */
const missing = (
  { behaviours, steps }: SimulateFigures,
  { behaviours: wanted }: SimulateRequest,
  run: Exclude<StageOutcome, { readonly kind: "refused" }>,
): readonly Problem[] => {
  const told = `TLC told ${behaviours} of ${wanted} behaviours`;
  if (run.kind === "unfinished") {
    const { file, message } = run.problem;
    const repair =
      "Allow more with --timeout; where TLC could not compute something, mend the spec: its output is in that folder.";
    return [
      { code: "INC090", ...(file === undefined ? {} : { file }), message: `${told}: ${message}`, repair },
    ];
  }
  if (behaviours !== wanted)
    return [{ code: "INC090", message: told, repair: "Does the configuration have an initial state?" }];
  return steps > 0
    ? []
    : [{ code: "INC090", message: "no behaviour has a step", repair: "Give the steps larger budgets." }];
};

const unreadable = (file: string, text: string): Problem => ({
  code: "SPC055",
  file,
  message: `what TLC printed of a state cannot be read: ${text.trim().slice(0, 200)}`,
  repair:
    "Let the variables hold numbers, strings, model values, and finite sets, sequences and functions of them.",
});
