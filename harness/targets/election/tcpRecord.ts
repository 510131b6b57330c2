import { existsSync } from "node:fs";
import { makeFolder } from "../../makeFolder.ts";
import { rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { runCluster } from "../../../impl/cluster/tcp/cluster.ts";
import type { Entry } from "../../../impl/cluster/tcp/childNode.ts";
import type { Incarnation } from "../../../impl/cluster/tcp/member.ts";
import { addRefusals } from "../../../impl/cluster/tcp/refusals.ts";
import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import type { NewHeader } from "../../../traces/recorder.ts";
import type { LiveContext, LiveRecording, LiveRequest, RecordedProcess } from "../target.ts";
import { tcpEntry } from "./tcpEntry.ts";
import { failureProblem } from "./tcpFailure.ts";
import { highestTerm, readProcessRecord, type ProcessRecord } from "./tcpFiles.ts";
import { mergeProcesses } from "./tcpMerge.ts";
import { planOf, type TcpPlan } from "./tcpPlan.ts";

/** What a run is given besides its request; every process keeps its trace in the folder. */
export interface TcpContext extends LiveContext {
  /** The program of a process; the one beside this file unless said. */
  readonly entry?: Entry;
}

/** Runs one process a node over TCP on 127.0.0.1 and merges what they recorded; on return no process is left. */
export const recordTcp = async (
  request: LiveRequest,
  context: TcpContext,
): Promise<Result<LiveRecording>> => {
  const planned = planOf(request);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const first = plan.nodes.map((node) => path.join(context.folder, `${node}.1.ndjson`));
  const taken = first.find((file) => existsSync(file));
  if (taken !== undefined) return failure(folderTaken(taken));
  await makeFolder(context.folder);
  const named: string[] = [];
  const run = await runCluster({
    ...plan,
    entry: context.entry ?? tcpEntry(),
    fileOf: (node, incarnation) => {
      const file = path.join(context.folder, `${node}.${incarnation}.ndjson`);
      named.push(file);
      return file;
    },
    termAfter: (past) => termAfter(past, plan),
    note: JSON.stringify(headerOf(plan)),
    signal: context.signal,
    progress: context.progress,
  });
  if (!run.ok) {
    if (run.failure.cause === "aborted") await removeRecords(context.folder, named);
    return failure(failureProblem(run.failure));
  }
  const records = await readAll(run.incarnations);
  if (!records.ok) return records;
  const merged = mergeProcesses(records.value);
  if (!merged.ok) return merged;
  return success({
    trace: { ...merged.value, file: `${plan.name}.ndjson` },
    processes: records.value.map(described),
    refusals: addRefusals(run.incarnations.map(({ standing }) => standing?.refusals ?? {})),
    warnings: plan.warnings,
  });
};

const folderTaken = (file: string): Problem => ({
  code: "USE023",
  message: `${file} exists already: the folder holds the processes of another run`,
  repair: "Choose another --out-dir, or leave it out.",
});

/** Nobody asked for half a run; a folder that holds more than it stays. */
const removeRecords = async (folder: string, files: readonly string[]): Promise<void> => {
  await Promise.all(files.map((file) => rm(file, { force: true })));
  await rmdir(folder).catch(() => undefined);
};

/** 1.9: nothing, or all that the node's processes wrote down ("ledger" allows that too). */
const termAfter = async (past: readonly Incarnation[], { memory }: TcpPlan): Promise<number> => {
  if (memory === "volatile") return 0;
  const records = await readAll(past);
  if (!records.ok) throw new Error(records.problems.map(({ message }) => message).join("; "));
  const given = past.map(({ term }) => term);
  return Math.max(0, ...given, highestTerm(records.value.flatMap(({ trace }) => trace?.events ?? [])));
};

const readAll = async (processes: readonly Incarnation[]): Promise<Result<readonly ProcessRecord[]>> => {
  const read = await Promise.all(processes.map(readProcessRecord));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0
    ? failure(...problems)
    : success(read.flatMap((one) => (one.ok ? [one.value] : [])));
};

const headerOf = ({ nodes, seed, memory, quorum, scenario, purpose }: TcpPlan): NewHeader => ({
  spec: "BlazingMQLeaderElection",
  constants: {
    Server: { "#set": nodes },
    // Said only where it is not what trace.cfg says: traces of equal constants share a TLC run.
    ...(memory === "durable" ? {} : { TermMemory: memory }),
    ...(quorum === 0 ? {} : { ConfiguredQuorum: quorum }),
  },
  nodes,
  producer: {
    name: "tla-conformance",
    driver: "tcp",
    seed,
    ...(scenario === undefined ? {} : { scenario }),
  },
  purpose,
});

const described = ({ process, trace, tornBytes }: ProcessRecord): RecordedProcess => ({
  file: process.file,
  killed: process.killed,
  events: trace?.events.length ?? 0,
  tornBytes,
});
