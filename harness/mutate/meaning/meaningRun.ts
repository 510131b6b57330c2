import type { LoadedSpec } from "../../spec/loadSpec.ts";
import { outcomeOf, runGenerated } from "../../spec/runGenerated.ts";
import { culpritOf } from "../../check/followRun.ts";
import type { TlcOutcome } from "../../tlc/outcome.ts";
import type { TlcSession } from "../../tlc/session.ts";
import { writeMeaningFiles, type TellTask } from "./meaningModule.ts";
import { createToldReader, type Told } from "./told.ts";
import type { Step } from "./relations.ts";

/** What TLC told of one trace, from the state before the first event asked about. */
export interface ToldMeaning {
  /** The states before the first event that is told of. */
  readonly states: ReadonlySet<number>;
  readonly steps: readonly Step[];
}

export interface MeaningRun {
  readonly outcome: TlcOutcome;
  /** By number of the task; null for a trace that was not told whole. States have the same numbers in all. */
  readonly told: readonly (ToldMeaning | null)[];
  /** The task that TLC was at when it stopped. */
  readonly culprit: number | null;
}

/** Follows traces that agree on the constants along every way, in one run; not those with composed events. */
export const runMeaning = async (
  all: readonly TellTask[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<MeaningRun> => {
  const tasks = all.filter(({ trace }) => isPlain(trace, spec));
  if (tasks.length === 0) return { outcome: { kind: "finished" }, told: all.map(() => null), culprit: null };
  const run = await runPlain(tasks, spec, session);
  const told = all.map((task) => run.told[tasks.indexOf(task)] ?? null);
  const culprit = tasks[run.culprit ?? -1];
  return { ...run, told, culprit: culprit === undefined ? null : all.indexOf(culprit) };
};

/** An event that stands for several steps has no single step to compare. */
const isPlain = ({ events }: TellTask["trace"], { declarations }: LoadedSpec): boolean =>
  events.every(({ event: { action } }) => action === undefined || declarations?.compose.has(action) !== true);

const runPlain = async (
  tasks: readonly TellTask[],
  spec: LoadedSpec,
  session: TlcSession,
): Promise<MeaningRun> => {
  const files = await writeMeaningFiles(tasks, spec, session.runDir);
  const read = createToldReader();
  const notes = tasks.map(createNotes);
  const onUserLine = (line: string): void => {
    const told = read(line);
    if (told !== null) notes[told.trace - 1]?.note(told);
  };
  const run = await runGenerated({ ...files, onUserLine }, spec, session);
  const outcome = outcomeOf(run, spec);
  const told = notes.map((note) => (outcome.kind === "finished" ? note.found() : null));
  return { outcome, told, culprit: culpritOf(outcome)?.index ?? null };
};

const createNotes = ({ trace, from, most }: TellTask) => {
  const length = trace.events.length - from;
  const states = Array.from({ length: length + 1 }, () => new Set<number>());
  const steps = Array.from({ length }, () => new Map<number, Set<number>>());
  let lines = 0;
  let plain = true;
  const note = (told: Told): void => {
    lines += 1;
    const place = told.position - 1 - from;
    if (told.kind === "state") {
      states[place]?.add(told.state);
      return;
    }
    // A silent step is no event: such traces are not compared event by event.
    if (told.next !== told.position + 1) plain = false;
    const after = steps[place]?.get(told.state) ?? new Set();
    steps[place]?.set(told.state, after.add(told.after));
  };
  /** Steps into states that a law forbids are none. */
  const lawful = (step: ReadonlyMap<number, ReadonlySet<number>>, place: number): Step =>
    new Map(
      [...step].map(([state, after]) => [
        state,
        new Set([...after].filter((next) => states[place + 1]?.has(next) === true)),
      ]),
    );
  const found = (): ToldMeaning | null =>
    plain && lines < most ? { states: states[0] ?? new Set(), steps: steps.map(lawful) } : null;
  return { note, found };
};
