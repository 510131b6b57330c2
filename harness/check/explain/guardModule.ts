import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { Condition } from "../../tla/actionContext.ts";
import type { ActionOccurrence } from "../../tla/actions.ts";
import { UnprintableError } from "../../tla/printBuiltin.ts";
import { bind, rootScope } from "../../tla/printExpression.ts";
import { argumentConstraints, PRINT_TAG } from "../followModule.ts";
import { belowBinders, boundAround } from "./domainGuards.ts";
import { firstForbidding, type Asked } from "./forbidding.ts";
import { createGuardTable, type Guard, type GuardContext, type GuardTable } from "./guardTable.ts";
import { forbiddingGuards } from "./guardText.ts";
import { lawQuestions } from "./lawQuestions.ts";
import { deniedGuards } from "./stateGuards.ts";
import type { BatchTables } from "../tables.ts";

/** Definitions that tell which guards forbid the event after each trace's end, and what the numbers mean. */
export interface GuardQuestions {
  readonly lines: readonly string[];
  readonly guards: readonly Guard[];
  /** Conjunct of the state constraint that asks and prints. */
  readonly report: string;
}

/**
 * Asks, in the frontier states, why the next event's action is not enabled with its arguments.
 * `Conf_F[tid]` is the number of that event in the table of events.
 */
export const guardQuestions = (spec: LoadedSpec, tables: BatchTables): GuardQuestions => {
  const table = createGuardTable();
  const definitions = tables.actions.flatMap((action, index) => {
    const text = actionGuards(action, { spec, table, parameters: tables.parameters[index] ?? [] });
    return text === null ? [] : [{ number: index + 1, text }];
  });
  const questions = definitions.map(
    ({ number }) =>
      `(IF Conf_E[Conf_F[Conf_tid]][1] = ${number} THEN Conf_Print(<<"${PRINT_TAG}", "guards", Conf_tid, ` +
      `Conf_Guards${number}(Conf_A[Conf_E[Conf_F[Conf_tid]][2]])>>) ELSE TRUE)`,
  );
  return {
    lines: [
      ...definitions.map(({ number, text }) => `Conf_Guards${number}(Conf_a) == ${text}`),
      ...lawQuestions(spec, table),
    ],
    guards: table.guards,
    report: questions.length === 0 ? "TRUE" : questions.join(" /\\ "),
  };
};

/** Guards that failed over all occurrences of an action; `{}` when some instance is enabled. */
const actionGuards = (
  action: string,
  context: { readonly spec: LoadedSpec; readonly table: GuardTable; readonly parameters: readonly string[] },
): string | null => {
  const occurrences = context.spec.shape.occurrences.filter(({ name }) => name === action);
  try {
    const parts = occurrences.map((occurrence) => occurrenceGuards(occurrence, context));
    return `LET Conf_g0 == UNION {${parts.join(", ")}} IN IF {} \\in Conf_g0 THEN {} ELSE UNION Conf_g0`;
  } catch (error) {
    if (error instanceof UnprintableError) return null;
    throw error;
  }
};

/** A set of sets: per instance of the occurrence the guards that forbid it. */
const occurrenceGuards = (
  occurrence: ActionOccurrence,
  { spec, table, parameters }: { spec: LoadedSpec; table: GuardTable; parameters: readonly string[] },
): string => {
  const { definition, args } = occurrence;
  const symbols = definition.parameters.flatMap(({ uid, name }) =>
    args.flatMap(({ parameter, text }) => (parameter === name ? [{ uid, name, text }] : [])),
  );
  const context: GuardContext = {
    scope: bind(
      rootScope(spec.model),
      symbols.map(({ uid, text }) => [uid, text] as const),
    ),
    table,
    bound: symbols,
    inside: [definition.uid],
    depth: 0,
  };
  const forbidding = firstForbidding(
    [...occurrence.conditions.map(askedCondition), (inner) => forbiddingGuards(definition.body, inner)],
    context,
  );
  const given = argumentConstraints(occurrence, parameters).map((constraint) => `(${constraint})`);
  const outside = outsideGuard(occurrence, { table, parameters });
  const instance = `IF ${["TRUE", ...given].join(" /\\ ")} THEN ${forbidding.text} ELSE {${outside}}`;
  return belowBinders(occurrence, `{${instance}}`, { table, parameters });
};

/** Beside the call in Next, where the parameters of the action mean nothing. */
const askedCondition =
  ({ expression, scope, otherwise }: Condition): Asked =>
  (context) => {
    const there = { ...context, scope, bound: boundAround(scope), inside: [] };
    return otherwise === true ? deniedGuards(expression, there) : forbiddingGuards(expression, there);
  };

/** An instance with other arguments than the event's: which, as far as the event gives any. */
const outsideGuard = (
  { definition, args }: ActionOccurrence,
  { table, parameters }: { readonly table: GuardTable; readonly parameters: readonly string[] },
): string => {
  const bound = args.map(({ parameter }) => parameter);
  const number = table.add({ at: definition.at, parts: [], bound, depth: -1, outside: true });
  const texts = args.map(({ parameter, text }) => {
    const position = parameters.indexOf(parameter) + 1;
    return `(IF Conf_Len(Conf_a[${position}]) = 0 THEN "" ELSE Conf_Text(${text}))`;
  });
  return `<<${number}, <<>>, <<${texts.join(", ")}>>>>`;
};
