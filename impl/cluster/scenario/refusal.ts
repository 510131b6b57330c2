import type { ScenarioCode } from "./problem.ts";

/** Why a statement is refused; the parser adds file and line. */
export interface Refusal {
  readonly refused: ScenarioCode;
  readonly message: string;
  readonly repair: string;
}

/** A value, or why there is none. Values never carry the key `refused`. */
export type Reading<T> = T | Refusal;

export const refuse = (refused: ScenarioCode, message: string, repair: string): Refusal => ({
  refused,
  message,
  repair,
});

export const isRefusal = <T>(reading: Reading<T>): reading is Refusal =>
  typeof reading === "object" && reading !== null && "refused" in reading;

/** The statement has not the words it needs. */
export const misuse = (usage: string): Refusal =>
  refuse("SCN006", "words are missing, left over or out of place", `write: ${usage}`);
