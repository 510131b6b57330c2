import path from "node:path";
import { driveRequest } from "../harness/replay/driveRequest.ts";
import { packageFile } from "../harness/packageRoot.ts";
import { readSuite } from "../harness/replay/emit/readSuite.ts";
import { replayGraph } from "../harness/replay/replay.ts";
import { findTarget } from "../harness/targets/registry.ts";

/** What replaying costs when nothing else is done: no Java, no dump, no cover. */
export interface CoreSpeed {
  /** Steps that the implementation was asked for in one round, those that it must refuse included. */
  readonly steps: number;
  /** Of the fastest round, with the comparison of every state. */
  readonly perSecond: number;
}

/** Later rounds run code that is compiled. */
const ROUNDS = 5;

/** Replays the elector along the committed suite of two servers, again and again. */
export const coreSpeed = (): CoreSpeed => {
  const suite = readSuite(
    packageFile("harness", "replay", "suites", "election-two-servers-quorums.suite.txt"),
  );
  const target = findTarget("election");
  if (!suite.ok || target === undefined)
    throw new Error(`there is no suite at ${path.join("harness", "replay")}`);
  const { graph, cover } = suite.value;
  return target.drive(driveRequest(graph), (driver) => {
    let best: CoreSpeed = { steps: 0, perSecond: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now();
      const { performed, negative, verdict } = replayGraph(graph, cover, driver);
      const seconds = (performance.now() - started) / 1000;
      if (verdict !== "conforms") throw new Error(`the elector does not conform to its suite: ${verdict}`);
      const steps = performed + negative.checked;
      if (steps / seconds > best.perSecond) best = { steps, perSecond: steps / seconds };
    }
    return best;
  });
};
