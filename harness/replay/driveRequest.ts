import { takenActions, type StateGraph } from "../graph/stateGraph.ts";
import type { SpecState } from "./driver.ts";

/** What is to be driven: by whom, and along which model. */
export interface DriveRequest {
  /** Those that the model takes: a deviation that needs another one cannot occur. */
  readonly actions: ReadonlySet<string>;
  /** A state that the model begins in, where one is at hand: it tells how large the model is. */
  readonly initial?: SpecState;
  /** One of the target's deliberate bugs; the implementation itself unless said. */
  readonly mutant?: string;
}

/** The request for a model of which there is a graph. */
export const driveRequest = (graph: StateGraph, mutant?: string): DriveRequest => {
  return {
    actions: takenActions(graph),
    ...initialOf(graph),
    ...(mutant === undefined ? {} : { mutant }),
  };
};

/** A state that a graph begins in, if it has any. */
export const initialOf = ({ initial: [first], stateOf }: StateGraph): Pick<DriveRequest, "initial"> =>
  first === undefined ? {} : { initial: stateOf(first) };
