import { step as trueStep } from "../../../impl/elector/step.ts";
import type { ElectorEvent, ElectorInput, ElectorState, StepFunction } from "../../../impl/elector/types.ts";
import { everyMutant } from "../../../impl/mutants/mutants.ts";
import type { Mutant } from "../../../impl/mutants/mutant.ts";
import { sameData } from "../../replay/mutants/dataDifference.ts";
import type { MutantLab } from "../../replay/mutants/lab.ts";
import { actionArguments, electionDriver } from "./driver.ts";
import { inputText, type ClockedWorld } from "./inputs.ts";

/** The elector and its mutants, side by side. */
export const electionLab = (mutants: readonly Mutant[] = everyMutant): MutantLab<ClockedWorld> => {
  const watched = watchedStep(mutants);
  const driver = electionDriver(watched.step);
  return {
    honest: {
      ...driver,
      perform: (world, step) => {
        watched.forget();
        return driver.perform(world, step);
      },
      promises: (world) => {
        watched.forget();
        return driver.promises?.(world) ?? [];
      },
    },
    mutants: mutants.map(({ name, step }) => ({ name, driver: electionDriver(step) })),
    deviants: watched.deviants,
    stepped: watched.stepped,
    inputOf: ({ action, args }) => inputText(action, actionArguments(args)),
    incidental: INCIDENTAL,
  };
};

/** The true step function, that knows which mutants would have stepped otherwise since it was told to forget. */
export const watchedStep = (mutants: readonly Mutant[]) => {
  const memory = createMemory();
  const deviants = new Set<number>();
  let stepped = false;
  const step: StepFunction = (state, input) => {
    const known = memory(state);
    const key = inputKey(state, input);
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = deviantsOn(mutants, state, input)));
    stepped = true;
    for (const number of found) deviants.add(number);
    return trueStep(state, input);
  };
  const forget = (): void => {
    stepped = false;
    if (deviants.size > 0) deviants.clear();
  };
  return { step, forget, stepped: () => stepped, deviants: (): ReadonlySet<number> => deviants };
};

/** What is watched beside the spec, and the age, which nobody but the layer above reads (1.2). */
const INCIDENTAL: ReadonlySet<string> = new Set(["watch", "age"]);

const deviantsOn = (
  mutants: readonly Mutant[],
  state: ElectorState,
  input: ElectorInput,
): readonly number[] => {
  const honest = trueStep(state, input);
  return mutants.flatMap(({ step }, number) => (sameData(honest, step(state, input)) ? [] : [number]));
};

/** By elector, and then by input: which mutants step otherwise. */
type Memory = (elector: ElectorState) => Map<string, readonly number[]>;

/** Electors of equal text step alike on equal inputs, but for ages and stamps: no step function reads an age. */
const createMemory = (): Memory => {
  const byText = new Map<string, Map<string, readonly number[]>>();
  const byElector = new WeakMap<ElectorState, Map<string, readonly number[]>>();
  return (elector) => {
    const known = byElector.get(elector);
    if (known !== undefined) return known;
    const text = JSON.stringify({ ...elector, age: 0, lastLeaderHeartbeat: 0 });
    const shared = byText.get(text) ?? new Map<string, readonly number[]>();
    byText.set(text, shared);
    byElector.set(elector, shared);
    return shared;
  };
};

/** Of time a step can see no more than whether it passes, and for how many intervals the leader has been silent. */
const inputKey = (elector: ElectorState, { event, now }: ElectorInput): string => {
  const { lastLeaderHeartbeat, leaderInactivityInterval } = elector;
  const isSilent = now >= lastLeaderHeartbeat + leaderInactivityInterval;
  const isLong = now >= lastLeaderHeartbeat + 2 * leaderInactivityInterval;
  return `${now > lastLeaderHeartbeat}${isSilent}${isLong} ${eventKey(event)}`;
};

const eventKey = (event: ElectorEvent): string => {
  switch (event.kind) {
    case "start":
    case "stop":
      return event.kind;
    case "timer":
      return event.timer;
    case "message": {
      const { kind, term, willVote, isAvailable } = event.message;
      return `${event.from} ${kind} ${term} ${String(willVote)} ${String(isAvailable)}`;
    }
    case "nodeAvailable":
    case "nodeUnavailable":
      return `${event.kind} ${event.node}`;
    case "setQuorum":
      return `quorum ${event.quorum}`;
  }
};
