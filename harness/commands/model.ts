import path from "node:path";
import { checkModels, type ModelQuestion } from "../model/model.ts";
import { silentMistakes } from "../spec/loadSpec.ts";
import { questionOf } from "../targets/target.ts";
import { exitCode } from "../report/exit.ts";
import { modelText } from "../report/modelText.ts";
import { failed } from "./failed.ts";
import type { CommandContext, CommandResult, CommonOptions } from "./options.ts";
import { openSession } from "./session.ts";
import { resolveSystem, type System } from "./system.ts";

/** `conformance model`: one configuration when `--cfg` names it, otherwise the target's quick ones. */
export const model = async (
  options: CommonOptions & { readonly all?: boolean },
  context: CommandContext,
): Promise<CommandResult> => {
  const system = await resolveSystem(options, "model");
  if (!system.ok) return failed("model", system.problems);
  const session = await openSession("model", options, context);
  if (!session.ok) return failed("model", session.problems);
  const questions = questionsOf(system.value, options);
  // A target's own configurations are known to be sound, and reading a spec takes longer than checking some of them.
  const own = system.value.target?.models.map(({ cfgFile }) => cfgFile) ?? [];
  const strange = questions.filter(({ cfgFile }) => !own.includes(cfgFile));
  const mistakes = await Promise.all(
    strange.map((question) => silentMistakes({ ...question, ...session.value })),
  );
  if (mistakes.flat().length > 0) return failed("model", mistakes.flat());
  const report = await checkModels(questions, session.value);
  const verdicts = report.models.flatMap(({ verdict }) => verdict ?? []);
  return {
    json: report,
    text: modelText(report, options.verbose === true),
    exitCode: exitCode(verdicts, report.errors),
  };
};

const questionsOf = (
  { target, specFile, cfgFile }: System,
  options: CommonOptions & { readonly all?: boolean },
): readonly ModelQuestion[] => {
  const own = target === null ? [] : target.models.map((cfg) => questionOf(target, cfg));
  if (options.cfg === undefined && options.spec === undefined && target !== null)
    return own.filter(({ quick }) => options.all === true || quick);
  const known = own.find((question) => path.resolve(question.cfgFile) === path.resolve(cfgFile));
  return [known ?? { name: path.basename(cfgFile, ".cfg"), specFile, cfgFile, short: false }];
};
