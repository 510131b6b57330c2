import path from "node:path";
import { unmarked, unmarkedValue } from "../tla/moduleText.ts";
import type { Checkpoints, TlcJob } from "../tlc/job.ts";
import { classify, type TlcOutcome } from "../tlc/outcome.ts";
import { runTlc, type TlcRun } from "../tlc/run.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { LoadedSpec } from "./loadSpec.ts";
import { ownPlaces } from "./ownPlaces.ts";

/** A generated root module that extends the spec, and what to do with TLC's output. */
export interface GeneratedRun {
  readonly module: string;
  readonly config: string;
  readonly dump?: string;
  readonly checkpoints?: Checkpoints;
  /** What the module printed by `Conf_Print`; what the spec prints itself is left out. */
  readonly onUserLine?: (line: string) => void;
  /** Random behaviours instead of all states. */
  readonly simulate?: TlcJob["simulate"];
  /** Every text of a value that the module printed by `Conf_Show`; nothing printed is kept then. */
  readonly onShown?: (text: string) => void;
  /** Long enough for the JVM to compile thoroughly. */
  readonly long?: boolean;
}

/** Runs TLC over a generated module, with a single worker so that its output has one order. */
export const runGenerated = (
  { module, config, dump, checkpoints, onUserLine, simulate, onShown, long = false }: GeneratedRun,
  spec: LoadedSpec,
  session: TlcSession,
): Promise<TlcRun> =>
  runTlc({
    ...session,
    module,
    config,
    ...(dump === undefined ? {} : { dump }),
    ...(checkpoints === undefined ? {} : { checkpoints }),
    ...(onUserLine === undefined ? {} : { onUserLine: withoutOthers(onUserLine) }),
    ...(simulate === undefined ? {} : { simulate }),
    ...(onShown === undefined ? {} : { onUserLine: shownOnly(onShown), keepPrints: false }),
    libraries: [path.dirname(path.resolve(spec.specFile))],
    workers: 1,
    short: !long,
    deadlock: false,
  });

const withoutOthers =
  (onUserLine: (line: string) => void) =>
  (line: string): void => {
    const own = unmarked(line);
    if (own !== null) onUserLine(own);
  };

const shownOnly =
  (onShown: (text: string) => void) =>
  (line: string): void => {
    const text = unmarkedValue(line);
    if (text !== null) onShown(text);
  };

/**
 * What a run of a generated module means. It checks no laws by TLC's own means, so an assertion that fails is one of the
 * spec's: one more thing that TLC cannot evaluate. Problems have the places of the user's files, not of ours.
 */
export const outcomeOf = (run: TlcRun, spec: LoadedSpec): TlcOutcome => {
  const outcome = classify(run);
  if (outcome.kind === "input") return { kind: "input", problems: ownPlaces(outcome.problems, spec) };
  if (outcome.kind !== "violated" || outcome.what !== "assertion") return outcome;
  const { message, place, states } = outcome;
  return { kind: "evaluation", message, states, ...(place !== undefined && { place }) };
};
