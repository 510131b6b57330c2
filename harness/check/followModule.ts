import type { LoadedSpec } from "../spec/loadSpec.ts";
import type { ActionOccurrence } from "../tla/actions.ts";
import { lawsOf, type Law } from "../tla/properties.ts";
import { moduleText, tupleText } from "../tla/moduleText.ts";
import { quote } from "../tla/value.ts";
import type { BatchTables } from "./tables.ts";
import { IDLE_STEP, idleLines } from "./vacuity/idleModule.ts";

export const DATA_MODULE = "Conf_Data";

/** First word of every line that a generated module prints. */
export const PRINT_TAG = "Conf";

/** Registers below this one may be the spec's own. */
export const FIRST_REGISTER = 1000;

/** The traces as constants, in a module of their own: literals in the root module are slow on newer TLC. */
export const dataModule = (
  spec: LoadedSpec,
  tables: BatchTables,
  declarations: { readonly modelValues: readonly string[]; readonly definitions: readonly string[] },
): string =>
  moduleText(DATA_MODULE, [
    `EXTENDS ${spec.model.rootModule}, Conf_Lib`,
    ...declarations.modelValues.map((name) => `CONSTANT ${name}`),
    ...declarations.definitions,
    `Conf_A == ${tupleText(tables.args)}`,
    ...tables.variables.flatMap((_, index) => [
      `Conf_W${index + 1} == ${tupleText(tables.whole[index] ?? [])}`,
      `Conf_P${index + 1} == ${tupleText(tables.points[index] ?? [])}`,
      `Conf_C${index + 1} == ${tupleText(tables.cells[index] ?? [])}`,
    ]),
    `Conf_R == ${tupleText(tables.events)}`,
    `Conf_E == [Conf_n \\in DOMAIN Conf_R |-> <<${eventParts(tables).join(", ")}>>]`,
    `Conf_T == ${tupleText(tables.traces.map((numbers) => `<<${numbers.join(", ")}>>`))}`,
    ...startData(tables),
  ]);

/** Where traces start that are pieces of longer ones, and which of them go on; nothing where all are whole. */
const startData = ({ starts, more }: BatchTables): readonly string[] => [
  ...(starts.some((states) => states.length > 0)
    ? [`Conf_Starts == ${tupleText(starts.map((states) => tupleText(states)))}`]
    : []),
  ...(more.includes(true)
    ? [`Conf_GoesOn == <<${more.map((open) => (open ? "TRUE" : "FALSE")).join(", ")}>>`]
    : []),
];

/** Of the event number Conf_n: its action, its arguments, and what it says of each variable. */
const eventParts = ({ variables }: BatchTables): readonly string[] => [
  "Conf_R[Conf_n][1]",
  "Conf_R[Conf_n][2]",
  ...variables.map((_, index) => `Conf_C${index + 1}[Conf_R[Conf_n][${index + 3}]]`),
];

/**
 * The part that follows traces: `Conf_Follow` takes the step that event `Conf_l` of trace `Conf_tid`
 * describes, `Conf_Progress` (a state constraint) reports how far each trace was followed. Sound in any
 * search order and with several workers: the largest position printed is the matched prefix.
 */
