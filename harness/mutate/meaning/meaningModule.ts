import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Trace } from "../../../traces/trace.ts";
import { writeBatchFiles } from "../../check/batchFiles.ts";
import { PRINT_TAG } from "../../check/followModule.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { moduleText } from "../../tla/moduleText.ts";

/** A trace of which the states are told from before the event after the first `from` on. */
export interface TellTask {
  readonly trace: Trace;
  readonly from: number;
  /** States and steps told, at most; a trace that has more is not told whole. */
  readonly most: number;
}

/** Beyond the registers of the modules it extends. */
const REGISTER = 200_000;

const ROOT = "Conf_Meaning";

/**
 * Writes the modules of a check, and one on top of them that follows each trace along every way, not only to its end,
 * and prints each state and step.
 */
export const writeMeaningFiles = async (
  tasks: readonly TellTask[],
  spec: LoadedSpec,
  runDir: string,
): Promise<{ readonly module: string; readonly config: string }> => {
  const traces = tasks.map(({ trace }) => trace);
  const files = await writeBatchFiles(traces, spec, { runDir, explain: null });
  const base = path.basename(files.module, ".tla");
  const config = replaceLines(await readFile(files.config, "utf8"), [
    ["NEXT", "Conf_FollowAndTell"],
    ["CONSTRAINT", "Conf_TellState"],
  ]);
  const file = (extension: string): string => path.join(runDir, `${ROOT}.${extension}`);
  await writeFile(file("cfg"), config);
  await writeFile(file("tla"), moduleText(ROOT, [`EXTENDS ${base}`, ...tellLines(tasks, spec)]));
  return { module: file("tla"), config: file("cfg") };
};

const tellLines = (tasks: readonly TellTask[], spec: LoadedSpec): readonly string[] => {
  const variables = spec.model.variables.map(({ name }) => name);
  return [
    `Conf_ToldFrom == <<${tasks.map(({ from }) => from).join(", ")}>>`,
    `Conf_ToldMost == <<${tasks.map(({ most }) => most).join(", ")}>>`,
    `Conf_ToldState == <<${variables.join(", ")}>>`,
    `Conf_ToldNext == <<${variables.map((name) => `${name}'`).join(", ")}>>`,
    `Conf_Purse(Conf_t) == Conf_Offset(${REGISTER}, Conf_t)`,
    `ASSUME Conf_SetRegister(${REGISTER + tasks.length + 1}, 0)`,
    `ASSUME \\A Conf_t \\in Conf_Upto(${tasks.length}) : Conf_SetRegister(Conf_Purse(Conf_t), 0)`,
    "Conf_TellWay(Conf_v) == IF Conf_Less(Conf_Register(Conf_Purse(Conf_tid)), Conf_ToldMost[Conf_tid])",
    "  THEN Conf_SetRegister(Conf_Purse(Conf_tid), Conf_Inc(Conf_Register(Conf_Purse(Conf_tid)))) /\\ Conf_Print(Conf_v)",
    "  ELSE FALSE",
    "Conf_IsTold == Conf_Less(Conf_ToldFrom[Conf_tid], Conf_l)",
    "Conf_FollowAndTell == /\\ Conf_Follow",
    `  /\\ (IF Conf_IsTold THEN Conf_TellWay(<<"${PRINT_TAG}", "step", Conf_tid, Conf_l, Conf_l', Conf_ToldState, Conf_ToldNext>>) ELSE TRUE)`,
    "Conf_TellState == /\\ Conf_LawfulState",
    `  /\\ (IF Conf_IsTold THEN Conf_TellWay(<<"${PRINT_TAG}", "state", Conf_tid, Conf_l, Conf_ToldState>>) ELSE TRUE)`,
  ];
};

const replaceLines = (config: string, lines: readonly (readonly [string, string])[]): string => {
  let text = config;
  for (const [section, value] of lines) {
    const line = new RegExp(`^${section} .*$`, "mu");
    if (!line.test(text)) throw new Error(`the configuration of a check has no ${section}`);
    text = text.replace(line, `${section} ${value}`);
  }
  return text;
};
