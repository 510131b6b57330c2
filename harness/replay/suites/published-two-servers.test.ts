// tla-conformance suite runner: written by the command that stands in published-two-servers.suite.txt, not by hand.
import { describe, it } from "vitest";
import { runSuite } from "../emit/runSuite.ts";
import { findTarget } from "../../targets/registry.ts";

const data = new URL("./published-two-servers.suite.txt", import.meta.url);
runSuite({ data, target: findTarget("published"), describe, it });
