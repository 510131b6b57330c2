import path from "node:path";
import type { LocatedEvent, Trace } from "../../traces/trace.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { canonicalText, type TlaValue } from "../tla/value.ts";
import { classify } from "../tlc/outcome.ts";
import { runTlc } from "../tlc/run.ts";
import type { TlcSession } from "../tlc/session.ts";
import { writeBatchFiles } from "./batchFiles.ts";
import type { Divergence } from "./checkReport.ts";
import { divergenceOf, type Evidence } from "./diagnosis.ts";
import type { Followed } from "./follow.ts";
import type { Guard } from "./guardText.ts";
import { readPrinted, type FailedGuard, type Printed } from "./printed.ts";

/** What could be found out about traces that stopped; runs counts the JVMs it took. */
export interface Explained {
  readonly divergences: ReadonlyMap<Trace, Divergence>;
  /** Traces on which TLC could not evaluate a step although some successor agrees with the log. */
  readonly unclear: ReadonlySet<Trace>;
  readonly runs: number;
}

/** Frontier states shown per divergence. */
const MAX_FRONTIER = 8;

/**
 * Asks TLC, for all given traces at once, for the states in which each stopped, the steps possible there and
 * the guards that forbid the logged one. A probe that TLC cannot evaluate is asked again with less.
 */
export const explainTraces = async (
  stopped: readonly Followed[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Explained> => {
  const traces = stopped.map(({ trace, matched }) => upToEvent(trace, matched + 1));
  let runs = 0;
  let findings = emptyFindings(traces.length);
  for (const depth of PROBE_DEPTHS) {
    runs += 1;
    const runDir = path.join(session.runDir, `explain-${runs}`);
    const round = await probe(traces, spec, { session: { ...session, runDir }, depth });
    findings = round.findings;
    if (round.finished) break;
  }
  const evidence = stopped.map((one, index) => evidenceOf(one, spec, { findings, index }));
  const explained = evidence.map((found, index) => [stopped[index]?.trace, divergenceOf(found)] as const);
  return {
    divergences: new Map(
      explained.flatMap(([trace, divergence]) =>
        trace === undefined || divergence === null ? [] : [[trace, divergence] as const],
      ),
    ),
    unclear: new Set(
      explained.flatMap(([trace, divergence]) => (trace === undefined || divergence !== null ? [] : [trace])),
    ),
    runs,
  };
};

/** What is asked: everything; without the guards; only the actions that the events name; nothing but states. */
const PROBE_DEPTHS = ["all", "successors", "named", "states"] as const;
type ProbeDepth = (typeof PROBE_DEPTHS)[number];

interface Findings {
  readonly probes: readonly ActionOccurrence[];
  readonly guards: readonly Guard[];
  readonly frontier: readonly Map<string, readonly TlaValue[]>[];
  readonly successors: readonly Extract<Printed, { kind: "next" }>[][];
  readonly failed: readonly FailedGuard[][];
}

const emptyFindings = (count: number): Findings => ({
  probes: [],
  guards: [],
  frontier: Array.from({ length: count }, () => new Map<string, readonly TlaValue[]>()),
  successors: Array.from({ length: count }, () => []),
  failed: Array.from({ length: count }, () => []),
});

const upToEvent = (trace: Trace, count: number): Trace => ({
  ...trace,
  events: trace.events.slice(0, count),
});

const probe = async (
  traces: readonly Trace[],
  spec: LoadedSpec,
  { session, depth }: { readonly session: TlcSession; readonly depth: ProbeDepth },
): Promise<{ readonly findings: Findings; readonly finished: boolean }> => {
  const probes = probesFor(traces, spec, depth);
  const files = await writeBatchFiles(traces, spec, {
    runDir: session.runDir,
    explain: { probes, guards: depth === "all" },
  });
  const findings: Findings = { ...emptyFindings(traces.length), probes, guards: files.guards };
  const run = await runTlc({
    ...session,
    ...files,
    libraries: [path.dirname(path.resolve(spec.specFile))],
    workers: 1,
    short: true,
    deadlock: false,
    onUserLine: (line) => note(readPrinted(line), findings),
  });
  return { findings, finished: classify(run).kind === "finished" };
};

const probesFor = (
  traces: readonly Trace[],
  spec: LoadedSpec,
  depth: ProbeDepth,
): readonly ActionOccurrence[] => {
  if (depth === "states") return [];
  const named = new Set(traces.map(({ events }) => events.at(-1)?.event.action));
  return spec.shape.occurrences.filter(({ leaf, name }) => named.has(name) || (leaf && depth !== "named"));
};

const note = (printed: Printed | null, findings: Findings): void => {
  if (printed === null) return;
  const index = printed.trace - 1;
  switch (printed.kind) {
    case "frontier":
      findings.frontier[index]?.set(printed.state.map(canonicalText).join(" "), printed.state);
      return;
    case "next":
      findings.successors[index]?.push(printed);
      return;
    case "guards":
      findings.failed[index]?.push(...printed.failed);
      return;
    case "at":
    case "law":
      return;
  }
};

const evidenceOf = (
  { trace, matched, laws, reason }: Followed,
  spec: LoadedSpec,
  { findings, index }: { readonly findings: Findings; readonly index: number },
): Evidence => {
  const located: LocatedEvent | undefined = trace.events[matched];
  if (located === undefined) throw new Error("a trace that was followed to its end cannot diverge");
  const frontier = [...(findings.frontier[index]?.values() ?? [])];
  return {
    located,
    laws,
    ...(reason === undefined ? {} : { reason }),
    probes: findings.probes,
    successors: findings.successors[index] ?? [],
    frontier: frontier.slice(0, MAX_FRONTIER),
    frontierStates: frontier.length,
    guards: findings.guards,
    failed: findings.failed[index] ?? [],
    shape: { variables: spec.model.variables.map(({ name }) => name), modelValues: spec.modelValues },
    spec,
  };
};
