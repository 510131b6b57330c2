import { transitionEvent } from "../harness/targets/election/transitionEvent.ts";
import { randomScenario } from "../impl/cluster/random-scenario.ts";
import { simulate } from "../impl/cluster/simulation.ts";
import type { TransitionSink } from "../impl/cluster/transition.ts";
import { serverNames } from "../impl/cluster/world.ts";
import { collectRecorder, createBacklog, createRecorder, type Recorder } from "../traces/recorder.ts";
import { HEADER } from "./benchTraceCore.ts";
import type { Variant } from "./benchTraceRounds.ts";

/** The simulated cluster of three nodes, with faults. It always has a sink, so its default is what the others are held to. */
export const clusterVariants = (seed: number, steps: number): readonly Variant[] => {
  const schedule = randomScenario({ nodes: serverNames(3), seed, steps, faults: true });
  const run = (sink: TransitionSink): number => simulate({ ...schedule, sink }).steps;
  const textRecorder = () => createRecorder({ header: HEADER, write: () => undefined });
  // What was kept lives on after its chunk, or clearing up would find it dead and cost nothing.
  let backlog = createBacklog(transitionEvent);
  const keepAll = (): number => {
    backlog = createBacklog(transitionEvent);
    return run(backlog.keep);
  };
  const keepFor = (recorder: Recorder): number => {
    const made = keepAll();
    backlog.recordTo(recorder);
    return made;
  };
  return [
    { name: "no-op sink, the default", run: () => simulate(schedule).steps },
    { name: "a sink that does nothing with what it gets", run: () => run(() => undefined) },
    { name: "recording, while it runs: steps kept", limit: 3, run: keepAll },
    {
      name: "recording, all of it: kept, then a trace in memory",
      limit: 3,
      run: () => keepFor(collectRecorder(HEADER)),
    },
    {
      name: "recording, all of it: kept, then encoded",
      limit: 3,
      run: () => keepFor(textRecorder()),
    },
    {
      name: "recording, all of it: encoded at each step",
      limit: 3,
      run: () => {
        const { record } = textRecorder();
        return run((transition) => void record(transitionEvent(transition)));
      },
    },
  ];
};
