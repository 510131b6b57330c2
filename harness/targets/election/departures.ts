import { randomScenario } from "../../../impl/cluster/random-scenario.ts";
import { runScenario } from "../../../impl/cluster/scenario/run.ts";
import { simulate } from "../../../impl/cluster/simulation.ts";
import { serverNames } from "../../../impl/cluster/world.ts";
import type { StepFunction } from "../../../impl/elector/types.ts";
import { everyMutant } from "../../../impl/mutants/mutants.ts";
import type { RecordRequest } from "../target.ts";
import { watchedStep } from "./lab.ts";

/**
 * After how many events of a run of the true elector each mutant would have stepped otherwise for the first time; who never
 * would is missing. Up to there the mutant's run is the true one, so that one run tells of all mutants.
 */
export const electionDepartures = (
  requests: readonly RecordRequest[],
): readonly ReadonlyMap<string, number>[] => {
  const watched = watchedStep(everyMutant);
  return requests.map((request) => {
    const found = new Map<string, number>();
    let events = 0;
    const step: StepFunction = (state, input) => {
      watched.forget();
      const taken = watched.step(state, input);
      for (const number of watched.deviants()) {
        const name = everyMutant[number]?.name;
        if (name !== undefined && !found.has(name)) found.set(name, events);
      }
      return taken;
    };
    play(request, { step, sink: () => (events += 1) });
    return found;
  });
};

const play = (
  request: RecordRequest,
  watched: { readonly step: StepFunction; readonly sink: () => void },
): void => {
  if (request.kind === "random")
    simulate({ ...randomScenario({ ...request, nodes: serverNames(request.nodes) }), ...watched });
  else runScenario(request, { ...watched, ...(request.seed === undefined ? {} : { seed: request.seed }) });
};
