import path from "node:path";
import { findTraces } from "../../../traces/find.ts";
import { failure, type Problem } from "../../../traces/problem.ts";
import { checkFiles } from "../../check/check.ts";
import type { CheckReport } from "../../check/checkReport.ts";
import { overallVerdict } from "../../report/exit.ts";
import { buildGraph, type BuiltGraph } from "../../graph/graph.ts";
import { unfinished } from "../../graph/graphProblems.ts";
import { checkModels } from "../../model/model.ts";
import { packageFile } from "../../packageRoot.ts";
import { loadSpec, type LoadedSpec } from "../../spec/loadSpec.ts";
import { questionOf, type Target } from "../../targets/target.ts";
import { inParallel } from "../../tlc/inParallel.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { unheard } from "../../tlc/shutdown.ts";
import { replayTarget } from "../replayTarget.ts";
import { recordFresh } from "./freshTraces.ts";
import type { NamedGraph } from "./graphMatrix.ts";
import { FULL_TRACES, QUICK_TRACES } from "./traceBudget.ts";
import type { SelfTestReport, TargetReport } from "./runReport.ts";
import { selfTest } from "./selfTest.ts";

export interface RunOptions {
  readonly quick: boolean;
  readonly seed: number;
}

/** Everything about one target; what could not be done is in `problems`, what could is in the report. */
export const runTarget = async (
  target: Target,
  options: RunOptions,
  session: TlcSession,
): Promise<{ readonly report: TargetReport; readonly problems: readonly Problem[] }> => {
  const at = (step: string): TlcSession => ({
    ...session,
    runDir: path.join(session.runDir, target.name, step),
  });
  const wanted = ({ quick }: { readonly quick: boolean }): boolean => quick || !options.quick;
  const questions = target.models.filter(wanted).map((cfg) => questionOf(target, cfg));
  const model = await checkModels(questions, at("model"));
  const built = await buildGraphs(target, target.graphs.filter(wanted), at("graph"));
  const judged =
    target.scenarioFolder === null || isStopped(session)
      ? null
      : await judgeTraces(target, { options, graphs: built.graphs }, at("check"));
  if (!isStopped(session)) session.progress(`${target.name}: replay`);
  const replays = isStopped(session)
    ? []
    : unheard(() => built.graphs.map((graph) => replayTarget(target, graph)));
  return {
    report: {
      name: target.name,
      model,
      check: judged?.check ?? null,
      selfTest: judged?.selfTest ?? null,
      graphs: built.graphs.map(({ report }) => report),
      replay: replays[0] ?? null,
      replays,
    },
    problems: [...model.errors, ...built.problems, ...(judged?.problems ?? [])],
  };
};

/** Ctrl-C: nothing more is begun. */
const isStopped = ({ signal }: TlcSession): boolean => signal?.aborted === true;

/** Whole graphs only: a part proves nothing of what the implementation must not do, nor that two are alike. */
const buildGraphs = async (target: Target, graphs: Target["graphs"], session: TlcSession) => {
  const built = await inParallel(graphs, session.jobs, async ({ name, cfgFile }) => {
    const own = { ...session, jobs: 1, runDir: path.join(session.runDir, name) };
    if (isStopped(session)) return failure(unfinished("the run was stopped", own.runDir, "Run it again."));
    session.progress(`${target.name}: graph ${name}`);
    const spec = await loadSpec({ specFile: target.specFile, cfgFile, ...own });
    const graph = spec.ok ? await buildGraph(spec.value, own) : spec;
    return graph.ok && graph.value.problems.length > 0 ? failure(...graph.value.problems) : graph;
  });
  return {
    graphs: built.flatMap((graph) => (graph.ok ? [graph.value] : [])),
    problems: built.flatMap((graph) => (graph.ok ? [] : graph.problems)),
  };
};

interface JudgedTraces {
  /** The fresh and the shipped conforming traces only. */
  readonly check: CheckReport | null;
  readonly selfTest: SelfTestReport | null;
  readonly problems: readonly Problem[];
}

/** One check over all traces, good and known-bad: they share TLC runs and are sorted out afterwards. */
const judgeTraces = async (
  target: Target,
  { options, graphs }: { readonly options: RunOptions; readonly graphs: readonly BuiltGraph[] },
  session: TlcSession,
): Promise<JudgedTraces> => {
  session.progress(`${target.name}: recording traces`);
  const fresh = await recordFresh(target, options.quick ? QUICK_TRACES : FULL_TRACES, {
    ...session,
    seed: options.seed,
  });
  const shipped = await shippedTraces(options.quick);
  const spec = await loadSpec({ specFile: target.specFile, cfgFile: target.cfgFor("trace"), ...session });
  if (!spec.ok) return { check: null, selfTest: null, problems: [...fresh.problems, ...spec.problems] };
  const good = [...fresh.files, ...shipped.valid];
  const mutants = [...fresh.mutants.values()].flatMap(({ traces }) => traces.map(({ file }) => file));
  session.progress(
    `${target.name}: judging ${good.length} traces, and ${mutants.length + shipped.invalid.length} bad ones`,
  );
  const counted = new Set(good);
  const judged = await checkFiles([...good, ...shipped.invalid, ...mutants], spec.value, {
    ...{ ...session, ...VERDICTS_ONLY },
    coverage: (file) => counted.has(file),
  });
  const report = await withReasons(judged, counted, { spec: spec.value, session });
  session.progress(
    `${target.name}: ${target.mutants.length} known-bad implementations on ${graphs.length} graphs`,
  );
  return {
    check: only(report, good),
    selfTest: isStopped(session)
      ? null
      : unheard(() =>
          selfTest({ target, report, fresh, knownBad: shipped.invalid, graphs: graphs.map(named) }),
        ),
    problems: [...fresh.problems, ...report.errors],
  };
};

const named = ({ graph, report }: BuiltGraph): NamedGraph => ({
  name: path.basename(report.spec.cfg, ".cfg"),
  graph,
});

/** Most traces are meant to diverge, and only where they do matters. */
const VERDICTS_ONLY = { reasons: "none", looksLike: false } as const;

/** Traces that should conform and do not are judged once more, with all that can be said of them. */
const withReasons = async (
  report: CheckReport,
  counted: ReadonlySet<string>,
  { spec, session }: { readonly spec: LoadedSpec; readonly session: TlcSession },
): Promise<CheckReport> => {
  const wrong = report.traces.filter(({ file, verdict }) => verdict === "diverges" && counted.has(file));
  if (wrong.length === 0) return report;
  const files = wrong.map(({ file }) => file);
  const again = await checkFiles(files, spec, { ...session, runDir: path.join(session.runDir, "reasons") });
  const told = new Map(again.traces.map((trace) => [trace.file, trace]));
  return { ...report, traces: report.traces.map((trace) => told.get(trace.file) ?? trace) };
};

/** The examples in traces/; a quick run leaves out those whose cluster size would need a TLC run of its own. */
const shippedTraces = async (quick: boolean) => {
  const find = async (folder: string): Promise<readonly string[]> => {
    const found = await findTraces([packageFile("traces", folder)]);
    return found.ok ? found.value : [];
  };
  return { valid: quick ? [] : await find("valid"), invalid: await find("invalid") };
};

const only = (report: CheckReport, files: readonly string[]): CheckReport => {
  const wanted = new Set(files);
  const traces = report.traces.filter(({ file }) => wanted.has(file));
  return { ...report, traces, verdict: overallVerdict(traces.map(({ verdict }) => verdict)) };
};
