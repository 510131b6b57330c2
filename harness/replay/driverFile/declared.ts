import type { Deviation, ReplayDriver, SpecState } from "../driver.ts";
import type { DriverContext } from "./driverContext.ts";
import { plainArgs, plainState, plainStep } from "./plainValue.ts";
import type { PlainDeviation, PlainDriver, StatefulDriver } from "./userDriver.ts";

type Declared = Pick<ReplayDriver<never>, "chooses" | "ignores" | "exempt" | "deviations">;

/** What both kinds of drivers declare about differences that are none. */
export const wrapDeclared = (
  driver: Pick<PlainDriver<never> | StatefulDriver, "chooses" | "ignores" | "exempt" | "deviations">,
  context: DriverContext,
): Declared => {
  const { chooses, deviations = [] } = driver;
  const wrong = chooses?.find((action) => !context.spec.actions.includes(action));
  if (wrong !== undefined) context.fail("DRV002", `chooses names ${wrong}, which is no action of the spec`);
  return {
    ...(chooses === undefined ? {} : { chooses: new Set(chooses) }),
    ...(driver.ignores === undefined
      ? {}
      : {
          ignores: (action, args) =>
            truth(
              context,
              "ignores",
              context.call("ignores", "", () => driver.ignores?.(action, plainArgs(args))),
            ),
        }),
    ...(driver.exempt === undefined
      ? {}
      : {
          exempt: (action, args, state) => {
            const reason: unknown = context.call("exempt", "", () =>
              driver.exempt?.(action, plainArgs(args), plainState(state)),
            );
            return typeof reason === "string" || reason === null
              ? reason
              : context.fail("DRV004", "exempt must give a reason as text, or null");
          },
        }),
    deviations: deviations.map((deviation) => wrapDeviation(deviation, context)),
  };
};

const wrapDeviation = (deviation: PlainDeviation, context: DriverContext): Deviation => {
  const { id, reason, where } = deviation;
  const state = (shown: SpecState | null) => (shown === null ? null : plainState(shown));
  return {
    ...{ id, reason, where },
    matches: ({ step, expected, actual }) =>
      truth(
        context,
        "matches",
        context.call(`matches of ${id}`, "", () =>
          deviation.matches({ step: plainStep(step), expected: plainState(expected), actual: state(actual) }),
        ),
      ),
    ...(deviation.allows === undefined
      ? {}
      : {
          allows: ({ step, actual }) =>
            truth(
              context,
              "allows",
              context.call(`allows of ${id}`, "", () =>
                deviation.allows?.({ step: plainStep(step), actual: plainState(actual) }),
              ),
            ),
        }),
  };
};

/** Nothing that is merely truthy excuses a difference. */
const truth = (context: DriverContext, name: string, answer: unknown): boolean =>
  typeof answer === "boolean" ? answer : context.fail("DRV004", `${name} must give true or false`);
