import path from "node:path";
import { PRINT_TAG } from "../../check/followModule.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { parseTlaValue } from "../../tla/valueParser.ts";
import type { Problem } from "../../../traces/problem.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { runStage, wholeRun } from "../tlcStage.ts";
import { writeBranchModule } from "./branchModule.ts";
import type { BranchPlan } from "./branchPlan.ts";

/** What a run over the ways of the actions told. */
export interface BranchRun {
  readonly plan: BranchPlan;
  /** Ways that steps take, by number over all actions, from 1. */
  readonly taken: ReadonlySet<number>;
  /** Ways that are only taken by steps that leave the constraint. */
  readonly outside: ReadonlySet<number>;
  /** By counter: how often its conjunct held; the greatest power of two that it reached. */
  readonly held: ReadonlyMap<number, number>;
  /** Why TLC did not finish: then nothing is known of what is not taken. */
  readonly problems: readonly Problem[];
}

/** Explores the states once more, with every action written anew so that its ways and conjuncts are told apart. */
export const runBranches = async (spec: LoadedSpec, session: TlcSession): Promise<BranchRun> => {
  const { plan, ...files } = await writeBranchModule(spec, path.join(session.runDir, "ways"));
  const ways = new Map<number, number>();
  const held = new Map<number, number>();
  const onUserLine = (line: string): void => {
    const [what, number, value] = printed(line);
    if (typeof number !== "number" || typeof value !== "number") return;
    if (what === "way") ways.set(number, value);
    if (what === "held") held.set(number, value);
  };
  const run = wholeRun(await runStage({ ...files, onUserLine }, spec, session));
  const only = (kind: number): ReadonlySet<number> =>
    new Set([...ways].flatMap(([way, value]) => (value === kind ? [way] : [])));
  return { plan, taken: only(2), outside: only(1), held, problems: run.ok ? [] : run.problems };
};

/** `"<<\"Conf\", \"held\", 7, 1024>>"` */
const printed = (line: string): readonly (string | number)[] => {
  if (!line.startsWith(`"<<\\"${PRINT_TAG}\\", `)) return [];
  const text = parseTlaValue(line);
  const tuple = text.kind === "string" ? parseTlaValue(text.value) : text;
  if (tuple.kind !== "seq") return [];
  return tuple.elements.slice(1).map((element) => {
    if (element.kind !== "string" && element.kind !== "int") throw new Error(`TLC printed ${line}`);
    return element.value;
  });
};
