import type { Problem } from "../../../traces/problem.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { TlcSession } from "../../tlc/session.ts";
import type { Simulated, SimulateRequest } from "./simulate.ts";
import type { SimulateFigures } from "./simulateTally.ts";

/** What random behaviours of a model have shown: evidence, for they are not all. */
export interface SimulatedPart extends SimulateFigures {
  /** Behaviours asked for, and steps of each at most. */
  readonly asked: number;
  readonly depth: number;
  readonly seed: number;
  /** Actions that were possible in none of the states. */
  readonly neverPossible: readonly string[];
  /** Actions that were possible and that TLC never chose. */
  readonly neverTaken: readonly string[];
}

/** The JSON document of `conformance graph --simulate`: not the graph, but random behaviours of it. */
export interface SimulateReport {
  readonly command: "graph";
  /** `diverges` when an invariant of the configuration did not hold. */
  readonly verdict: "conforms" | "diverges" | "inconclusive";
  readonly simulated: SimulatedPart;
  readonly errors: readonly Problem[];
  readonly tlc: { readonly version: string; readonly runs: number };
  readonly spec: { readonly file: string; readonly cfg: string };
  readonly runDir: string;
  readonly durationMs: number;
}

export const simulatedPart = (
  figures: SimulateFigures,
  { behaviours: asked, depth, seed }: SimulateRequest,
): SimulatedPart => {
  const actions = Object.entries(figures.actions);
  return {
    ...{ ...figures, asked, depth, seed },
    neverPossible: actions.filter(([, { possible, taken }]) => possible + taken === 0).map(([name]) => name),
    neverTaken: actions
      .filter(([, { possible, taken }]) => possible > 0 && taken === 0)
      .map(([name]) => name),
  };
};

/** What a report says of the session. */
interface SessionFacts extends Pick<TlcSession, "runDir"> {
  readonly toolchain: { readonly jar: Pick<TlcSession["toolchain"]["jar"], "version"> };
}

/** Broken laws come before all else; what was cut short says nothing of the rest. */
export const simulateReport = (
  { figures, problems }: Simulated,
  {
    request,
    spec,
    session,
    durationMs,
  }: {
    readonly request: SimulateRequest;
    readonly spec: Pick<LoadedSpec, "specFile" | "cfgFile">;
    readonly session: SessionFacts;
    readonly durationMs: number;
  },
): SimulateReport => ({
  command: "graph",
  verdict: verdictOf({ figures, problems }),
  simulated: simulatedPart(figures, request),
  errors: problems,
  tlc: { version: session.toolchain.jar.version ?? "unknown", runs: 2 },
  spec: { file: spec.specFile, cfg: spec.cfgFile },
  runDir: session.runDir,
  durationMs,
});

const verdictOf = ({ figures, problems }: Simulated): SimulateReport["verdict"] => {
  if (figures.laws.some(({ broken }) => broken > 0)) return "diverges";
  return problems.length === 0 && figures.steps > 0 ? "conforms" : "inconclusive";
};
