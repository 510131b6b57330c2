import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { occurrenceText, PRINT_TAG } from "../followModule.ts";
import type { GuardQuestions } from "./guardModule.ts";
import { budgetLines, successorBudget } from "./successorBudget.ts";

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
    ...questions.lines,
    ...budgetLines(successorBudget(count, probes.length)),
    `Conf_BrokenIfAsked(Conf_own) == ${asksLaws(depths) ? "IF Conf_Asks(1) THEN Conf_Broken(Conf_own) ELSE {}" : "{}"}`,
    ...probes.map((probe, index) => probeDefinition(probe, index + 1, request)),
    "Conf_Probes == /\\ Conf_AtEnd",
    "  /\\ Conf_Working",
    "  /\\ Conf_l' = Conf_Inc(Conf_l)",
    "  /\\ Conf_tid' = Conf_tid",
    `  /\\ (FALSE ${probes.map((_, index) => `\\/ Conf_Probe${index + 1}`).join(" ")})`,
    ...followOrProbe(maxSilent),
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
  // No disjunction: TLC would take the step once for each part that holds.
  const asked = `IF ${own} THEN Conf_Asks(2) ELSE ${probe.leaf ? "Conf_Asks(0)" : "FALSE"}`;
  const args = `<<${probe.args.map(({ text }) => text).join(", ")}>>`;
  const told = `(${tellSuccessor(number, args, own)}) /\\ FALSE`;
  const step = occurrenceText({ ...probe, after: [...probe.after, told] }, []);
  return `Conf_Probe${number} == (${asked}) /\\ (${step})`;
};

/** Laws cost time: they are asked about what is printed, or may have to be. */
const tellSuccessor = (number: number, args: string, own: string): string =>
  `\\E Conf_x \\in {Conf_Text(${args})} : \\E Conf_s \\in {IF ${own} THEN Conf_Spend(${number}) ELSE FALSE} : ` +
  `IF Conf_s \\/ Conf_Unheard(${number}, Conf_x) ` +
  `THEN \\E Conf_w \\in {Conf_BrokenIfAsked(${own})} : ` +
  `IF Conf_Hear(${number}, <<Conf_x, Conf_w = {}>>) \\/ Conf_s ` +
  `THEN Conf_Print(<<"${PRINT_TAG}", "next", Conf_tid, ${number}, ${args}, Conf_Now, Conf_Then, Conf_w>>) ELSE TRUE ELSE TRUE`;

const asksLaws = (depths: readonly ProbeDepth[]): boolean => depths.some((depth) => depth <= 1);

/** Whether the event that is asked about is of this step's action; one that names none may be any. */
const ownStep = ({ name, leaf }: ActionOccurrence, actions: readonly string[]): string => {
  const number = actions.indexOf(name) + 1;
  const named = number === 0 ? "FALSE" : `Conf_Wanted = ${number}`;
  return leaf ? `(${named} \\/ Conf_Wanted = 0)` : `(${named})`;
};
