import path from "node:path";
import { fileURLToPath } from "node:url";
import { problemLines } from "../../report/lines.ts";
import { driverOf } from "../driverFile/loadDriver.ts";
import { readSuite } from "./readSuite.ts";
import { runSuite, type SuiteRun } from "./runSuite.ts";

/** A suite that is run against somebody's own driver: what its module exports by default, as `--driver` takes it. */
export interface DriverSuiteRun extends Omit<SuiteRun, "target"> {
  readonly driver: unknown;
}

/** The same as `runSuite`, against a driver of one's own. A driver that is none is one test that fails. */
export const runDriverSuite = async ({ driver, ...run }: DriverSuiteRun): Promise<void> => {
  const file = fileURLToPath(run.data);
  const suite = readSuite(file);
  if (!suite.ok) {
    runSuite({ ...run, target: undefined });
    return;
  }
  const { actions, modelValues, name } = suite.value.head;
  const loaded = await driverOf(`the driver of ${path.basename(file)}`, driver, {
    actions,
    variables: [...suite.value.graph.stateOf(0).keys()],
    modelValues: new Set(modelValues),
  });
  if (loaded.ok) {
    const { use, stop } = loaded.value;
    runSuite({ ...run, target: { drive: (_, drive) => use(drive), stop } });
    return;
  }
  const { problems } = loaded;
  run.describe(name, () =>
    run.it(
      "has a driver",
      () => {
        throw new Error(problems.flatMap((problem) => problemLines("error", problem)).join("\n"));
      },
      1000,
    ),
  );
};
