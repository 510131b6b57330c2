import { tcpEvent } from "../harness/targets/election/tcpEvent.ts";
import { randomScenario } from "../impl/cluster/random-scenario.ts";
import { simulate } from "../impl/cluster/simulation.ts";
import type { NodeSink } from "../impl/cluster/tcp/nodeTransition.ts";
import { isHeard, noSink } from "../impl/cluster/transition.ts";
import { serverNames } from "../impl/cluster/world.ts";
import { step } from "../impl/elector/step.ts";
import type { ElectorInput, ElectorState, NodeId } from "../impl/elector/types.ts";
import { createFileRecorder } from "../traces/fileRecorder.ts";
import { createBacklog, createRecorder, type NewHeader } from "../traces/recorder.ts";
import type { Variant } from "./benchTraceRounds.ts";

/** What a process knows of one step before it takes it, and the ids it would give. */
export interface Prepared {
  readonly state: ElectorState;
  readonly input: ElectorInput;
  readonly connected: readonly NodeId[];
  readonly sent: readonly string[];
}

export const HEADER: NewHeader = { spec: "BlazingMQLeaderElection", purpose: "benchmark" };

/** What takes microseconds does `few` steps, what takes less does `many`: a chunk of milliseconds either way. */
export interface Chunks {
  readonly few: readonly Prepared[];
  readonly many: readonly Prepared[];
}

/** Real steps, all of them actions: those of a random run of three nodes with faults. */
export const prepare = (seed: number, steps: number): readonly Prepared[] => {
  const prepared: Prepared[] = [];
  const watching: typeof step = (state, input) => {
    const taken = step(state, input);
    const connected = state.nodes.filter((node) => node !== state.self);
    const sent = taken.output.message === null ? [] : connected.map((peer) => `${peer}.${prepared.length}`);
    if (taken.action !== null) prepared.push({ state, input, connected, sent });
    return taken;
  };
  simulate({ ...randomScenario({ nodes: serverNames(3), seed, steps, faults: true }), step: watching });
  return prepared;
};

/** The pure core: nothing but `step`, then the same with sinks. */
export const coreVariants = ({ few, many }: Chunks): readonly Variant[] => {
  // What was kept lives on after its chunk, or clearing up would find it dead and cost nothing.
  let backlog = createBacklog(tcpEvent);
  const keepAll = (prepared: readonly Prepared[]): number => {
    backlog = createBacklog(tcpEvent);
    return tellAll(prepared, backlog.keep);
  };
  return [
    { name: "step() alone", run: () => stepAll(many) },
    { name: "no-op sink, the default of a driver", limit: 1.05, run: () => tellAll(many, noSink) },
    { name: "a sink that does nothing with what it gets", run: () => tellAll(many, () => undefined) },
    { name: "recording, while it runs: steps kept", limit: 3, run: () => keepAll(many) },
    {
      name: "recording, all of it: kept, then encoded",
      run: () => {
        const steps = keepAll(few);
        backlog.recordTo(createRecorder({ header: HEADER, write: noSink }));
        return steps;
      },
    },
  ];
};

/** What a process of the TCP driver does before the messages of a step leave (tcpNode.ts). */
export const fileVariants = ({ few, many }: Chunks, file: string): readonly Variant[] => [
  { name: "step() alone", run: () => stepAll(many) },
  {
    name: "encoded at each step, not written",
    run: () => {
      const { record } = createRecorder({ header: HEADER, write: noSink });
      return tellAll(few, (transition) => void record(tcpEvent(transition)));
    },
  },
  { name: "the TCP driver's file: write(2) at each step", run: () => writeAll(few, file) },
];

const stepAll = (prepared: readonly Prepared[]): number => {
  let last: unknown;
  for (const { state, input } of prepared) last = step(state, input);
  return countIf(last, prepared);
};

const tellAll = (prepared: readonly Prepared[], sink: NodeSink): number => {
  let last: unknown;
  for (const { state: before, input, connected, sent } of prepared) {
    const taken = step(before, input);
    const { action, state } = taken;
    // As the simulated cluster does (consume.ts).
    if (action !== null && isHeard(sink)) sink({ action, state, connected, sent, at: input.now });
    last = taken;
  }
  return countIf(last, prepared);
};

/** Uses the last result, so that no compiler may leave the steps out. */
const countIf = (last: unknown, prepared: readonly Prepared[]): number =>
  last === undefined ? 0 : prepared.length;

const writeAll = (prepared: readonly Prepared[], file: string): number => {
  const recorder = createFileRecorder(file, { header: HEADER, bufferSize: 1, overwrite: true });
  if (!recorder.ok) throw new Error(recorder.problems.map(({ message }) => message).join("; "));
  const { record, flush, close } = recorder.value;
  const steps = tellAll(prepared, (transition) => {
    record(tcpEvent(transition));
    if (!flush().ok) throw new Error(`could not write to ${file}`);
  });
  close();
  return steps;
};
