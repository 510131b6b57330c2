import { beforeAll, describe, expect, test } from "vitest";
import type { Divergence } from "../checkReport.ts";
import {
  fixtureSpec,
  inFolder,
  judgeLoaded,
  sessionIn,
  toolchain,
  type Event,
  type Judged,
} from "../fixtures/judge.ts";
import { isNamed, mistakesIn, type Mistake } from "../fixtures/mistakes.ts";
import {
  bagWalk,
  countersWalk,
  createChance,
  processesWalk,
  queueWalk,
  slotsWalk,
  type Walk,
} from "../fixtures/walks.ts";

const WALKS: Readonly<Record<string, Walk>> = {
  Queue: queueWalk,
  BagNet: bagWalk,
  Slots: slotsWalk,
  Instances: countersWalk,
  Pcal: processesWalk,
};
const SPECS = Object.keys(WALKS);

/** Walks of each spec, with one mistake of each kind in each, and their events. */
const COUNT = 18;
const LENGTH = 16;

/** Two of three walks log everything that changes, the third only every third time. */
const conforming = (walk: Walk): readonly (readonly Event[])[] =>
  Array.from({ length: COUNT }, (_, seed) => {
    const events = walk(seed, LENGTH);
    return seed % 3 === 2 ? events.map(withoutState) : events;
  });

const withoutState = ({ action = "", args, state }: Event, index: number): Event => ({
  ...{ action, ...(args && { args }) },
  ...(index % 3 === 2 && state ? { state } : {}),
});

interface Told {
  readonly mistake: Mistake;
  readonly divergence: Divergence;
  readonly modelValues: ReadonlySet<string>;
}

/** Judges all mistakes of a spec together; those that leave a conforming trace have nothing to tell. */
const judgeMistakes = (name: string, walk: Walk): Promise<readonly Told[]> =>
  inFolder(async (folder) => {
    const spec = await fixtureSpec(name, folder);
    const originals = conforming(walk);
    const mistakes = originals.flatMap((events, seed) => mistakesIn(events, createChance(1000 + seed)));
    const all = [...originals, ...mistakes.map(({ events }) => events)];
    const traces = all.map((events, index) => ({ name: String(index), events }));
    const judged = await judgeLoaded(traces, spec, { folder, session: sessionIn(`${folder}/run`) });
    expect(verdicts(judged, originals.length)).toEqual(originals.map(() => "conforms"));
    return mistakes.flatMap((mistake, index) => {
      const { divergence } = judged.of(String(originals.length + index));
      return divergence === undefined ? [] : [{ mistake, divergence, modelValues: spec.modelValues }];
    });
  });

const verdicts = ({ of }: Judged, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => of(String(index)).verdict);

describe.skipIf(!toolchain.ok)("explanations are right", () => {
  const told = new Map<string, readonly Told[]>();
  beforeAll(async () => {
    for (const [name, walk] of Object.entries(WALKS)) told.set(name, await judgeMistakes(name, walk));
  }, 240_000);

  test.each(SPECS)("%s: every mistake is named", (spec) => {
    const some = told.get(spec) ?? [];
    const unnamed = some.filter(
      ({ mistake, divergence, modelValues }) => !isNamed(mistake, divergence, modelValues),
    );
    expect(some.length).toBeGreaterThan(0);
    expect(unnamed.map(({ mistake: { kind, at }, divergence }) => ({ kind, at, divergence }))).toEqual([]);
  });

  test("there is a reason for each, and there are enough of each kind", () => {
    const all = [...told.values()].flat();
    expect(all.filter(({ divergence }) => divergence.why.length === 0)).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(400);
    for (const kind of ["delete", "duplicate", "swap", "rename", "argument", "value"])
      expect(all.filter(({ mistake }) => mistake.kind === kind).length).toBeGreaterThanOrEqual(40);
  });

  test("what is said of one mistake does not name another", () => {
    const pairs = SPECS.flatMap((spec) => {
      const some = told.get(spec) ?? [];
      return some.flatMap(({ mistake, modelValues }, index) => {
        const other = some[(index + 1) % some.length];
        return other === undefined ? [] : [{ mistake, modelValues, divergence: other.divergence }];
      });
    });
    const named = pairs.filter(({ mistake, divergence, modelValues }) =>
      isNamed(mistake, divergence, modelValues),
    );
    expect(pairs.length).toBeGreaterThanOrEqual(400);
    expect(named.length).toBeLessThan(pairs.length / 20);
  });
});
