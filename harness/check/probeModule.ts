import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { occurrenceText, PRINT_TAG } from "./followModule.ts";
import type { GuardQuestions } from "./guardModule.ts";

/** Most successors printed per trace: enough to choose from, bounded for specs with huge branching. */
const MAX_SUCCESSORS = 500;

export interface ProbeRequest {
  readonly probes: readonly ActionOccurrence[];
  readonly traceCount: number;
  readonly questions: GuardQuestions;
}

/**
 * The part that asks what could have happened after the last event that matched. `Conf_Probe` follows each
 * trace to its end; there it prints the frontier states and, per probed occurrence, every successor, and
 * generates no further state.
 */
export const probeLines = (
  spec: LoadedSpec,
  { probes, traceCount, questions }: ProbeRequest,
): readonly string[] => {
  const variables = spec.model.variables.map(({ name }) => name);
  return [
    `Conf_Now == <<${variables.join(", ")}>>`,
    `Conf_Then == <<${variables.map((name) => `${name}'`).join(", ")}>>`,
    "Conf_AtEnd == Conf_l = Conf_Inc(Conf_Len(Conf_T[Conf_tid]))",
    `Conf_Budget == Conf_Offset(Conf_Slot[Conf_tid], ${traceCount})`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${traceCount}) : Conf_SetRegister(Conf_Offset(Conf_Slot[Conf_t], ${traceCount}), 0)`,
    ...probes.map(
      (probe, index) =>
        `Conf_Probe${index + 1} == ${occurrenceText({ ...probe, after: [...probe.after, successorPrint(probe, index + 1)] }, [])}`,
    ),
    "Conf_Probes == /\\ Conf_AtEnd",
    "  /\\ Conf_l' = Conf_Inc(Conf_l)",
    "  /\\ Conf_tid' = Conf_tid",
    `  /\\ (FALSE ${probes.map((_, index) => `\\/ Conf_Probe${index + 1}`).join(" ")})`,
    "Conf_FollowOrProbe == Conf_Follow \\/ Conf_Probes",
    ...questions.lines,
    `Conf_AskGuards == ${questions.report}`,
    "Conf_Report == /\\ Conf_Progress",
    `  /\\ (IF Conf_AtEnd THEN Conf_Print(<<"${PRINT_TAG}", "frontier", Conf_tid, Conf_Now>>) /\\ Conf_AskGuards ELSE TRUE)`,
  ];
};

const successorPrint = ({ args }: ActionOccurrence, number: number): string =>
  `(IF Conf_Less(Conf_Register(Conf_Budget), ${MAX_SUCCESSORS}) ` +
  `THEN Conf_SetRegister(Conf_Budget, Conf_Inc(Conf_Register(Conf_Budget))) ` +
  `/\\ Conf_Print(<<"${PRINT_TAG}", "next", Conf_tid, ${number}, ` +
  `<<${args.map(({ text }) => text).join(", ")}>>, Conf_Now, Conf_Then>>) ELSE TRUE) /\\ FALSE`;
