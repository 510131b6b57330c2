import { everyMutant } from "../../../impl/mutants/mutants.ts";
import { packageFile } from "../../packageRoot.ts";
import type { Target } from "../target.ts";
import { electionDriver } from "./driver.ts";
import { electionCfg, electionModels } from "./models.ts";
import { recordElection, stepOf } from "./record.ts";
import { recordTcp } from "./tcpRecord.ts";

/** Mutants that no trace can expose, each with the reason. */
const BEYOND: Readonly<Record<string, string>> = {
  "forgets-to-stamp": "it times out too early, and the spec, which has no clock, allows that at any time",
};

/** The protocol as the product builds it, and the elector of impl/elector. */
export const electionTarget: Target = {
  name: "election",
  description: "BlazingMQ's leader election as the product builds it",
  specFile: packageFile("spec", "election", "BlazingMQLeaderElection.tla"),
  models: electionModels,
  graphs: [
    "two-servers",
    "two-servers-links",
    "two-servers-restarts",
    "two-servers-quorums",
    "two-servers-quorum-one",
    "three-servers-faults",
  ].map(electionCfg),
  cfgFor: (purpose) => electionCfg(purpose === "trace" ? "trace" : "two-servers").cfgFile,
  drive: ({ mutant }, use) => use(electionDriver(stepOf(mutant))),
  record: recordElection,
  live: recordTcp,
  scenarioFolder: packageFile("impl", "cluster", "scenarios"),
  mutants: everyMutant.map(({ name, description }) => {
    const beyond = BEYOND[name];
    return beyond === undefined ? { name, description } : { name, description, beyond };
  }),
};
