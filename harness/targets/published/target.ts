import { mutants } from "../../../impl/mutants/mutants.ts";
import { packageFile } from "../../packageRoot.ts";
import type { Deviation } from "../../replay/driver.ts";
import type { DriveRequest } from "../../replay/driveRequest.ts";
import { serversOf } from "../election/driver.ts";
import { stepOf } from "../election/record.ts";
import type { Target, TargetCfg } from "../target.ts";
import { DEVIATIONS } from "./deviations.ts";
import { publishedDriver } from "./driver.ts";
import { recordPublished } from "./record.ts";

const cfg = (name: string): string => packageFile("spec", "published", `${name}.cfg`);

const TWO_SERVERS: TargetCfg = {
  name: "two-servers",
  cfgFile: cfg("two-servers"),
  figures: { generated: 571, distinct: 340, depth: 19 },
  short: true,
  quick: true,
};

const TWO_SERVERS_RESTART: TargetCfg = {
  name: "two-servers-restart-unavailable",
  cfgFile: cfg("two-servers-restart-unavailable"),
  figures: { generated: 73_451, distinct: 20_238, depth: 28 },
  short: true,
  quick: false,
};

/**
 * A deviation that takes a restart, a notice of unavailability or a third server cannot occur in a model without. How
 * many servers a model has is not known where nothing but simulated behaviours are replayed: all are declared there.
 */
const deviationsOf = ({ actions, initial }: DriveRequest): readonly Deviation[] =>
  DEVIATIONS.filter(({ needs }) => {
    if (needs === undefined) return true;
    return "action" in needs
      ? actions.has(needs.action)
      : initial === undefined || serversOf(initial).length >= needs.servers;
  });

/** The model that Bloomberg published, compared with the product's elector; the differences are declared. */
export const publishedTarget: Target = {
  name: "published",
  description: "the published model of BlazingMQ's leader election",
  specFile: packageFile("spec", "published", "BlazingMQLeaderElection.tla"),
  models: [
    TWO_SERVERS,
    TWO_SERVERS_RESTART,
    // Three servers are asked by name: `model --target published --cfg three-servers-first-term` (spec/README.md).
  ],
  // The larger graph (73,450 edges) takes about a minute: `replay --target published --cfg two-servers-restart-unavailable`.
  graphs: [TWO_SERVERS],
  cfgFor: (purpose) => cfg(purpose === "trace" ? "trace" : "two-servers"),
  drive: (request, use) => use(publishedDriver(stepOf(request.mutant), deviationsOf(request))),
  record: recordPublished,
  live: null,
  scenarioFolder: null,
  mutants: mutants.map(({ name, description }) => ({ name, description })),
};
