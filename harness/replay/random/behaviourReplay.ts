import type { Cover } from "../../graph/cover/cover.ts";
import type { SimulatedBehaviour } from "../../graph/simulate/simulateReader.ts";
import { endOf, type GraphLabel, type StateGraph } from "../../graph/stateGraph.ts";
import type { ReplayDriver } from "../driver.ts";
import { labelOf } from "../judge.ts";
import { createTrial } from "../negative.ts";
import { walkCover } from "../positive.ts";
import { sampleOf, type NegativeWish } from "../sample.ts";
import type { Finding, Visit } from "../walk.ts";
import { createBehaviourFailures, type FailureReport } from "./behaviourFailures.ts";
import { chainOf, labelInstances } from "./chain.ts";
import { createFollowedSums, type FollowedFigures } from "./followed.ts";

/** What following behaviours has shown, so far. */
export interface Followed extends FollowedFigures, FailureReport {
  /** Variables that were compared after every step. */
  readonly compared: readonly string[];
}

export interface FollowOptions {
  readonly negative: NegativeWish;
  readonly seed: number;
  /** The command that goes through the behaviours up to the one with this number again. */
  readonly commandFor: (behaviour: number) => string | null;
  /** Is told of each behaviour, and which of its steps (from 0) the implementation took as well. */
  readonly watch?: (behaviour: SimulatedBehaviour, isCovered: (step: number) => boolean) => void;
}

export interface BehaviourReplay {
  readonly follow: (behaviour: SimulatedBehaviour) => void;
  readonly followed: () => Followed;
}

/**
 * Replays behaviours one after the other and keeps none of them: each is a graph of its own, a chain, which the engine
 * follows forwards and asks, in every state, for steps that are not possible there.
 */
export const createBehaviourReplay = <World>(
  driver: ReplayDriver<World>,
  instances: readonly GraphLabel[],
  { negative, seed, commandFor, watch }: FollowOptions,
): BehaviourReplay => {
  const known = labelInstances(instances);
  const rate = rateOf(negative, known.labels.length);
  const sums = createFollowedSums(driver, { rate, seed });
  const failures = createBehaviourFailures(known.labels, { seed, commandFor });
  let compared: readonly string[] = [];
  const follow = (behaviour: SimulatedBehaviour): void => {
    const graph = chainOf(behaviour, known);
    const engine = { graph, driver };
    const sample = sampleOf(graph, { rate }, seed + behaviour.number);
    const found = (finding: Finding): void => failures.add(engine, finding, behaviour.number);
    const trial = createTrial(engine, sample, found);
    const visited = (visit: Visit<World>): void => {
      if (compared.length === 0) compared = [...driver.project(visit.world).keys()];
      trial.ask(visit);
    };
    const walked = walkCover(engine, wholeChain(graph), { visited, found });
    const actionOf = (step: number): string => labelOf(graph, endOf(graph.label, step)).action;
    sums.add({ steps: graph.edges, walked, sample, refusals: trial.refusals(), actionOf });
    watch?.(behaviour, walked.isCovered);
  };
  return { follow, followed: () => ({ ...sums.figures(), ...failures.report(), compared }) };
};

/** So many questions a state are asked without being told to ask all: TLC takes longer over a state than they do. */
const QUESTIONS_PER_STATE = 100;

const rateOf = (wish: NegativeWish, labels: number): number => {
  if (wish === "all") return 1;
  if (wish === "none") return 0;
  if (wish !== "default") return wish.rate;
  return labels <= QUESTIONS_PER_STATE ? 1 : Number((QUESTIONS_PER_STATE / labels).toPrecision(2));
};

const wholeChain = ({ edges }: StateGraph): Pick<Cover, "tests"> => ({
  tests: edges === 0 ? [] : [Int32Array.from({ length: edges }, (_, edge) => edge)],
});
