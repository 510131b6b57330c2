import { everyMutant } from "../../../impl/mutants/mutants.ts";
import { packageFile } from "../../packageRoot.ts";
import type { Target } from "../target.ts";
import { electionDepartures } from "./departures.ts";
import { electionDriver } from "./driver.ts";
import { electionLab } from "./lab.ts";
import { electionCfg, electionModels } from "./models.ts";
import { recordElection, stepOf } from "./record.ts";
import { recordTcp } from "./tcpRecord.ts";

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
  mutants: everyMutant.map(({ name, description }) => ({ name, description })),
  selfTest: { lab: (use) => use(electionLab()), departures: electionDepartures },
};
