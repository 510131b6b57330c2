import path from "node:path";
import { fileURLToPath } from "node:url";
import { problemLines } from "../../report/lines.ts";
import { DriverError } from "../driverFile/driverError.ts";
import { driverOf, type LoadedDriver } from "../driverFile/loadDriver.ts";
import { readSuite } from "./readSuite.ts";
import { runSuite, type SuiteRun, type SuiteTarget } from "./runSuite.ts";

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
    runSuite({ ...run, target: drivenOnce(loaded.value) });
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

/** Every test asks for the same replay: what is wrong with the driver is told by all, and found once. */
const drivenOnce = ({ use, stop }: LoadedDriver): SuiteTarget => {
  let failure: Error | undefined;
  return {
    drive: (_, drive) => {
      if (failure !== undefined) throw failure;
      try {
        return use(drive);
      } catch (error) {
        if (!(error instanceof DriverError)) throw error;
        failure = new Error(problemLines("error", error.problem).join("\n"));
        throw failure;
      }
    },
    // A stop that fails is an unhandled rejection, which test runners report.
    stop: () => void stop(),
  };
};
