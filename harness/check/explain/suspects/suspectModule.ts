import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../../tla/actions.ts";
import { FIRST_REGISTER, occurrenceText, PRINT_TAG, type StepNotes } from "../../followModule.ts";
import { TAKE } from "./variant.ts";

/** States that the variants of one trace may have together; what is not found by then is not told. */
export const STATE_BUDGET = 3_000;

/** A variant that gets so many events beyond the failed one is told of even when it does not reach the end. */
export const FEW = 3;

/**
 * What is noted beside the trace's own path: `Conf_variant` the variant, 0 on the path itself, `Conf_item` the item of its
 * splice that comes next, 0 after the last, `Conf_found` the step that a variant has found out.
 */
export const suspectNotes = (base: StepNotes): StepNotes => ({
  ...base,
  variables: [...base.variables, "Conf_variant", "Conf_item", "Conf_found"],
  initially: [...base.initially, "Conf_variant = 0", "Conf_item = 0", "Conf_found = <<>>"],
  everyStep: `${base.everyStep} /\\ Conf_variant' = 0 /\\ Conf_item' = 0 /\\ Conf_found' = <<>>`,
  identity: [...base.identity, "Conf_variant", "Conf_item", "Conf_found"],
  eventStep: `${base.eventStep} /\\ Conf_Less(Conf_l, Conf_TryK[Conf_tid])`,
});

/**
 * The part that tries edits. `Conf_TrySuspect` follows each trace up to its failed event; on the way variants branch off,
 * so that what comes before an edit is followed once. A variant that stops matching has no further state.
 */
export const suspectLines = (
  spec: LoadedSpec,
  { actions, traces, variables, base }: SuspectNames,
): readonly string[] => [
  `Conf_TryThen == <<${spec.model.variables.map(({ name }) => `${name}'`).join(", ")}>>`,
  `Conf_TryBlank(Conf_e) == <<Conf_e[1], Conf_e[2]${", <<0, <<>>>>".repeat(variables)}>>`,
  ...wildDefinition(spec, actions),
  "Conf_TryPlace(Conf_o) == Conf_Offset(Conf_TryB[Conf_tid], Conf_o)",
  "Conf_TryDo(Conf_e, Conf_m) ==",
  `  IF Conf_m = ${TAKE.asLogged} THEN Conf_Take(Conf_e) /\\ Conf_found' = Conf_found`,
  `  ELSE IF Conf_m = ${TAKE.withoutState} THEN Conf_Take(Conf_TryBlank(Conf_e)) /\\ Conf_found' = Conf_TryThen`,
  `  ELSE IF Conf_m = ${TAKE.anyStep} THEN Conf_Working /\\ Conf_TryWild(0, FALSE, TRUE) /\\ Conf_LawfulStep`,
  "  ELSE /\\ Conf_Working",
  "       /\\ Conf_Whole(Conf_e)",
  `       /\\ Conf_TryWild(Conf_e[1], Conf_m = ${TAKE.otherArguments}, Conf_m = ${TAKE.otherAction})`,
  "       /\\ Conf_Points(Conf_e)",
  "       /\\ Conf_LawfulStep",
  ...paths(base),
  ...resultLines(traces),
];

/** How variants branch off and go on, through the items of their splice and then along the trace. */
const paths = ({ everyStep, eventStep, otherSteps }: StepNotes): readonly string[] => [
  "Conf_TryItem(Conf_x, Conf_n) ==",
  "  /\\ (IF Conf_n = Conf_Len(Conf_TryV[Conf_x][1])",
  "      THEN Conf_item' = 0 /\\ Conf_l' = Conf_TryPlace(Conf_TryV[Conf_x][2])",
  "      ELSE Conf_item' = Conf_Inc(Conf_n) /\\ Conf_l' = Conf_l)",
  "  /\\ \\E Conf_s \\in {Conf_TryV[Conf_x][1][Conf_n]} :",
  "       \\E Conf_e \\in {Conf_E[Conf_T[Conf_tid][Conf_TryPlace(Conf_s[1])]]} : Conf_TryDo(Conf_e, Conf_s[2])",
  "Conf_TryTail(Conf_p) ==",
  "  /\\ ~ Conf_Less(Conf_TryN[Conf_tid], Conf_p)",
  "  /\\ Conf_item' = 0",
  "  /\\ Conf_l' = Conf_Inc(Conf_p)",
  "  /\\ Conf_found' = Conf_found",
  "  /\\ \\E Conf_e \\in {Conf_E[Conf_T[Conf_tid][Conf_p]]} : Conf_Take(Conf_e)",
  "Conf_TryBegin(Conf_x) ==",
  "  /\\ Conf_variant' = Conf_x",
  "  /\\ (IF Conf_Len(Conf_TryV[Conf_x][1]) = 0 THEN Conf_TryTail(Conf_TryPlace(Conf_TryV[Conf_x][2])) ELSE Conf_TryItem(Conf_x, 1))",
  "Conf_TryBranch ==",
  "  /\\ ~ Conf_Less(Conf_l, Conf_TryB[Conf_tid])",
  "  /\\ ~ Conf_Less(Conf_TryK[Conf_tid], Conf_l)",
  "  /\\ Conf_tid' = Conf_tid",
  `  /\\ ${everyStep}`,
  `  /\\ ${eventStep}`,
  "  /\\ \\E Conf_u \\in {Conf_TryM[Conf_TryS[Conf_tid][Conf_Offset(Conf_l, Conf_TryZ[Conf_tid])]]} :",
  "       \\E Conf_n \\in Conf_Upto(Conf_Len(Conf_u)) : Conf_TryBegin(Conf_u[Conf_n])",
  "Conf_TryStride ==",
  "  /\\ Conf_tid' = Conf_tid",
  "  /\\ Conf_variant' = Conf_variant",
  `  /\\ ${everyStep}`,
  `  /\\ ((${eventStep} /\\ (IF Conf_item = 0 THEN Conf_TryTail(Conf_l) ELSE Conf_TryItem(Conf_variant, Conf_item)))`,
  ...otherSteps.map((step) => `      \\/ (Conf_item' = Conf_item /\\ Conf_found' = Conf_found /\\ ${step})`),
  "     )",
  "Conf_TrySuspect == IF Conf_variant = 0 THEN Conf_Follow \\/ Conf_TryBranch ELSE Conf_TryStride",
];

