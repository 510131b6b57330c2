import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { tupleText } from "../../tla/moduleText.ts";

/** A conjunct of every step of a trace, after all others. */
export const IDLE_STEP = "Conf_IdleStep";

/** Initial states of one trace from which it is watched; a spec may have thousands. */
const MAX_WATCHED = 20;

/**
 * Notices traces whose every event can be a step that changes nothing: `<<tag, "idle", trace, last event>>` is printed
 * for each. A register per trace holds `<<n, S, c>>`: n is the first event that is not known to have such a step from a
 * state in which all before it had one, and S are these states with their n, as text: TLC compares no string with a
 * number; c is how many they were. A trace whose first event changes something costs one comparison a step. States are
 * taken up in the order of their distance from the initial ones, so a state is in S before its own steps are taken.
 */
export const idleLines = (
  spec: LoadedSpec,
  { traces, register, tag }: { readonly traces: number; readonly register: number; readonly tag: string },
): readonly string[] => {
  const variables = spec.model.variables.map(({ name }) => name);
  return [
    `ASSUME Conf_SetRegister(Conf_Offset(${register}, ${traces}), 0)`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${traces}) : Conf_SetRegister(Conf_Offset(Conf_t, ${register}), <<1, {}, 0>>)`,
    `Conf_IdleBefore == Conf_Text(${flat(variables)})`,
    `Conf_IdleAfter == Conf_Text(${flat(variables.map((name) => `${name}'`))})`,
    `${IDLE_STEP} ==`,
    `  LET Conf_r == Conf_Offset(Conf_tid, ${register}) Conf_i == Conf_Register(Conf_r) IN`,
    "  IF Conf_Less(Conf_i[1], Conf_l) THEN TRUE ELSE",
    "  LET Conf_s == Conf_IdleBefore Conf_old == <<Conf_s, Conf_l>> Conf_new == <<Conf_s, Conf_Inc(Conf_l)>> IN",
    `  IF IF Conf_l = 1 THEN ~ Conf_Less(Conf_i[3], ${MAX_WATCHED}) ELSE ~ (Conf_old \\in Conf_i[2]) THEN TRUE ELSE`,
    "  IF Conf_s = Conf_IdleAfter /\\ ~ (Conf_new \\in Conf_i[2])",
    "  THEN /\\ Conf_SetRegister(Conf_r, <<Conf_Inc(Conf_l), (Conf_i[2] \\ {Conf_old}) \\cup {Conf_new},",
    "                                     IF Conf_l = 1 THEN Conf_Inc(Conf_i[3]) ELSE Conf_i[3]>>)",
    "       /\\ (IF Conf_l = Conf_Len(Conf_T[Conf_tid]) /\\ Conf_i[1] = Conf_l",
    `           THEN Conf_Print(<<"${tag}", "idle", Conf_tid, Conf_l>>) ELSE TRUE)`,
    "  ELSE TRUE",
  ];
};

const flat = (elements: readonly string[]): string => tupleText(elements).replaceAll("\n", "");
