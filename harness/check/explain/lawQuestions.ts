import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { UnprintableError } from "../../tla/printBuiltin.ts";
import { rootScope } from "../../tla/printExpression.ts";
import { lawsOf, type Law } from "../../tla/properties.ts";
import { quote } from "../../tla/value.ts";
import type { GuardTable } from "./guardTable.ts";
import { stateGuards } from "./stateGuards.ts";

/**
 * Defines `Conf_Broken(Conf_own)`: the laws of the configuration that a step, or the state after it, breaks, as set of
 * `<<name, parts that are false>>`; the parts are told of steps of the event's own action only. It can be asked where the
 * whole next state is known.
 */
export const lawQuestions = (spec: LoadedSpec, table: GuardTable): readonly string[] => {
  const { state, step } = lawsOf(spec.cfg, spec.model);
  const laws = [
    ...state.map((law) => ({ law, isStep: false })),
    ...step.map((law) => ({ law, isStep: true })),
  ].map(({ law, isStep }, index) => {
    const parts = falseParts(law, isStep, { spec, table });
    return { law, isStep, parts, operator: `Conf_Breaks${index + 1}` };
  });
  const broken = laws.map(({ law, isStep, parts, operator }) => {
    // What is said of a state is asked of the next one.
    const after = (text: string): string => (isStep ? `(${text})` : `(${text})'`);
    const told = parts === null ? "{}" : `IF Conf_own THEN ${after(operator)} ELSE {}`;
    return `(IF ${after(law.text)} THEN {} ELSE {<<${quote(law.name)}, ${told}>>})`;
  });
  return [
    ...laws.flatMap(({ parts, operator }) => (parts === null ? [] : [`${operator} == ${parts}`])),
    `Conf_Broken(Conf_own) == ${["{}", ...broken].join(" \\cup ")}`,
  ];
};

const falseParts = (
  { expression }: Law,
  isStep: boolean,
  { spec, table }: { readonly spec: LoadedSpec; readonly table: GuardTable },
): string | null => {
  if (expression === undefined) return null;
  const context = { scope: rootScope(spec.model), table, bound: [], inside: [], depth: 0 };
  try {
    return stateGuards(expression, { ...context, ...(isStep && { ofStep: true }) }).text;
  } catch (error) {
    if (error instanceof UnprintableError) return null;
    throw error;
  }
};
