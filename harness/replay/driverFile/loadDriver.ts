import { failure, success, type Problem, type Result } from "../../../traces/problem.ts";
import { loadModule } from "../../spec/loadModule.ts";
import { thrownText } from "../../thrownText.ts";
import type { ReplayDriver } from "../driver.ts";
import { createDriverContext, type DrivenSpec } from "./driverContext.ts";
import { DriverError } from "./driverError.ts";
import { lineIn } from "./lineIn.ts";
import type { PlainDriver, StatefulDriver } from "./userDriver.ts";
import { wrapImmutable } from "./wrapImmutable.ts";
import { wrapStateful } from "./wrapStateful.ts";

/** An implementation that a driver file drives. */
export interface LoadedDriver {
  /** Hands over a driver of it; what is wrong with it while it drives is thrown as DriverError. */
  readonly use: <R>(use: <World>(driver: ReplayDriver<World>) => R) => R;
  /** Ends what it has started; rejects with DriverError. */
  readonly stop: () => Promise<void>;
  /** Whether a function made the driver, which was told of the spec. */
  readonly isMade: boolean;
}

/**
 * Loads the default export of a driver file: a driver, or a function that gives one when told the spec's `actions`,
 * `variables` and `modelValues`. Problems: DRV001 when there is no such module, DRV002 when it is no driver.
 */
export const loadDriver = async (file: string, spec: DrivenSpec): Promise<Result<LoadedDriver>> => {
  const loaded = await loadModule(file, { code: "DRV001", repair: FORM, typeScriptRepair: TYPE_SCRIPT });
  return loaded.ok ? driverOf(file, loaded.value, spec) : loaded;
};

/** The same, of a default export that is at hand already; the file is for problems only. */
export const driverOf = async (
  file: string,
  exported: unknown,
  spec: DrivenSpec,
): Promise<Result<LoadedDriver>> => {
  const made = await make(file, exported, spec);
  if (!made.ok) return made;
  const problem = shapeProblem(made.value);
  if (problem !== null) return bad(file, problem);
  const wrapped = wrap(file, made.value as PlainDriver<unknown> | StatefulDriver, spec);
  return wrapped.ok ? success({ ...wrapped.value, isMade: isFunction(exported) }) : wrapped;
};

const make = async (file: string, exported: unknown, spec: DrivenSpec): Promise<Result<unknown>> => {
  if (!isFunction(exported)) return success(exported);
  const { actions, variables, modelValues } = spec;
  try {
    const made: unknown = await exported({ actions, variables, modelValues: [...modelValues] });
    return success(made);
  } catch (error) {
    return bad(file, `the function that makes the driver threw: ${thrownText(error)}`, lineIn(file, error));
  }
};

const isFunction = (value: unknown): value is (spec: unknown) => unknown => typeof value === "function";

const wrap = (
  file: string,
  driver: PlainDriver<unknown> | StatefulDriver,
  spec: DrivenSpec,
): Result<Omit<LoadedDriver, "isMade">> => {
  const context = createDriverContext(file, spec);
  try {
    if (driver.kind === "stateful") {
      const wrapped = wrapStateful(driver, context);
      const stop = (): Promise<void> => context.last("stop", () => driver.stop?.());
      return success({ use: (use) => use(wrapped), stop });
    }
    const wrapped = wrapImmutable(driver, context);
    return success({ use: (use) => use(wrapped), stop: () => Promise.resolve() });
  } catch (error) {
    if (error instanceof DriverError) return failure(error.problem);
    throw error;
  }
};

const IMMUTABLE = { needed: ["initial", "project"], optional: ["load", "ignores", "exempt"] };
const STATEFUL = { needed: ["start", "perform", "project"], optional: ["load", "stop", "ignores", "exempt"] };

/** What is wrong with the shape of a driver, in words; null when nothing is. */
const shapeProblem = (driver: unknown): string | null => {
  if (typeof driver !== "object" || driver === null) return "the default export is no object";
  const fields = new Map<string, unknown>(Object.entries(driver));
  const kind = fields.get("kind") ?? "immutable";
  if (kind !== "immutable" && kind !== "stateful")
    return `kind is ${typeof kind === "string" ? `"${kind}"` : typeof kind}; it is "immutable" or "stateful"`;
  const { needed, optional } = kind === "stateful" ? STATEFUL : IMMUTABLE;
  const missing = needed.filter((name) => typeof read(driver, name) !== "function");
  if (missing.length > 0) return `${missing.join(", ")} must be functions`;
  const asks = ["perform", "outcomes"].filter((name) => typeof read(driver, name) === "function");
  if (kind === "immutable" && asks.length !== 1) return "one of perform and outcomes must be a function";
  if (kind === "stateful" && read(driver, "outcomes") !== undefined)
    return "a stateful driver has no outcomes: it does what it does";
  const wrong = optional.find((name) => !["function", "undefined"].includes(typeof read(driver, name)));
  if (wrong !== undefined) return `${wrong} must be a function where it is given`;
  return declaredProblem(driver);
};

const declaredProblem = (driver: object): string | null => {
  const [chooses, deviations] = [read(driver, "chooses"), read(driver, "deviations")];
  if (chooses !== undefined && !isListOf(chooses, (one) => typeof one === "string"))
    return "chooses must be an array of names of actions";
  if (deviations === undefined) return null;
  if (!isListOf(deviations, isDeviation))
    return "deviations must be an array of { id, reason, where, matches, allows? }";
  return typeof read(driver, "load") === "function" ? null : "a driver with deviations must have load";
};

const isListOf = (value: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(is);

const isDeviation = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  ["id", "reason", "where"].every((name) => typeof read(value, name) === "string") &&
  typeof read(value, "matches") === "function" &&
  ["function", "undefined"].includes(typeof read(value, "allows"));

/** Also of a class instance, whose functions are not its own. */
const read = (value: object, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];

const FORM =
  "Export by default an object with initial, perform and project, or a function that gives one; docs/replay.md has an example.";
const TYPE_SCRIPT = "This Node reads no TypeScript: use Node 22.18 or later, or write the driver as .mjs.";

const bad = (file: string, message: string, place: Pick<Problem, "line"> = {}): Result<never> =>
  failure({
    ...{ code: "DRV002", file, ...place, message: `this is no driver: ${message}`, repair: FORM },
  } satisfies Problem);
