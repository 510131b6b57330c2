import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { freshName } from "../../tla/printExpression.ts";
import { markedText } from "../../tla/piece.ts";
import type { CoveragePlan, PlannedAction } from "./coveragePlan.ts";
import { occurrenceText, PRINT_TAG, type StepNotes } from "../followModule.ts";
import { trailCounter, trailNotes } from "./trailModule.ts";

/**
 * Every step notes in `Conf_k1`, `Conf_k2`, ... which branches it takes (0: none), beside the state it starts from
 * (trailModule.ts). `could` lines say which branches lead to a state that agrees with the log.
 */
export const coverageNotes = (spec: LoadedSpec, plan: CoveragePlan, traceCount: number): StepNotes => {
  const marks = Array.from({ length: plan.marks }, (_, index) => `Conf_k${index + 1}`);
  const counter = trailCounter(traceCount);
  const trail = trailNotes(spec, traceCount);
  const numbers = marks.map((name) => `, ${name}`).join("");
  const marked = createMarking(plan);
  return {
    ...trail,
    variables: [...trail.variables, ...marks],
    initially: [...trail.initially, ...marks.map((name) => `${name} = 0`)],
    definitions: [
      ...trail.definitions,
      ...plan.actions.flatMap((action, index) => markedDefinition(action, index + 1, plan.marks)),
      `ASSUME \\A Conf_t \\in Conf_Upto(${traceCount}) : Conf_SetRegister(Conf_Offset(Conf_t, ${counter}), <<0, {}>>)`,
      ...couldDefinition(marks, counter),
    ],
    step: (occurrence, extra) => stepText(occurrence, extra, { spec, marked }),
    anyStep: anyStep(spec.shape.occurrences, spec.behaviour.nextText, marked),
    reached: "Conf_Could",
    nowNumbers: `${trail.nowNumbers}${numbers}`,
    atNumbers: `${trail.atNumbers}${numbers}`,
  };
};

interface Marking {
  /** The call of an action with the branches it takes. */
  readonly call: (occurrence: ActionOccurrence) => string;
  /** What a step that is no action notes. */
  readonly none: string;
}

const createMarking = (plan: CoveragePlan): Marking => {
  const numbers = new Map(plan.actions.map(({ definition }, index) => [definition.uid, index + 1]));
  const none = noted([], plan.marks);
  const call = ({ call: plain, definition, args, leaf }: ActionOccurrence): string => {
    const number = leaf ? (numbers.get(definition.uid) ?? 0) : 0;
    const action = plan.actions[number - 1];
    if (action === undefined) return `${plain} /\\ ${none}`;
    if (action.body === null) return `${plain} /\\ ${noted([action.first], plan.marks)}`;
    const texts = args.map(({ text }) => text);
    return `Conf_Branches${number}${texts.length === 0 ? "" : `(${texts.join(", ")})`}`;
  };
  return { call, none };
};

/** `Conf_k1' = 7 /\ Conf_k2' = 0` */
const noted = (branches: readonly number[], marks: number): string =>
  Array.from({ length: marks }, (_, slot) => mark(slot, branches[slot] ?? 0)).join(" /\\ ");

const mark = (slot: number, branch: number): string => `Conf_k${slot + 1}' = ${branch}`;

/** The body of an action that has several branches. */
const markedDefinition = (
  { definition, body, first }: PlannedAction,
  number: number,
  marks: number,
): readonly string[] => {
  if (body === null) return [];
  const used = new Set<number>();
  const text = markedText(body, (slot, leaf) => {
    used.add(slot);
    return mark(slot, leaf === null ? 0 : first + leaf);
  });
  const idle = Array.from({ length: marks - used.size }, (_, index) => mark(used.size + index, 0));
  const parameters = definition.parameters.map(({ uid }) => freshName(uid)).join(", ");
  const head = `Conf_Branches${number}${parameters === "" ? "" : `(${parameters})`}`;
  return [`${head} == ${[text, ...idle].join(" /\\ ")}`];
};

/** An action that only combines others is told by those, where it gives no arguments to tell them by. */
const stepText = (
  occurrence: ActionOccurrence,
  extra: readonly string[],
  { spec, marked }: { readonly spec: LoadedSpec; readonly marked: Marking },
): string => {
  if (occurrence.leaf || occurrence.definition.parameters.length > 0)
    return occurrenceText({ ...occurrence, call: marked.call(occurrence) }, extra);
  const inside = spec.shape.occurrences.filter(({ path }) => path.includes(occurrence.name));
  return anyStep(inside, occurrenceText(occurrence, extra), marked);
};

/** A step of any of the actions; `rest` comes last, so that only what they do not reach counts as none of them. */
const anyStep = (occurrences: readonly ActionOccurrence[], rest: string, marked: Marking): string => {
  const steps = occurrences
    .filter(({ leaf }) => leaf)
    .map((occurrence) => occurrenceText({ ...occurrence, call: marked.call(occurrence) }, []));
  return `(${[...steps, `(${rest}) /\\ ${marked.none}`].map((step) => `(${step})`).join(" \\/ ")})`;
};

/** Each combination of branches once an event: a register per trace keeps those of the latest event. */
const couldDefinition = (marks: readonly string[], counter: number): readonly string[] => [
  `Conf_Could == IF ${marks[0] ?? ""} = 0 THEN TRUE ELSE`,
  `  LET Conf_r == Conf_Offset(Conf_tid, ${counter}) Conf_s == Conf_Register(Conf_r)`,
  `      Conf_old == IF Conf_s[1] = Conf_l THEN Conf_s[2] ELSE {} Conf_new == <<${marks.join(", ")}>>`,
  "  IN IF Conf_new \\in Conf_old THEN TRUE ELSE Conf_SetRegister(Conf_r, <<Conf_l, Conf_old \\cup {Conf_new}>>)",
  `     /\\ Conf_Print(<<"${PRINT_TAG}", "could", Conf_tid, Conf_l, ${marks.join(", ")}>>)`,
];