export const followLines = (
  spec: LoadedSpec,
  tables: BatchTables,
  notes: StepNotes = noNotes(spec),
): readonly string[] => [
  `VARIABLES ${["Conf_tid", "Conf_l", ...notes.variables].join(", ")}`,
  // Says which trace TLC is at: when it hangs or starves, this is the one to blame.
  `Conf_Working == ${notes.working} /\\ Conf_Print(<<"${PRINT_TAG}", "now", Conf_tid, Conf_l${notes.nowNumbers}>>)`,
  `Conf_Init == (${initialStates(spec, tables)}) /\\ Conf_l = 1`,
  ...notes.initially.map((conjunct) => `  /\\ ${conjunct}`),
  ...viewDefinition(spec, notes),
  ...notes.definitions,
  ...tables.actions.map((action, index) => stepDefinition(action, index + 1, { spec, tables, notes })),
  "Conf_Step(Conf_e) ==",
  ...stepDisjuncts(tables, notes),
  ...wholeDefinition(tables),
  ...pointsDefinition(tables),
  ...lawDefinitions(spec, notes),
  ...idleLines(spec, idleRegisters(tables.traces.length)),
  "Conf_Take(Conf_e) == /\\ Conf_Whole(Conf_e)",
  "  /\\ Conf_Step(Conf_e)",
  "  /\\ Conf_Points(Conf_e)",
  "  /\\ Conf_LawfulStep",
  `  /\\ ${IDLE_STEP}`,
  "Conf_Event == /\\ Conf_l' = Conf_Inc(Conf_l)",
  `  /\\ ${notes.eventStep}`,
  // Bound, not passed: TLC would look the event up again at every use of the parameter.
  "  /\\ \\E Conf_e \\in {Conf_E[Conf_T[Conf_tid][Conf_l]]} : Conf_Take(Conf_e)",
  ...notes.otherDefinitions,
  "Conf_Follow == /\\ ~ Conf_Less(Conf_Len(Conf_T[Conf_tid]), Conf_l)",
  "  /\\ Conf_Working",
  "  /\\ Conf_tid' = Conf_tid",
  `  /\\ ${notes.everyStep}`,
  `  /\\ (${["Conf_Event", ...notes.otherSteps].join(" \\/ ")})`,
  ...progressDefinition(spec, tables, notes),
];

/** The spec's initial states for whole traces, for the others those in which the piece before ended. */
const initialStates = ({ behaviour, model, cfg }: LoadedSpec, { starts }: BatchTables): string => {
  const all = "Conf_tid \\in Conf_Upto(Conf_Len(Conf_T))";
  const laws = lawsOf(cfg, model).initial.map((law) => ` /\\ (${initialLaw(law)})`);
  const whole = `(${behaviour.init}) /\\ ${all}${laws.join("")}`;
  if (starts.every((states) => states.length === 0)) return whole;
  const values = model.variables.map(({ name }, index) => `${name} = Conf_first[${index + 1}]`);
  const begun = `\\E Conf_m \\in Conf_Upto(Conf_Len(Conf_Starts[Conf_tid])) : \\E Conf_first \\in {Conf_Starts[Conf_tid][Conf_m]} : ${values.join(" /\\ ")}`;
  return [
    `(${all} /\\ Conf_Len(Conf_Starts[Conf_tid]) = 0 /\\ (${behaviour.init})${laws.join("")})`,
    `(${all} /\\ (${begun}))`,
  ].join(" \\/ ");
};

/** Beyond all other registers, of which there are a few a trace. */
const idleRegisters = (traces: number) => ({
  ...{ traces, register: FIRST_REGISTER + 8 * (traces + 1), tag: PRINT_TAG },
});

/** What the module notes of the steps besides, as text to put in; see coverageModule.ts. */
export interface StepNotes {
  readonly variables: readonly string[];
  readonly initially: readonly string[];
  readonly definitions: readonly string[];
  /** A step of an occurrence of an action, with its constraints. */
  readonly step: (occurrence: ActionOccurrence, extra: readonly string[]) => string;
  /** A step of an event that names no action. */
  readonly anyStep: string;
  /** Conjuncts of the moment at which TLC takes up a state, of every step from it, and of every state reached. */
  readonly working: string;
  readonly everyStep: string;
  readonly reached: string;
  /** Of the variables those that tell states apart; what the others hold is only noted. */
  readonly identity: readonly string[];
  /** Conjunct of a step that is the next event, and steps beside it that are no event. */
  readonly eventStep: string;
  readonly otherSteps: readonly string[];
  readonly otherDefinitions: readonly string[];
  /** When a law that forbids a state, or a step, speaks against an event. */
  readonly againstEvent: { readonly stateLaw: string; readonly stepLaw: string };
  /** Further numbers of the lines printed then. */
  readonly nowNumbers: string;
  readonly atNumbers: string;
}

