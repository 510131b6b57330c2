import path from "node:path";
import { randomFaults, scriptedFaults, type TimedFault } from "../../../impl/cluster/tcp/faults.ts";
import type { Scenario } from "../../../impl/cluster/scenario/draft.ts";
import { parseScenario } from "../../../impl/cluster/scenario/parse.ts";
import { serverNames, type TermMemory } from "../../../impl/cluster/world.ts";
import { configFor, defaultConfig, type ElectorConfig } from "../../../impl/elector/config.ts";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import type { LiveRequest } from "../target.ts";

/** A request with all that follows from it. */
export interface TcpPlan {
  readonly name: string;
  readonly purpose: string;
  readonly scenario?: string;
  readonly nodes: readonly string[];
  readonly seed: number;
  readonly memory: TermMemory;
  readonly quorum: number;
  readonly faults: readonly TimedFault[];
  readonly until: { readonly ms: number; readonly events: number };
  readonly configOf: (node: string) => ElectorConfig;
  readonly warnings: readonly Problem[];
}

/** Milliseconds of the product's timers, and of scenarios, that pass in one of real time. */
const SPEEDUP = 40;

/** Decides everything about a run but what real time decides. */
export const planOf = (request: LiveRequest): Result<TcpPlan> =>
  request.kind === "random" ? success(randomPlan(request)) : scenarioPlan(request);

const randomPlan = (request: Extract<LiveRequest, { kind: "random" }>): TcpPlan => {
  const { seed, ms, steps, faults, memory } = request;
  const nodes = serverNames(request.nodes);
  return {
    name: `tcp-${request.nodes}-${seed}`,
    purpose: `${request.nodes} processes over TCP${faults ? ", killed and stopped at random" : ""}`,
    nodes,
    seed,
    memory,
    quorum: 0,
    faults: faults ? randomFaults(nodes, { seed, ms }) : [],
    until: { ms, events: steps },
    configOf: () => scaled(nodes.length, {}),
    warnings: [],
  };
};

const scenarioPlan = (request: Extract<LiveRequest, { kind: "scenario" }>): Result<TcpPlan> => {
  const { file, text, steps } = request;
  const parsed = parseScenario({ file, text });
  if (!parsed.ok) return failure(...parsed.problems);
  const scenario = parsed.value;
  const { nodes, memory, quorum, initialWaits, elapsed } = scenario;
  const { faults, impossible } = scriptedFaults(commandsOf(scenario), { nodes, speedup: SPEEDUP });
  if (impossible.length > 0) return failure(...impossibleStatements(file, scenario, impossible));
  const name = path.basename(file, ".scenario");
  return success({
    name: `tcp-${name}`,
    purpose: name,
    scenario: name,
    nodes,
    seed: request.seed ?? scenario.seed,
    memory,
    quorum,
    faults,
    until: { ms: elapsed / SPEEDUP, events: steps },
    configOf: (node) => scaled(nodes.length, { quorum, initialWait: initialWaits[node] }),
    warnings: notJudged(file, scenario),
  });
};

const commandsOf = ({ acts }: Scenario) => acts.filter((act) => act.kind === "command");

const impossibleStatements = (
  file: string,
  scenario: Scenario,
  kinds: readonly string[],
): readonly Problem[] =>
  commandsOf(scenario)
    .filter(({ command }) => kinds.includes(command.kind))
    .map(({ command, line }) => ({
      code: "SCN102",
      file,
      line,
      message: `${command.kind} cannot be done to processes over real sockets`,
      repair: "Use pause, resume, crash, restart, stop, start and quorum, or the simulated driver.",
    }));

const notJudged = (file: string, { acts }: Scenario): readonly Problem[] => {
  const [first, ...more] = acts.filter((act) => act.kind === "expect");
  if (first === undefined) return [];
  return [
    {
      code: "SCN103",
      file,
      line: first.line,
      message: `${more.length + 1} expectations were not judged: in real time no run is like another`,
      repair: "The simulated driver judges them; the trace is judged by conformance check.",
    },
  ];
};

interface OwnSettings {
  readonly quorum?: number;
  /** Milliseconds of the scenario. */
  readonly initialWait?: number | undefined;
}

/** The product's timers (1.7), `SPEEDUP` times as fast. */
const scaled = (nodeCount: number, { quorum = 0, initialWait }: OwnSettings): ElectorConfig => {
  const waits = initialWait === undefined ? {} : { initialWaitTimeoutMs: initialWait };
  const config = configFor(nodeCount, { ...defaultConfig, quorum, ...waits });
  return {
    ...config,
    initialWaitTimeoutMs: config.initialWaitTimeoutMs / SPEEDUP,
    maxRandomWaitTimeoutMs: config.maxRandomWaitTimeoutMs / SPEEDUP,
    scoutingResultTimeoutMs: config.scoutingResultTimeoutMs / SPEEDUP,
    electionResultTimeoutMs: config.electionResultTimeoutMs / SPEEDUP,
    heartbeatBroadcastPeriodMs: config.heartbeatBroadcastPeriodMs / SPEEDUP,
    heartbeatCheckPeriodMs: config.heartbeatCheckPeriodMs / SPEEDUP,
  };
};
