import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { trailCounter } from "../coverage/trailModule.ts";
import { FIRST_REGISTER, PRINT_TAG, type StepNotes } from "../followModule.ts";
import type { SilentPlan } from "./silentSteps.ts";

export interface SilentOptions {
  readonly plan: SilentPlan;
  readonly traceCount: number;
  /** What is noted besides; with `trail` it counts the states taken up (trailModule.ts). */
  readonly notes: StepNotes;
  readonly trail: boolean;
}

/**
 * Steps that are no event, before any event: `Conf_quiet` counts those since the last one, and is a part of the state,
 * because what may still follow depends on it. Noted only: `Conf_via`, the step that led here, and `Conf_been`, the
 * states since the last event, as text (TLC compares no string with a number), each with the step that led there. A
 * step that leads back to one of them is not taken: the state was there with fewer steps, so all that can follow from
 * it has been, or will be, seen; instead the circle is reported, once a trace and set of steps.
 */
export const silentNotes = (spec: LoadedSpec, options: SilentOptions): StepNotes => {
  const { plan, traceCount, notes, trail } = options;
  // A bound that somebody gave is a part of the claim: what lies beyond it is of no interest.
  const asksBeyond = trail && !plan.given;
  return {
    ...notes,
    variables: [...notes.variables, "Conf_quiet", "Conf_been", "Conf_via"],
    initially: [...notes.initially, "Conf_quiet = 0", "Conf_been = <<>>", "Conf_via = <<0, <<>>>>"],
    definitions: [
      ...notes.definitions,
      ...stateTexts(spec),
      ...registers(circleRegister(traceCount), traceCount, "{}"),
      ...(asksBeyond ? registers(cutRegister(traceCount), traceCount, "0") : []),
    ],
    identity: [...notes.identity, "Conf_quiet"],
    working: trail ? `${notes.working} /\\ ${viaPrint(traceCount)}` : notes.working,
    reached: `(IF Conf_quiet = 0 THEN ${notes.reached} ELSE TRUE)`,
    eventStep: `Conf_quiet' = 0 /\\ Conf_been' = <<>> /\\ Conf_via' = <<0, <<>>>>`,
    otherSteps: [
      ...notes.otherSteps,
      `Conf_Silent(${plan.max})`,
      ...(asksBeyond ? [`Conf_Cut(${plan.max})`] : []),
    ],
    otherDefinitions: [
      ...notes.otherDefinitions,
      ...circleDefinition(circleRegister(traceCount)),
      ...silentDefinitions(options),
      ...(asksBeyond ? cutDefinition(cutRegister(traceCount)) : []),
    ],
    // What a silent step may not do speaks against that step, and there may be other ways to the event.
    againstEvent: { stateLaw: "Conf_quiet = 0", stepLaw: "Conf_quiet' = 0" },
  };
};

/** Beyond those that followModule.ts uses; one a trace. */
const circleRegister = (traceCount: number): number => FIRST_REGISTER + 10 * (traceCount + 1);
/** The last event before which the bound has kept a silent step from being taken. */
const cutRegister = (traceCount: number): number => FIRST_REGISTER + 12 * (traceCount + 1);

/** The last one first: TLC makes room for all at once. */
const registers = (first: number, traceCount: number, value: string): readonly string[] => [
  `ASSUME Conf_SetRegister(Conf_Offset(${first}, ${traceCount}), ${value})`,
  `ASSUME \\A Conf_t \\in Conf_Upto(${traceCount}) : Conf_SetRegister(Conf_Offset(Conf_t, ${first}), ${value})`,
];

const stateTexts = ({ model }: LoadedSpec): readonly string[] => {
  const names = model.variables.map(({ name }) => name);
  return [
    `Conf_Here == Conf_Text(<<${names.join(", ")}>>)`,
    `Conf_There == Conf_Text(<<${names.map((name) => `${name}'`).join(", ")}>>)`,
  ];
};

const silentDefinitions = ({ plan, notes }: SilentOptions): readonly string[] => [
  // Bound, so that the text is made once and not at every use.
  "Conf_Quietly == \\E Conf_h \\in {Conf_Append(Conf_been, <<Conf_Here, Conf_via[1]>>)} :",
  "  /\\ Conf_l' = Conf_l",
  "  /\\ Conf_quiet' = Conf_Inc(Conf_quiet)",
  "  /\\ Conf_been' = Conf_h",
  `  /\\ (${plan.occurrences.map((one, index) => silentStep(one, index + 1, notes)).join(" \\/ ")})`,
  "  /\\ Conf_LawfulStep",
  "  /\\ \\E Conf_x \\in {Conf_There} : Conf_IsNew(Conf_h, Conf_x)",
  "Conf_Silent(Conf_n) == Conf_Less(Conf_quiet, Conf_n) /\\ Conf_Quietly",
];

/** Tells once an event that one more silent step than allowed was possible before it, and does not take it. */
const cutDefinition = (register: number): readonly string[] => [
  "Conf_Cut(Conf_n) == LET Conf_r == Conf_Offset(Conf_tid, " + `${register}) IN`,
  "  /\\ Conf_quiet = Conf_n",
  "  /\\ Conf_Less(Conf_Register(Conf_r), Conf_l)",
  "  /\\ Conf_Quietly",
  "  /\\ Conf_SetRegister(Conf_r, Conf_l)",
  `  /\\ Conf_Print(<<"${PRINT_TAG}", "cut", Conf_tid, Conf_l>>)`,
  "  /\\ FALSE",
];

/** Which step led to a state, where it was no event; beside the number of the state. */
const viaPrint = (traceCount: number): string =>
  "(IF Conf_quiet = 0 THEN TRUE ELSE " +
  `Conf_Print(<<"${PRINT_TAG}", "via", Conf_tid, Conf_l, Conf_Register(${trailCounter(traceCount)}), Conf_via>>))`;

const silentStep = (occurrence: ActionOccurrence, number: number, { step }: StepNotes): string => {
  const args = occurrence.args.map(({ text }) => text).join(", ");
  const via = `Conf_via' = <<${number}, <<${args}>>>>`;
  return `(${step({ ...occurrence, after: [...occurrence.after, via] }, [])})`;
};

const circleDefinition = (register: number): readonly string[] => [
  "Conf_Tell(Conf_a) == LET Conf_r == Conf_Offset(Conf_tid, " + `${register}) IN`,
  "  IF Conf_a \\in Conf_Register(Conf_r) THEN TRUE ELSE",
  "  /\\ Conf_SetRegister(Conf_r, Conf_Register(Conf_r) \\cup {Conf_a})",
  `  /\\ Conf_Print(<<"${PRINT_TAG}", "circle", Conf_tid, Conf_l, Conf_a>>)`,
  // The steps after the one that led to the state that is reached again, and the one that leads back to it.
  "Conf_IsNew(Conf_h, Conf_x) ==",
  "  IF \\A Conf_i \\in DOMAIN Conf_h : Conf_h[Conf_i][1] /= Conf_x THEN TRUE ELSE",
  "  /\\ \\A Conf_i \\in {Conf_i \\in DOMAIN Conf_h : Conf_h[Conf_i][1] = Conf_x} :",
  "       Conf_Tell({Conf_via'[1]} \\cup {Conf_h[Conf_j][2] : Conf_j \\in {Conf_j \\in DOMAIN Conf_h : Conf_Less(Conf_i, Conf_j)}})",
  "  /\\ FALSE",
];
