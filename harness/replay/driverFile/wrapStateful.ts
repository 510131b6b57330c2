import { isShown } from "../compare.ts";
import type { Performed, ReplayDriver, SpecState, SpecStep } from "../driver.ts";
import { wrapDeclared } from "./declared.ts";
import { atStep, refusalOf, type DriverContext } from "./driverContext.ts";
import { plainState, plainStep } from "./plainValue.ts";
import type { StatefulDriver } from "./userDriver.ts";

/** What stands for a world where there is only one system: how it came there, and what it showed then. */
export interface History {
  readonly begin: { readonly how: "start" | "load"; readonly state: SpecState };
  readonly parent: History | null;
  readonly step: SpecStep | null;
  readonly shown: SpecState;
}

/**
 * The engine's driver for the one system there is. The engine goes back to earlier worlds, so that the system is started
 * anew and led there by the same steps: what it then shows must be what it showed.
 */
export const wrapStateful = (driver: StatefulDriver, context: DriverContext): ReplayDriver<History> => {
  const system = createSystem(driver, context);
  return {
    ...wrapDeclared(driver, context),
    initial: (state) => system.begin({ how: "start", state }),
    perform: (history, step) => performIn(system, context, { history, step }),
    project: (history) => history.shown,
    ...(driver.load === undefined ? {} : { load: (state) => system.begin({ how: "load", state }) }),
  };
};

/** The system, and where it is. */
interface System {
  readonly begin: (begin: History["begin"]) => History;
  readonly goTo: (history: History) => void;
  readonly ask: (step: SpecStep) => unknown;
  readonly shown: () => SpecState;
  /** Says where it is after a step. */
  readonly isAt: (history: History) => void;
}

const createSystem = (driver: StatefulDriver, context: DriverContext): System => {
  // Null when nobody can say.
  let live: History | null = null;
  const shown = (): SpecState => context.shown(context.call("project", "", () => driver.project()));
  const restart = ({ how, state }: History["begin"]): void => {
    live = null;
    const plain = plainState(state);
    context.call(how, "", (): unknown => (how === "start" ? driver.start(plain) : driver.load?.(plain)));
  };
  const ask = (step: SpecStep): unknown => {
    live = null;
    return context.call("perform", atStep(step), () => driver.perform(plainStep(step)));
  };
  return {
    ...{ ask, shown },
    isAt: (history) => void (live = history),
    begin: (begin) => {
      restart(begin);
      live = { begin, parent: null, step: null, shown: shown() };
      return live;
    },
    goTo: (history) => {
      if (live === history) return;
      restart(history.begin);
      for (const step of stepsOf(history)) ask(step);
      if (!isShown(history.shown, shown()))
        context.fail("DRV005", "after the same steps from the same start the system shows another state");
      live = history;
    },
  };
};

/** A refusal that changes something is none: it is told as a step, with what the system said of it. */
const performIn = (
  system: System,
  context: DriverContext,
  { history, step }: { readonly history: History; readonly step: SpecStep },
): Performed<History> => {
  system.goTo(history);
  const answer = system.ask(step);
  const shown = system.shown();
  const refusal = refusalOf(answer);
  if (refusal !== null && isShown(history.shown, shown)) {
    system.isAt(history);
    return refusal;
  }
  const world = { begin: history.begin, parent: history, step, shown };
  system.isAt(world);
  if (refusal !== null) {
    const claims = `the implementation said no (${refusal.reason}), and yet it acted`;
    return { kind: "taken", world, ...asked(step), claims };
  }
  if (answer === true) return { kind: "taken", world, ...asked(step) };
  if (typeof answer !== "object" || answer === null)
    return context.fail("DRV004", `perform gave neither true nor a reason as text ${atStep(step)}`);
  const { action, args } = context.taken(answer, step);
  return { kind: "taken", world, action, args };
};

const asked = ({ action, args }: SpecStep): Pick<SpecStep, "action" | "args"> => ({ action, args });

const stepsOf = (history: History): readonly SpecStep[] => {
  const steps: SpecStep[] = [];
  for (let current: History | null = history; current !== null; current = current.parent)
    if (current.step !== null) steps.push(current.step);
  return steps.reverse();
};
