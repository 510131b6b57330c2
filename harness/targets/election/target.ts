import { mutants } from "../../../impl/mutants/mutants.ts";
import { packageFile } from "../../packageRoot.ts";
import { replayGraph } from "../../replay/replay.ts";
import type { Target, TargetCfg } from "../target.ts";
import { electionDriver } from "./driver.ts";
import { recordElection, stepOf } from "./record.ts";

const cfg = (name: string): string => packageFile("spec", "election", `${name}.cfg`);

const question = (name: string, rest: Pick<TargetCfg, "quick" | "short">): TargetCfg => ({
  name,
  cfgFile: cfg(name),
  ...rest,
});

/** Mutants that reliable links and equal quorums cannot expose, each with the reason. */
const BEYOND: Readonly<Record<string, string>> = {
  "counts-repeated-votes": "on reliable links no node votes twice for one candidacy",
  "yields-to-equal-term": "two leaders of one term need unequal quorums or a forgotten vote",
  "forgets-to-stamp": "it times out too early, and the spec, which has no clock, allows that at any time",
};

/** The protocol as the product builds it, and the elector of impl/elector. */
export const electionTarget: Target = {
  name: "election",
  description: "BlazingMQ's leader election as the product builds it",
  specFile: packageFile("spec", "election", "BlazingMQLeaderElection.tla"),
  models: [
    question("two-servers", { quick: true, short: true }),
    question("one-server", { quick: true, short: true }),
    question("three-servers", { quick: false, short: false }),
    question("three-servers-heartbeats", { quick: false, short: false }),
    question("three-servers-successor", { quick: false, short: false }),
    question("four-servers", { quick: false, short: true }),
    question("five-servers-successor", { quick: false, short: true }),
  ],
  graphs: [question("two-servers", { quick: true, short: true })],
  cfgFor: (purpose) => cfg(purpose === "trace" ? "trace" : "two-servers"),
  replay: (graph, cover, mutant) => replayGraph(graph, cover, electionDriver(stepOf(mutant))),
  record: recordElection,
  scenarioFolder: packageFile("impl", "cluster", "scenarios"),
  mutants: mutants.map(({ name, description }) => {
    const beyond = BEYOND[name];
    return beyond === undefined ? { name, description } : { name, description, beyond };
  }),
};
