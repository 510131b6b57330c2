import path from "node:path";
import type { Trace } from "../../../traces/trace.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { constantsText } from "../edit.ts";
import type { Mutant } from "../mutant.ts";
import type { TellTask } from "./meaningModule.ts";
import { runMeaning, type MeaningRun, type ToldMeaning } from "./meaningRun.ts";
import { isWithin, sameMeaning, statesBefore, type Meaning } from "./relations.ts";

/**
 * Why a survivor means the same as its original. `prefix`: the first events of a behaviour are a behaviour. `same`:
 * both allow exactly the same sequences of states. `stutter`: the event more or less is a step that changes nothing.
 * `commuting`: only the state between the two events differs. `meeting`: at the seam both runs can be in the same
 * states. Null: not proven; `told` says whether TLC could tell.
 */
export type Equivalence = "prefix" | "same" | "stutter" | "commuting" | "meeting";

export interface Proof {
  readonly equivalence: Equivalence | null;
  /** False where TLC could not tell all states of both traces. */
  readonly told: boolean;
}

export interface Survivor {
  readonly mutant: Mutant;
  readonly trace: Trace;
}

export interface Proofs {
  readonly proofs: ReadonlyMap<Mutant, Proof>;
  readonly runs: number;
}

/** Classifies mutants that TLC has accepted, all together; TLC tells the states that each, and its original, allows. */
export const proveEquivalence = async (
  survivors: readonly Survivor[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<Proofs> => {
  const proofs = new Map<Mutant, Proof>();
  let runs = 0;
  for (const part of partsOf(survivors)) {
    const runDir = path.join(session.runDir, `part-${proofs.size + 1}`);
    const tasks = tasksFor(part);
    const found = await tellAll(tasks, spec, { ...session, runDir });
    runs += found.runs;
    for (const { mutant } of part) proofs.set(mutant, proofOf(mutant, found.told));
  }
  return { proofs, runs };
};

/** Events of one run, originals aside. */
const MOST_EVENTS = 60_000;

/** Survivors that one run can tell of: of the same constants, and not too many. */
const partsOf = (survivors: readonly Survivor[]): readonly (readonly Survivor[])[] => {
  const parts = new Map<string, Survivor[][]>();
  const room = new Map<string, number>();
  for (const survivor of survivors) {
    const key = constantsText(survivor.mutant.original);
    const left = (room.get(key) ?? 0) - survivor.trace.events.length;
    const mine = parts.get(key) ?? [];
    parts.set(key, mine);
    if (left < 0) mine.push([]);
    room.set(key, left < 0 ? MOST_EVENTS - survivor.trace.events.length : left);
    mine.at(-1)?.push(survivor);
  }
  return [...parts.values()].flat();
};

/** Originals from their beginning, mutants from where they differ: before, they are their originals. */
const tasksFor = (survivors: readonly Survivor[]): readonly Task[] => {
  const tasks = new Map<Trace | Mutant, Task>();
  for (const { mutant, trace } of survivors) {
    const { alignment } = mutant.edit;
    if (alignment.kind === "prefix") continue;
    const originals = alignment.kind === "splice" ? [mutant.original, alignment.other] : [mutant.original];
    for (const original of originals)
      tasks.set(original, { ...LIMIT, key: original, trace: original, from: 0 });
    if (alignment.kind === "window")
      tasks.set(mutant, { ...LIMIT, key: mutant, trace, from: alignment.before });
  }
  return [...tasks.values()];
};

/** A log that leaves so much open would take longer to compare than all others together. */
const LIMIT = { most: 5_000 };

interface Task extends TellTask {
  readonly key: Trace | Mutant;
}

type ToldByKey = ReadonlyMap<Trace | Mutant, ToldMeaning>;

/** Runs that may end early; each time the trace at fault is left out. */
const MOST_RUNS = 4;

const tellAll = async (
  tasks: readonly Task[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<{ readonly told: ToldByKey; readonly runs: number }> => {
  let open = tasks;
  let runs = 0;
  while (open.length > 0 && runs < MOST_RUNS) {
    runs += 1;
    const runDir = path.join(session.runDir, `meaning-${runs}`);
    const run: MeaningRun = await runMeaning(open, spec, { ...session, runDir });
    if (run.outcome.kind === "finished") return { told: toldByKey(open, run), runs };
    const culprit = open[run.culprit ?? -1];
    if (culprit === undefined) break;
    open = open.filter((task) => task !== culprit);
  }
  return { told: new Map(), runs };
};

const toldByKey = (tasks: readonly Task[], { told }: MeaningRun): ToldByKey =>
  new Map(
    tasks.flatMap(({ key }, index) => {
      const one = told[index];
      return one === null || one === undefined ? [] : [[key, one] as const];
    }),
  );

const proofOf = (mutant: Mutant, told: ToldByKey): Proof => {
  const { alignment, operator } = mutant.edit;
  const unknown: Proof = { equivalence: null, told: false };
  if (alignment.kind === "prefix") return { equivalence: "prefix", told: true };
  const original = told.get(mutant.original);
  if (original === undefined) return unknown;
  const mine = wholeMeaning(original);
  if (alignment.kind === "splice") {
    const other = told.get(alignment.other);
    if (other === undefined) return unknown;
    const [here, there] = [
      statesBefore(mine, alignment.before),
      statesBefore(wholeMeaning(other), alignment.from),
    ];
    return { equivalence: isWithin(here, there) ? "meeting" : null, told: true };
  }
  const rest = told.get(mutant);
  if (rest === undefined) return unknown;
  const theirs: Meaning = {
    initial: alignment.before === 0 ? rest.states : mine.initial,
    steps: [...mine.steps.slice(0, alignment.before), ...rest.steps],
  };
  if (!sameMeaning(mine, theirs, alignment)) return { equivalence: null, told: true };
  return {
    equivalence:
      operator === "swap" ? "commuting" : alignment.original === alignment.mutant ? "same" : "stutter",
    told: true,
  };
};

const wholeMeaning = ({ states, steps }: ToldMeaning): Meaning => ({ initial: states, steps });
