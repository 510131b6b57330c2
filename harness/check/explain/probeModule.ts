import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { occurrenceText, PRINT_TAG } from "../followModule.ts";
import type { GuardQuestions } from "./guardModule.ts";

/** Most successors printed per trace of the event's own action, and again of all others. */
export const MAX_SUCCESSORS = 500;

/**
 * What is asked about a trace, from everything down to next to nothing, for TLC may be unable to evaluate some of it:
 * 0 everything; 1 nothing about other actions; 2 no guards either; 3 only the states reached.
 */
export type ProbeDepth = 0 | 1 | 2 | 3;

export interface ProbeRequest {
  readonly probes: readonly ActionOccurrence[];
  /** Actions by their numbers from 1, as in the table of events. */
  readonly actions: readonly string[];
  /** One a trace. */
  readonly depths: readonly ProbeDepth[];
  readonly questions: GuardQuestions;
  /** Silent steps before one event, null without any; see declared/silentModule.ts. */
  readonly maxSilent: number | null;
}

/**
 * The part that asks what could have happened after the last event that matched. `Conf_Probes` follows each
 * trace to its end; there it prints the frontier states and, per probed occurrence, every successor, and
 * generates no further state. Nothing is pruned: every state of the frontier counts.
 */
export const probeLines = (spec: LoadedSpec, request: ProbeRequest): readonly string[] => {
  const { probes, questions, depths, maxSilent } = request;
  const variables = spec.model.variables.map(({ name }) => name);
  const count = depths.length;
  return [
    `Conf_Now == <<${variables.join(", ")}>>`,
    `Conf_Then == <<${variables.map((name) => `${name}'`).join(", ")}>>`,
    `Conf_D == <<${depths.join(", ")}>>`,
    "Conf_Wanted == Conf_E[Conf_F[Conf_tid]][1]",
    "Conf_Asks(Conf_d) == ~ Conf_Less(Conf_d, Conf_D[Conf_tid])",
    "Conf_AtEnd == Conf_l = Conf_Inc(Conf_Len(Conf_T[Conf_tid]))",
    // One budget of printed successors for the event's own action, one for all others.
    `Conf_Budget(Conf_own) == Conf_Offset(Conf_Slot[Conf_tid], IF Conf_own THEN ${count} ELSE ${2 * count})`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${2 * count}) : Conf_SetRegister(Conf_Offset(Conf_Slot[1], Conf_Offset(Conf_t, ${count - 1})), 0)`,
    "Conf_Spend(Conf_r) == IF Conf_Less(Conf_Register(Conf_r), " +
      `${MAX_SUCCESSORS}) THEN Conf_SetRegister(Conf_r, Conf_Inc(Conf_Register(Conf_r))) ELSE FALSE`,
    ...probes.map((probe, index) => probeDefinition(probe, index + 1, request)),
    "Conf_Probes == /\\ Conf_AtEnd",
    "  /\\ Conf_Working",
    "  /\\ Conf_l' = Conf_Inc(Conf_l)",
    "  /\\ Conf_tid' = Conf_tid",
    `  /\\ (FALSE ${probes.map((_, index) => `\\/ Conf_Probe${index + 1}`).join(" ")})`,
    ...followOrProbe(maxSilent),
    ...questions.lines,
    `Conf_AskGuards == ${questions.report}`,
    "Conf_Report == /\\ Conf_LawfulState",
    "  /\\ (IF Conf_AtEnd",
    `      THEN ${beyondBound(maxSilent)}`,
    `           Conf_Print(<<"${PRINT_TAG}", "frontier", Conf_tid, Conf_Now>>) /\\ (IF Conf_Asks(1) THEN Conf_AskGuards ELSE TRUE)`,
    "      ELSE TRUE)",
  ];
};

/** Silent steps may come after the last event that matched, for another was to follow; and one beyond the bound. */
const followOrProbe = (maxSilent: number | null): readonly string[] =>
  maxSilent === null
    ? ["Conf_FollowOrProbe == Conf_Follow \\/ Conf_Probes"]
    : [
        `Conf_Beyond == Conf_AtEnd /\\ Conf_tid' = Conf_tid /\\ Conf_Silent(${maxSilent + 1})`,
        "Conf_FollowOrProbe == Conf_Follow \\/ Conf_Probes \\/ Conf_Beyond",
      ];

/** What lies beyond the bound is told, so that it is known whether the bound has cut anything off, and left. */
const beyondBound = (maxSilent: number | null): string =>
  maxSilent === null
    ? ""
    : `IF Conf_Less(${maxSilent}, Conf_quiet) THEN Conf_Print(<<"${PRINT_TAG}", "beyond", Conf_tid, Conf_Now>>) /\\ FALSE ELSE`;

const probeDefinition = (
  probe: ActionOccurrence,
  number: number,
  { actions }: Pick<ProbeRequest, "actions">,
): string => {
  const own = ownStep(probe, actions);
  const asked = `(${own} /\\ Conf_Asks(2))${probe.leaf ? " \\/ Conf_Asks(0)" : ""}`;
  const print = `IF Conf_Spend(Conf_Budget(${own})) THEN ${successorPrint(probe, number)} ELSE TRUE`;
  const step = occurrenceText({ ...probe, after: [...probe.after, `(${print}) /\\ FALSE`] }, []);
  return `Conf_Probe${number} == (${asked}) /\\ (${step})`;
};

/** Whether the event that is asked about is of this step's action; one that names none may be any. */
const ownStep = ({ name, leaf }: ActionOccurrence, actions: readonly string[]): string => {
  const number = actions.indexOf(name) + 1;
  const named = number === 0 ? "FALSE" : `Conf_Wanted = ${number}`;
  return leaf ? `(${named} \\/ Conf_Wanted = 0)` : `(${named})`;
};

const successorPrint = ({ args }: ActionOccurrence, number: number): string =>
  `Conf_Print(<<"${PRINT_TAG}", "next", Conf_tid, ${number}, ` +
  `<<${args.map(({ text }) => text).join(", ")}>>, Conf_Now, Conf_Then>>)`;
