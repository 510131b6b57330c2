import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { FIRST_REGISTER, noNotes, type StepNotes } from "../followModule.ts";

/**
 * Every step notes in `Conf_from` the state it starts from, by the order in which TLC takes up states. So the way to
 * the last event can be traced back, from lines that are printed once a state anyway.
 */
export const trailNotes = (spec: LoadedSpec, traceCount: number): StepNotes => {
  const counter = trailCounter(traceCount);
  return {
    ...noNotes(spec),
    variables: ["Conf_from"],
    initially: ["Conf_from = 0"],
    definitions: [`ASSUME Conf_SetRegister(${counter}, 0)`],
    working: `Conf_SetRegister(${counter}, Conf_Inc(Conf_Register(${counter})))`,
    everyStep: `Conf_from' = Conf_Register(${counter})`,
    nowNumbers: `, Conf_Register(${counter}), Conf_from`,
    atNumbers: ", Conf_from",
  };
};

/** The register that counts the states taken up. */
export const trailCounter = (traceCount: number): number => FIRST_REGISTER + traceCount + 1;
