import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import type { LookedBehind } from "../replay/behind/behindReport.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import { exitCode } from "../report/exit.ts";
import { replayText } from "../report/replayText.ts";
import { failed } from "./failed.ts";
import type { CommandResult } from "./options.ts";
import { usage } from "./session.ts";
import {
  readBaselineOptions,
  replayFromBaseline,
  type BaselineInput,
  type BaselineOptions,
  type BaselineWish,
} from "./replayBaseline.ts";
import { emitSuite, readEmitOptions, type EmitOptions, type EmitWish } from "./replayEmit.ts";
import type { ReplaySubject } from "./replaySubject.ts";

/** What of a replay is to be kept: a suite, what a green one has shown. */
export interface Keeping {
  readonly emit: EmitWish | null;
  readonly baseline: BaselineWish | null;
}

/** Other things that `replay` can do, of which nothing is kept. */
interface OtherOptions {
  readonly random?: string;
  readonly simulate?: string;
}

/** All that is wrong with the options at once: USE050, USE051. */
export const readKeeping = (options: EmitOptions & BaselineOptions & OtherOptions): Result<Keeping> => {
  const emit = readEmitOptions(options);
  const baseline = readBaselineOptions(options);
  const wished = emit.ok && baseline.ok && (emit.value !== null || baseline.value !== null);
  if (wished && (options.random !== undefined || options.simulate !== undefined))
    return failure(
      usage("USE050", "--emit and --baseline are for whole graphs: neither --random nor --simulate"),
    );
  if (emit.ok && baseline.ok) return success({ emit: emit.value, baseline: baseline.value });
  return { ok: false, problems: [emit, baseline].flatMap((read) => (read.ok ? [] : read.problems)) };
};

interface KeepingInput extends Omit<BaselineInput, "target"> {
  readonly target: ReplaySubject;
  /** Why the graph is a part. */
  readonly problems: readonly Problem[];
  /** Warnings about the cache. */
  readonly close: () => readonly Problem[];
  /** Adds what lies behind the cut of a part. */
  readonly lookBehind?: (report: ReplayReport) => Promise<LookedBehind>;
}

/** The result of a command that replays, and keeps what is to be kept. */
export const replayKeeping = async (
  keeping: Keeping,
  input: KeepingInput,
  replay: () => ReplayReport,
): Promise<CommandResult> => {
  const done = await replayed(keeping, input, replay);
  if (!done.ok) return failed("replay", done.problems);
  const { lookBehind = (known): Promise<LookedBehind> => Promise.resolve(known) } = input;
  const whole = await lookBehind({ ...done.value, errors: input.problems });
  const report = { ...whole, warnings: [...whole.warnings, ...uncompared(whole, input), ...input.close()] };
  return {
    json: report,
    text: replayText(report),
    exitCode: exitCode([report.verdict], report.errors ?? []),
  };
};

/** Of a driver file; what a target leaves out its documentation says. */
const uncompared = (
  { compared }: Pick<ReplayReport, "compared">,
  { target, graph }: Pick<KeepingInput, "target" | "graph">,
): readonly Problem[] => {
  const [state] = graph.initial;
  if (target.told === undefined || compared.length === 0 || state === undefined) return [];
  const left = [...graph.stateOf(state).keys()].filter((name) => !compared.includes(name));
  if (left.length === 0) return [];
  const message = `only ${compared.join(", ")} ${compared.length === 1 ? "is" : "are"} compared: the driver does not show ${left.join(", ")}, and the verdict says nothing of ${left.length === 1 ? "it" : "them"}`;
  return [{ code: "VAC023", message, repair: "Show in `project` whatever the implementation has of it." }];
};

/**
 * Replays, by a baseline if there is one, and writes the suite, whatever the verdict: a suite of a spec that the
 * implementation does not follow fails until it does. Problems of both, RPL.
 */
const replayed = async (
  { emit, baseline }: Keeping,
  input: KeepingInput,
  replay: () => ReplayReport,
): Promise<Result<ReplayReport>> => {
  const suite = emit === null ? null : await emitSuite(emit, input);
  if (suite?.ok === false) return suite;
  const report = baseline === null ? success(replay()) : await replayFromBaseline(baseline, input);
  return report.ok && suite !== null ? success({ ...report.value, suite: suite.value }) : report;
};
