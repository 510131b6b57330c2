import { isShown } from "../compare.ts";
import type { Performed, ReplayDriver, SpecState, SpecStep } from "../driver.ts";
import { wrapDeclared } from "./declared.ts";
import { atStep, refusalOf, type DriverContext } from "./driverContext.ts";
import { plainState, plainStep } from "./plainValue.ts";
import type { PlainDriver } from "./userDriver.ts";

/** How often each action is watched for a change of the world that it was given. */
const WATCHED = 20;

/** The engine's driver for a user's whose worlds are values. */
export const wrapImmutable = <World>(
  driver: PlainDriver<World>,
  context: DriverContext,
): ReplayDriver<World> => {
  const project = (world: World): SpecState =>
    context.shown(context.call("project", "", () => driver.project(world)));
  const watch = createWatch(context, project);
  const performed = (answer: unknown, step: SpecStep): Performed<World> => {
    const refusal = refusalOf(answer);
    if (refusal !== null) return refusal;
    if (!hasWorld(answer))
      return context.fail("DRV004", `perform gave neither { world } nor a reason as text ${atStep(step)}`);
    const { action, args } = context.taken(answer, step);
    return { kind: "taken", world: answer.world as World, action, args };
  };
  const all = (world: World, step: SpecStep): readonly Performed<World>[] => {
    const plain = plainStep(step);
    const answers: unknown =
      driver.outcomes === undefined
        ? [context.call("perform", atStep(step), () => driver.perform?.(world, plain))]
        : context.call("outcomes", atStep(step), () => driver.outcomes?.(world, plain));
    if (!Array.isArray(answers)) return context.fail("DRV004", `outcomes gave no array ${atStep(step)}`);
    return answers.map((answer: unknown) => performed(answer, step));
  };
  const watched = (world: World, step: SpecStep): readonly Performed<World>[] =>
    watch(world, step, () => all(world, step));
  return {
    ...wrapDeclared(driver, context),
    initial: (state) => context.call("initial", "", () => driver.initial(plainState(state))),
    perform: (world, step) => watched(world, step)[0] ?? { kind: "refused", reason: "it does nothing there" },
    ...(driver.outcomes === undefined ? {} : { outcomes: watched }),
    project,
    ...(canLoad(driver) ? loadOf(driver, context) : {}),
  };
};

const hasWorld = (answer: unknown): answer is { readonly world: unknown } =>
  typeof answer === "object" && answer !== null && "world" in answer;

const loadOf = <World>(
  driver: PlainDriver<World> & Required<Pick<PlainDriver<World>, "load">>,
  context: DriverContext,
): Pick<ReplayDriver<World>, "load"> => ({
  load: (state) => context.call("load", "", () => driver.load(plainState(state))),
});

const canLoad = <World>(
  driver: PlainDriver<World>,
): driver is PlainDriver<World> & Required<Pick<PlainDriver<World>, "load">> => driver.load !== undefined;

/** The commonest mistake, found where it is made: the first steps of each action are watched. */
const createWatch = <World>(context: DriverContext, project: (world: World) => SpecState) => {
  const seen = new Map<string, number>();
  return <T>(world: World, step: SpecStep, use: () => T): T => {
    const count = seen.get(step.action) ?? 0;
    if (count >= WATCHED) return use();
    seen.set(step.action, count + 1);
    const before = project(world);
    const result = use();
    if (!isShown(before, project(world)))
      return context.fail("DRV005", `the world that was given changed ${atStep(step)}`);
    return result;
  };
};