/** Nothing is noted, and every step is an event. */
export const noNotes = (spec: LoadedSpec): StepNotes => ({
  variables: [],
  initially: [],
  definitions: [],
  step: occurrenceText,
  anyStep: `(${spec.behaviour.nextText})`,
  working: "TRUE",
  everyStep: "TRUE",
  reached: "TRUE",
  identity: [],
  eventStep: "TRUE",
  otherSteps: [],
  otherDefinitions: [],
  againstEvent: { stateLaw: "TRUE", stepLaw: "TRUE" },
  nowNumbers: "",
  atNumbers: "",
});

/**
 * Tells a state by the spec's variables and the place in the trace, and not by what is noted beside them: exactly the
 * states are looked at that would be without.
 */
export const STATE_VIEW = "Conf_View";

const viewDefinition = (spec: LoadedSpec, { variables, identity }: StepNotes): readonly string[] =>
  variables.length === 0
    ? []
    : [
        `${STATE_VIEW} == <<${[...spec.model.variables.map(({ name }) => name), "Conf_tid", "Conf_l", ...identity].join(", ")}>>`,
      ];

/** The conjuncts of one occurrence of an action, with its binders. */
export const occurrenceText = (occurrence: ActionOccurrence, extra: readonly string[]): string => {
  const conjuncts = [...extra, ...occurrence.before, occurrence.call, ...occurrence.after];
  const body = conjuncts.map((conjunct) => `(${conjunct})`).join(" /\\ ");
  return occurrence.binders.reduceRight((inner, { text }) => `\\E ${text} : (${inner})`, body);
};

const stepDefinition = (
  action: string,
  number: number,
  {
    spec,
    tables,
    notes,
  }: { readonly spec: LoadedSpec; readonly tables: BatchTables; readonly notes: StepNotes },
): string => {
  const occurrences = spec.shape.occurrences.filter(({ name }) => name === action);
  const disjuncts = occurrences.map((occurrence) =>
    notes.step(occurrence, argumentConstraints(occurrence, tables.parameters[number - 1] ?? [])),
  );
  return `Conf_Step${number}(Conf_a) == ${disjuncts.map((disjunct) => `(${disjunct})`).join(" \\/ ")}`;
};

/** An event that gives no value for a parameter leaves it existential. */
export const argumentConstraints = (
  { args }: ActionOccurrence,
  parameters: readonly string[],
): readonly string[] =>
  args.map(({ parameter, text }) => `Conf_Fits(${text}, Conf_a[${parameters.indexOf(parameter) + 1}])`);

const stepDisjuncts = (tables: BatchTables, { anyStep }: StepNotes): readonly string[] => [
  `  \\/ (Conf_e[1] = 0 /\\ ${anyStep})`,
  ...tables.actions.map(
    (_, index) => `  \\/ (Conf_e[1] = ${index + 1} /\\ Conf_Step${index + 1}(Conf_A[Conf_e[2]]))`,
  ),
];

/** Before the action: a known successor value turns a choice from a large set into a test. */
const wholeDefinition = ({ variables, whole }: BatchTables): readonly string[] => [
  "Conf_Whole(Conf_e) == TRUE",
  ...variables.flatMap((name, index) =>
    whole[index]?.length === 0
      ? []
      : `  /\\ (IF Conf_e[${index + 3}][1] = 0 THEN TRUE ELSE ${name}' = Conf_W${index + 1}[Conf_e[${index + 3}][1]])`,
  ),
];

/** After the action: a point can be compared only when the whole successor is known. */
const pointsDefinition = ({ variables, points }: BatchTables): readonly string[] => [
  "Conf_Points(Conf_e) == TRUE",
  ...variables.flatMap((name, index) =>
    points[index]?.length === 0
      ? []
      : `  /\\ (\\A Conf_q \\in Conf_Upto(Conf_Len(Conf_e[${index + 3}][2])) :` +
        ` LET Conf_p == Conf_P${index + 1}[Conf_e[${index + 3}][2][Conf_q]]` +
        ` IN Conf_p[1] \\in DOMAIN ${name}' /\\ ${name}'[Conf_p[1]] = Conf_p[2])`,
  ),
];

/**
 * Invariants and action properties of the cfg, as conditions that report and prune: as INVARIANT lines the
 * first violation would end the run for every trace of the batch.
 */
