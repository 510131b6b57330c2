import type { Problem } from "../../../traces/problem.ts";
import { actionText } from "../../graph/label.ts";
import { thrownText } from "../../thrownText.ts";
import type { TlaValue } from "../../tla/value.ts";
import type { Performed, SpecAction, SpecState } from "../driver.ts";
import { DriverError } from "./driverError.ts";
import { lineIn } from "./lineIn.ts";
import { fromPlain, placeOf, PlainValueError } from "./plainValue.ts";

/** What the spec says to whoever drives it. */
export interface DrivenSpec {
  readonly variables: readonly string[];
  readonly modelValues: ReadonlySet<string>;
  /** Those that a graph's labels can name. */
  readonly actions: readonly string[];
}

/** Calls of a driver file's functions, with what is wrong with them as problems that name the file. */
export interface DriverContext {
  readonly spec: DrivenSpec;
  /** Calls a function; DRV003 when it throws, DRV004 when it gives a promise. `at` says in which step. */
  readonly call: <T>(name: string, at: string, use: () => T) => T;
  /** Calls a function that may take its time, for nothing comes after it. DRV003. */
  readonly last: (name: string, use: () => unknown) => Promise<void>;
  /** The variables that `project` gives; DRV004. */
  readonly shown: (answer: unknown) => SpecState;
  /** What `perform` gives, without its world: DRV004. */
  readonly taken: (answer: object, asked: SpecAction) => SpecAction;
  readonly fail: (code: string, message: string, more?: Pick<Problem, "line" | "repair">) => never;
}

export const createDriverContext = (file: string, spec: DrivenSpec): DriverContext => {
  const fail: Fail = (code, message, more = {}) => {
    throw new DriverError({ code, file, message, repair: REPAIRS[code] ?? SEE, ...more } satisfies Problem);
  };
  const value = (given: unknown, place: string): TlaValue => {
    try {
      return fromPlain(given, spec.modelValues, placeOf(place));
    } catch (error) {
      if (error instanceof PlainValueError) return fail("DRV004", error.message);
      throw error;
    }
  };
  const { call, last, read } = createCalls(file, fail);
  return {
    ...{ spec, fail, call, last },
    shown: (answer) => read("project", () => shownBy(answer, { spec, value, fail })),
    taken: (answer, asked) => read("perform", () => takenBy(answer, asked, { spec, value, fail })),
  };
};

type Fail = DriverContext["fail"];

/** Runs code of the user's. Getters and proxies are code, too: `read` is for looking at what a function gave. */
const createCalls = (file: string, fail: Fail) => {
  const threw = (what: string, error: unknown): never => {
    if (error instanceof DriverError) throw error;
    return fail("DRV003", `${what}: ${thrownText(error)}`, lineIn(file, error));
  };
  const guarded = <T>(what: () => string, use: () => T): T => {
    try {
      return use();
    } catch (error) {
      return threw(what(), error);
    }
  };
  const refuse = (promise: Promise<unknown>, what: string): never => {
    promise.catch(() => undefined);
    return fail("DRV004", what, { repair: AT_ONCE });
  };
  const call = <T>(name: string, at: string, use: () => T): T => {
    const where = at === "" ? "" : ` ${at}`;
    const answer = guarded(() => `${name} threw${where}`, use);
    return answer instanceof Promise ? refuse(answer, `${name} gave a promise${where}`) : answer;
  };
  const last = async (name: string, use: () => unknown): Promise<void> => {
    try {
      await use();
    } catch (error) {
      threw(`${name} threw`, error);
    }
  };
  const read = <T>(name: string, use: () => T): T =>
    guarded(() => `what ${name} gave threw when it was read`, use);
  return { call, last, read };
};

interface Decoding {
  readonly spec: DrivenSpec;
  readonly value: (given: unknown, place: string) => TlaValue;
  readonly fail: DriverContext["fail"];
}

const shownBy = (answer: unknown, { spec, value, fail }: Decoding): SpecState => {
  if (!isObject(answer)) return fail("DRV004", "project must give an object, variable -> value");
  const entries = Object.entries(answer);
  if (entries.length === 0) return fail("DRV004", "project shows no variable at all");
  const [unknown] = entries.find(([name]) => !spec.variables.includes(name)) ?? [];
  if (unknown !== undefined) {
    const known = spec.variables.join(", ");
    return fail("DRV004", `project shows ${unknown}, which is no variable of the spec; those are ${known}`);
  }
  return new Map(entries.map(([name, given]) => [name, value(given, name)]));
};

/** Another action without arguments leaves them open; the same one has those that were asked for. */
const takenBy = (answer: object, asked: SpecAction, { spec, value, fail }: Decoding): SpecAction => {
  const { action = asked.action, args }: { readonly action?: unknown; readonly args?: unknown } = answer;
  if (typeof action !== "string" || !spec.actions.includes(action))
    return fail("DRV004", `perform did ${actionIn(action)}, which is no action of the spec`, {
      repair: `Actions are ${spec.actions.join(", ")}.`,
    });
  if (args === undefined) return action === asked.action ? asked : { action, args: {} };
  if (!isObject(args)) return fail("DRV004", "perform must give args as an object, parameter -> value");
  const given = Object.entries(args).map(([name, inner]) => [name, value(inner, `args.${name}`)] as const);
  return { action, args: Object.fromEntries(given) };
};

const actionIn = (action: unknown): string =>
  typeof action === "string" ? JSON.stringify(action.slice(0, 80)) : `an action that is ${typeof action}`;

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `at Inc(by = 1)`, for messages. */
export const atStep = (step: SpecAction): string => `at ${actionText(step)}`;

/** A refusal, if an answer is one. */
export const refusalOf = (answer: unknown): Extract<Performed<never>, { kind: "refused" }> | null =>
  typeof answer === "string" ? { kind: "refused", reason: answer === "" ? "it refused" : answer } : null;

const SEE = "docs/replay.md says what a driver is to do.";
const AT_ONCE = "Answer at once: what must be waited for has no place between two steps that are compared.";
const REPAIRS: Readonly<Record<string, string>> = {
  DRV004:
    "Values are ITF JSON (number, string, boolean, array, #set, #map), Set, Map; docs/replay.md has an example.",
  DRV005:
    'An immutable driver gives new worlds and leaves the old ones alone; a system that changes itself is driven with kind: "stateful".',
};