export interface SuspectNames {
  /** Actions by their numbers from 1, as in the table of events. */
  readonly actions: readonly string[];
  /** How many traces there are, and how many variables the table of events has. */
  readonly traces: number;
  readonly variables: number;
  /** What every step notes besides. */
  readonly base: StepNotes;
}

/** Registers beyond those that followLines uses, of which there are a few a trace. */
const registersFrom = (traces: number): number => FIRST_REGISTER + 16 * (traces + 1);

/** A constraint that tells of each variant that arrives, or gets as far as any other of its trace, and counts states. */
const resultLines = (traces: number): readonly string[] => {
  const budgets = registersFrom(traces);
  const best = budgets + traces + 1;
  const told = `Conf_Print(<<"${PRINT_TAG}", "looks", Conf_tid, Conf_variant, Conf_l, Conf_found>>)`;
  return [
    `ASSUME Conf_SetRegister(${best + traces}, 0)`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${traces}) : Conf_SetRegister(Conf_Offset(Conf_t, ${budgets}), 0)`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${traces}) : Conf_SetRegister(Conf_Offset(Conf_t, ${best}), Conf_Offset(Conf_TryK[Conf_t], ${FEW}))`,
    `Conf_TrySpent == LET Conf_r == Conf_Offset(Conf_tid, ${budgets}) IN`,
    `  Conf_Less(Conf_Register(Conf_r), ${STATE_BUDGET}) /\\ Conf_SetRegister(Conf_r, Conf_Inc(Conf_Register(Conf_r)))`,
    `Conf_TryTell == LET Conf_r == Conf_Offset(Conf_tid, ${best}) IN`,
    `  IF Conf_Less(Conf_TryN[Conf_tid], Conf_l) THEN ${told} /\\ FALSE`,
    `  ELSE IF Conf_Less(Conf_Register(Conf_r), Conf_l) THEN Conf_SetRegister(Conf_r, Conf_l) /\\ ${told}`,
    `  ELSE IF Conf_Register(Conf_r) = Conf_l THEN ${told} ELSE TRUE`,
    "Conf_TrySuspected == /\\ Conf_LawfulState",
    "  /\\ (IF Conf_variant = 0 THEN TRUE ELSE Conf_TrySpent /\\ (IF Conf_item = 0 THEN Conf_TryTell ELSE TRUE))",
  ];
};

/** A step of action number Conf_c (`own`), or of another one (`other`), which notes what it is. */
const wildDefinition = (spec: LoadedSpec, actions: readonly string[]): readonly string[] => [
  "Conf_TryWild(Conf_c, Conf_own, Conf_other) == FALSE",
  ...spec.shape.occurrences.flatMap((occurrence, index) => {
    const when = wanted(occurrence, actions.indexOf(occurrence.name) + 1);
    return when === null ? [] : [`  \\/ ((${when}) /\\ (${notedStep(occurrence, index + 1)}))`];
  }),
];

const wanted = ({ leaf }: ActionOccurrence, number: number): string | null => {
  if (number === 0) return leaf ? "Conf_other" : null;
  const own = `Conf_own /\\ Conf_c = ${number}`;
  return leaf ? `(${own}) \\/ (Conf_other /\\ Conf_c # ${number})` : own;
};

const notedStep = (occurrence: ActionOccurrence, number: number): string => {
  const args = occurrence.args.map(({ text }) => text).join(", ");
  return occurrenceText(
    { ...occurrence, after: [...occurrence.after, `Conf_found' = <<${number}, <<${args}>>>>`] },
    [],
  );
};