const lawDefinitions = (spec: LoadedSpec, { againstEvent }: StepNotes): readonly string[] => [
  "Conf_LawfulState == TRUE",
  ...lawsOf(spec.cfg, spec.model).state.map((law) => `  /\\ (${reportedLaw("stateLaw", law, againstEvent)})`),
  "Conf_LawfulStep == TRUE",
  ...actionProperties(spec).map((property) => `  /\\ (${reportedLaw("stepLaw", property, againstEvent)})`),
];

const reportedLaw = (
  kind: "stateLaw" | "stepLaw",
  { name, text }: Law,
  { [kind]: condition }: StepNotes["againstEvent"],
): string =>
  `IF (${text}) THEN TRUE ELSE (IF ${condition} THEN ` +
  `Conf_Print(<<"${PRINT_TAG}", "${kind}", Conf_tid, Conf_l, ${quote(name)}>>) ELSE TRUE) /\\ FALSE`;

/** A law that only the first state of a trace must satisfy. */
const initialLaw = ({ name, text }: Law): string =>
  `IF (${text}) THEN TRUE ELSE Conf_Print(<<"${PRINT_TAG}", "stateLaw", Conf_tid, 1, ${quote(name)}>>) /\\ FALSE`;

/** Properties of the cfg of the form [][A]_v, as actions; other properties need whole behaviours. */
export const actionProperties = (spec: LoadedSpec): readonly Law[] => lawsOf(spec.cfg, spec.model).step;

/**
 * A register per trace: the furthest position so far, and whether some position was reached by more than one state. As
 * long as each is by one, "now" says all there is to say about the next; a line costs TLC as much as many a step.
 */
const progressDefinition = (
  spec: LoadedSpec,
  { traces: { length: traceCount }, more }: BatchTables,
  { reached, atNumbers }: StepNotes,
): readonly string[] => [
  `Conf_Slot == [Conf_t \\in Conf_Upto(${traceCount}) |-> Conf_Offset(Conf_t, ${FIRST_REGISTER})]`,
  `ASSUME Conf_SetRegister(${FIRST_REGISTER + traceCount}, 0)`,
  `ASSUME \\A Conf_t \\in Conf_Upto(${traceCount}) : Conf_SetRegister(Conf_Slot[Conf_t], <<0, FALSE>>)`,
  "Conf_Progress == /\\ Conf_LawfulState",
  `  /\\ ${reached}`,
  ...(more.includes(true) ? [endPrint(spec)] : []),
  "  /\\ LET Conf_r == Conf_Slot[Conf_tid] Conf_i == Conf_Register(Conf_r) IN",
  "     IF Conf_Less(Conf_i[1], Conf_l)",
  "     THEN /\\ Conf_SetRegister(Conf_r, <<Conf_l, Conf_i[2]>>)",
  `          /\\ (IF ${atNumbers === "" ? `Conf_i[2] \\/ Conf_Less(Conf_Len(Conf_T[Conf_tid]), Conf_l)` : "TRUE"}`,
  `              THEN Conf_Print(<<"${PRINT_TAG}", "at", Conf_tid, Conf_l${atNumbers}>>) ELSE TRUE)`,
  "     ELSE /\\ (IF Conf_i[2] THEN TRUE ELSE Conf_SetRegister(Conf_r, <<Conf_i[1], TRUE>>))",
  // Once a whole trace has arrived its other states are of no interest.
  `          /\\ (${more.includes(true) ? "Conf_GoesOn[Conf_tid] \\/ " : ""}~ Conf_Less(Conf_Len(Conf_T[Conf_tid]), Conf_i[1]))`,
];

/** Every state in which a piece ends is one in which the next may begin. */
const endPrint = ({ model }: LoadedSpec): string =>
  "  /\\ (IF Conf_GoesOn[Conf_tid] /\\ Conf_Less(Conf_Len(Conf_T[Conf_tid]), Conf_l) " +
  `THEN Conf_Print(<<"${PRINT_TAG}", "frontier", Conf_tid, <<${model.variables.map(({ name }) => name).join(", ")}>>>>) ELSE TRUE)`;
