import { existsSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../packageRoot.ts";
import { dataFileOf, RUNNER_START } from "./suite.ts";

/** What a suite's runner takes its driver from. */
export type SuiteDriver =
  | { readonly kind: "target"; readonly name: string }
  /** A module that exports a driver, as `--driver` takes it. */
  | { readonly kind: "module"; readonly file: string };

/** Text of the file that runs a suite: imports by relative path, or of this package by its name where it is installed. */
export const runnerText = (name: string, folder: string, driver: SuiteDriver): string =>
  [
    `${RUNNER_START}: written by the command that stands in ${dataFileOf(name)}, not by hand.`,
    `import { describe, it } from "vitest";`,
    ...(driver.kind === "target" ? targetImports(folder) : driverImports(folder, driver.file)),
    "",
    `const data = new URL(${quoted(`./${dataFileOf(name)}`)}, import.meta.url);`,
    driver.kind === "target"
      ? `runSuite({ data, target: findTarget(${quoted(driver.name)}), describe, it });`
      : "await runDriverSuite({ data, driver, describe, it });",
    "",
  ].join("\n");

const targetImports = (folder: string): readonly string[] => [
  `import { runSuite } from ${ownModule(folder, "suite")};`,
  `import { findTarget } from ${ownModule(folder, "targets")};`,
];

const driverImports = (folder: string, file: string): readonly string[] => [
  `import { runDriverSuite } from ${ownModule(folder, "driver")};`,
  `import driver from ${quoted(relativeImport(folder, file))};`,
];

/** How a file of one folder names another file: `./driver.ts`, `../../spec/Queue.tla`. */
export const relativeImport = (folder: string, file: string): string => {
  const relative = path.relative(path.resolve(folder), path.resolve(file)).split(path.sep).join("/");
  return relative.startsWith("../") ? relative : `./${relative}`;
};

/** Modules of this package that runners use: the source, and the name under which the package exports it. */
const OWN_MODULES = {
  suite: { source: ["harness", "replay", "emit", "runSuite.ts"], exported: "tla-conformance/suite" },
  driver: {
    source: ["harness", "replay", "emit", "runDriverSuite.ts"],
    exported: "tla-conformance/driver-suite",
  },
  targets: { source: ["harness", "targets", "registry.ts"], exported: "tla-conformance/targets" },
} as const;

/** In a checkout the sources; where the package is installed there are none. */
const ownModule = (folder: string, module: keyof typeof OWN_MODULES): string => {
  const { source, exported } = OWN_MODULES[module];
  const file = packageFile(...source);
  return quoted(existsSync(file) ? relativeImport(folder, file) : exported);
};

/** A text as a string of a program; JSON's strings are such, but for two line ends. */
const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
