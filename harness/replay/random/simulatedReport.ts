import type { Problem } from "../../../traces/problem.ts";
import { simulatedPart, type SimulatedPart } from "../../graph/simulate/simulateReport.ts";
import type { Simulated, SimulateRequest } from "../../graph/simulate/simulate.ts";
import type { ReplayReport } from "../replayReport.ts";
import type { Followed } from "./behaviourReplay.ts";

/**
 * The JSON document of `conformance replay --simulate`. Keys that the replay of a graph has too mean the same of the
 * behaviours: states that differ, steps as edges, behaviours as tests.
 */
export interface SimulatedReport extends Omit<
  ReplayReport,
  "actions" | "unobserved" | "performed" | "cover"
> {
  /** By action, steps that the implementation never takes, for it chooses another outcome that the spec may allow. */
  readonly unobserved: Readonly<Record<string, number>>;
  readonly simulated: SimulatedPart;
  readonly errors: readonly Problem[];
  readonly spec: { readonly file: string; readonly cfg: string };
  readonly runDir: string;
}

/** Puts together what TLC told and what following it has shown. */
export const simulatedReport = (
  simulated: Simulated,
  followed: Followed,
  run: Pick<SimulatedReport, "spec" | "runDir" | "durationMs"> & {
    readonly request: SimulateRequest;
    /** Actions whose outcome is the implementation's to choose. */
    readonly chooses: ReadonlySet<string>;
  },
): SimulatedReport => {
  const { request, chooses, ...rest } = run;
  const { behaviours, steps, covered, ...shown } = followed;
  const open = Object.keys(followed.unobserved).filter((action) => !chooses.has(action));
  const whole = simulated.problems.length === 0 && steps > 0 && open.length === 0;
  return {
    command: "replay",
    verdict: followed.failuresTotal > 0 ? "diverges" : whole ? "conforms" : "inconclusive",
    states: simulated.figures.distinct ?? 0,
    ...{ edges: steps, edgesCovered: covered, tests: behaviours, steps, ...shown },
    seed: request.seed,
    simulated: simulatedPart(simulated.figures, request),
    warnings: [...brokenLaws(simulated), ...openChoices(open)],
    errors: simulated.problems,
    ...rest,
  };
};

/** The question is whether the implementation follows the spec, whatever the spec's own laws say. */
const brokenLaws = ({ figures }: Simulated): readonly Problem[] =>
  figures.laws.flatMap(({ name, broken, first }) =>
    first === null
      ? []
      : [
          {
            code: "VAC090",
            message: `the spec's ${name} did not hold in ${broken} states, first in behaviour ${first.behaviour} after ${first.step} steps`,
            repair: "Let conformance model find a shortest behaviour that breaks it.",
          },
        ],
  );

const openChoices = (actions: readonly string[]): readonly Problem[] =>
  actions.length === 0
    ? []
    : [
        {
          code: "INC091",
          message: `the implementation chose other outcomes than TLC of ${actions.join(", ")}; behaviours were not followed further from there`,
          repair: "Name the actions whose choice is the implementation's own in `chooses`.",
        },
      ];
