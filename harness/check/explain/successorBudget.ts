import { FIRST_REGISTER, PRINT_TAG } from "../followModule.ts";

/** How many successors are printed of one trace. */
export interface SuccessorBudget {
  readonly traces: number;
  readonly probes: number;
  /** Of each probe of the event's own action, whatever the others have. */
  readonly each: number;
  /** Of all of them beyond that: the first ones, and then every eighth, so that late states have their turn. */
  readonly first: number;
  readonly last: number;
}

/** Of one trace, and of one run: only beyond that does it matter which other traces are asked about. */
const MOST_OF_TRACE = 6_000;
const LEAST_OF_TRACE = 500;
const MOST_IN_RUN = 300_000;

/** Steps with different arguments that are told of each probe whatever the others have, and of all beyond that. */
const FEW_STEPS = 50;
const MORE_STEPS = 1_000;

export const successorBudget = (traces: number, probes: number): SuccessorBudget => {
  const most = Math.max(
    LEAST_OF_TRACE,
    Math.min(MOST_OF_TRACE, Math.floor(MOST_IN_RUN / Math.max(1, traces))),
  );
  const each = Math.max(20, Math.floor(most / 4 / Math.max(1, probes)));
  return { traces, probes, each, first: Math.floor(most / 2), last: Math.floor((most * 3) / 4) };
};

/** Registers of a trace: these, and then two a probe. */
const POOL = 0;
const SKIPPED = 1;
const TOLD_SUCCESSORS = 2;
const TOLD_STEPS = 3;
const STEPS = 4;
const FIRST_PROBE = 4;

/** Every so many successors one is printed when most of the budget is spent. */
const STRIDE = 8;

/**
 * `Conf_Spend(probe)`: whether one more successor of the event's own action may be printed. `Conf_Hear(probe, step)`:
 * whether the probe has a step that was not printed before, a pair of its arguments as text and whether it is lawful;
 * `Conf_Unheard(probe, arguments)`: whether it may have one and there is room for it. What is left out is told once (`more`).
 */
export const budgetLines = (budget: SuccessorBudget): readonly string[] => {
  const { traces, probes, each, first, last } = budget;
  const size = 2 * probes + FIRST_PROBE + 1;
  const base = FIRST_REGISTER + 16 * (traces + 1);
  const starts = Array.from({ length: traces }, (_, index) => base + index * size);
  const more = (flag: number, what: string): string =>
    `(IF Conf_Register(Conf_At(${flag})) = 0 THEN Conf_SetRegister(Conf_At(${flag}), 1) /\\ ` +
    `Conf_Print(<<"${PRINT_TAG}", "more", Conf_tid, "${what}">>) ELSE TRUE) /\\ FALSE`;
  return [
    `Conf_Purses == <<${starts.join(", ")}>>`,
    "Conf_At(Conf_k) == Conf_Offset(Conf_Purses[Conf_tid], Conf_k)",
    `ASSUME Conf_SetRegister(${base + traces * size}, 0)`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${traces * size}) : Conf_SetRegister(Conf_Offset(Conf_t, ${base - 1}), 0)`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${traces}) : \\A Conf_k \\in Conf_Upto(${probes}) :`,
    `  Conf_SetRegister(Conf_Offset(Conf_Purses[Conf_t], Conf_Offset(Conf_k, ${probes + FIRST_PROBE})), <<0, {}>>)`,
    "Conf_OneMore(Conf_k) == Conf_SetRegister(Conf_At(Conf_k), Conf_Inc(Conf_Register(Conf_At(Conf_k))))",
    `Conf_Skip == ${more(TOLD_SUCCESSORS, "successors")}`,
    "Conf_Spend(Conf_k) == LET Conf_c == Conf_Offset(Conf_k, " + `${FIRST_PROBE}) IN`,
    `  IF Conf_Less(Conf_Register(Conf_At(Conf_c)), ${each}) THEN Conf_OneMore(Conf_c)`,
    `  ELSE IF Conf_Less(Conf_Register(Conf_At(${POOL})), ${first}) THEN Conf_OneMore(${POOL})`,
    `  ELSE IF Conf_Less(Conf_Register(Conf_At(${SKIPPED})), ${STRIDE - 1}) THEN Conf_OneMore(${SKIPPED}) /\\ Conf_Skip`,
    `  ELSE Conf_SetRegister(Conf_At(${SKIPPED}), 0) /\\`,
    `    (IF Conf_Less(Conf_Register(Conf_At(${POOL})), ${last}) THEN Conf_OneMore(${POOL}) ELSE Conf_Skip)`,
    `Conf_Heard(Conf_k) == Conf_Register(Conf_At(Conf_Offset(Conf_k, ${probes + FIRST_PROBE})))`,
    "Conf_Unheard(Conf_k, Conf_x) == LET Conf_o == Conf_Heard(Conf_k) IN",
    "  IF <<Conf_x, TRUE>> \\in Conf_o[2] THEN FALSE",
    `  ELSE IF Conf_Less(Conf_o[1], ${FEW_STEPS}) \\/ Conf_Less(Conf_Register(Conf_At(${STEPS})), ${MORE_STEPS})`,
    `  THEN TRUE ELSE ${more(TOLD_STEPS, "steps")}`,
    "Conf_Hear(Conf_k, Conf_y) == LET Conf_o == Conf_Heard(Conf_k) IN",
    "  IF Conf_y \\in Conf_o[2] THEN FALSE",
    `  ELSE /\\ (IF Conf_Less(Conf_o[1], ${FEW_STEPS}) THEN TRUE ELSE Conf_OneMore(${STEPS}))`,
    `       /\\ Conf_SetRegister(Conf_At(Conf_Offset(Conf_k, ${probes + FIRST_PROBE})), <<Conf_Inc(Conf_o[1]), Conf_o[2] \\cup {Conf_y}>>)`,
  ];
};
