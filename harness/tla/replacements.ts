import type { Cfg, CfgConstant } from "./cfg.ts";
import type { Application, Definition, Expression, SpecModel } from "./expression.ts";
import { globalDefinition, originOf } from "./specModel.ts";

/**
 * The model as a configuration changes it: the body of an operator that it replaces (`Op <- Other`,
 * `Op <- [Module]Other`) is an application of the other one, as TLC has it. So is what stands behind its name.
 */
export const withReplacements = (model: SpecModel, { constants }: Cfg): SpecModel => {
  const changed = new Map<string, Definition>();
  for (const constant of constants) {
    const other = constant.kind === "operator" ? globalDefinition(replacementOf(constant), model) : undefined;
    if (other === undefined) continue;
    for (const definition of replacedBy(constant, model))
      if (definition.parameters.length === other.parameters.length)
        changed.set(definition.uid, {
          ...definition,
          level: other.level,
          body: applicationOf(other, definition),
        });
  }
  if (changed.size === 0) return model;
  const update = <K>(all: ReadonlyMap<K, Definition>): ReadonlyMap<K, Definition> =>
    new Map([...all].map(([key, definition]) => [key, changed.get(definition.uid) ?? definition]));
  const { definitions, named, local } = model;
  return { ...model, definitions: update(definitions), named: update(named), local: update(local) };
};

/** `Other` of `Op <- Other` and of `Op <- [Module]Other`. */
export const replacementOf = ({ text }: CfgConstant): string => text.replace(/^\[\w+\]/, "");

/** The definitions that TLC replaces: the root module's own, or those of the module that is named. */
const replacedBy = ({ name, text }: CfgConstant, model: SpecModel): readonly Definition[] => {
  const module = /^\[(\w+)\]/.exec(text)?.[1];
  if (module === undefined) return [model.named.get(name) ?? []].flat();
  return [...model.definitions.values()].filter(
    (definition) => definition.name === name && originOf(definition) === module,
  );
};

const applicationOf = (other: Definition, { parameters, at }: Definition): Application => {
  const { uid, name, level } = other;
  const operands = parameters.map((parameter): Expression => {
    const operator = { kind: "parameter", uid: parameter.uid, name: parameter.name } as const;
    return parameter.arity > 0
      ? { kind: "operator", operator, at, level: 0 }
      : { kind: "apply", operator, operands: [], bound: [], at, level: 0 };
  });
  return { kind: "apply", operator: { kind: "defined", uid, name }, operands, bound: [], at, level };
};
