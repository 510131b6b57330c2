import { beforeAll, describe, expect, test } from "vitest";
import type { Divergence, Why } from "../checkReport.ts";
import {
  fixtureSpec,
  inFolder,
  judge,
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

const rise = (times: number, ...last: readonly Event[]): readonly Event[] => [
  ...Array.from({ length: times }, () => ({ action: "Rise" })),
  ...last,
];
const dusk = { action: "Dusk" };
const grab = { action: "Grab", args: { x: 2 } };

/** Of each trace the last event cannot happen: its reasons, `conjunct (values; arguments) line:column`. */
const TAKEN_OTHERWISE: Readonly<Record<string, readonly [readonly Event[], readonly string[]]>> = {
  "THEN, and it is false": [[{ action: "High" }], ["n > 1 (n=0; ) 47:9"]],
  "ELSE, and it is true": [rise(2, { action: "Low" }), ["~(n > 1) (n=2; ) 47:9"]],
  "a negation, whose THEN": [[{ action: "Dream" }], ['~(mode = "day") (mode="day"; ) 48:9']],
  "a negation, whose ELSE": [[dusk, { action: "Work" }], ['mode = "day" (mode="night"; ) 48:11']],
  "ELSE of a named disjunction": [rise(5, { action: "Rest" }), ["~(n > 4) (n=5; ) 10:9"]],
  "its other part": [[dusk, { action: "Rest" }], ['~(mode = "night") (mode="night"; ) 10:18']],
  "below an existential": [[grab, grab], ["~(held[x]) (x=2; x=2) 50:25"]],
  "below an existential, through an operator": [
    rise(2, { action: "Climb", args: { y: 1 } }),
    ["x > n (x=1,n=2; x=1) 11:13"],
  ],
  "an argument that is not given": [
    rise(1, { action: "Jump" }),
    ["n > 2 (n=1; ) 51:53", "~(x > n) (x=2,n=1; x=2) 11:13", "~(x > n) (x=3,n=1; x=3) 11:13"],
  ],
  "CASE, an arm before": [[{ action: "One" }], ["~(n = 0) (n=0; ) 52:11"]],
  "CASE, its own arm": [rise(1, { action: "Zero" }), ["n = 0 (n=1; ) 52:11"]],
  "CASE, OTHER": [rise(1, { action: "Many" }), ["~(n = 1) (n=1; ) 52:28"]],
  "an existential": [[{ action: "Hold" }], [1, 2, 3].map((x) => `held[x] (x=${x}; x=${x}) 53:25`)],
  "one inside the other, of a LET": [
    [{ action: "Let" }],
    [...[1, 2, 3].map((x) => `held[x] (x=${x}; x=${x}) 9:32`), "n >= 2 (n=0; ) 54:17"],
  ],
  "in an action, THEN or nothing": [[{ action: "Only", args: { x: 1 } }], ["n > 1 (n=0; ) 30:18"]],
  "in an action, ELSE or nothing": [
    [{ action: "Never", args: { x: 1 } }],
    [
      "~(Cardinality({y \\in DOMAIN held : held[y]}) < x) (Cardinality({y \\in DOMAIN held : held[y]})=0,x=1," +
        "{y \\in DOMAIN held : held[y]}={}; x=1) 32:19",
    ],
  ],
  "in an action, a way that is forbidden": [
    [{ action: "Either" }],
    ["n > 1 (n=0; ) 35:35", '~(mode = "day") (mode="day"; ) 35:17'],
  ],
  "in an action, an arm that is forbidden": [
    [{ action: "Cases" }],
    ['mode = "night" (mode="day"; ) 37:27', "~(n = 0) (n=0; ) 37:18"],
  ],
  "in an action, no arm": [rise(2, { action: "Cases" }), ["n = 1 (n=2; ) 38:18", "n = 0 (n=2; ) 37:18"]],
  "in a condition of an action": [
    [{ action: "Tested" }],
    ["n > 2 (n=0; ) 41:36", '~(mode = "day") (mode="day"; ) 41:18'],
  ],
};

const pairs = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join();

const guardText = (why: Why): string =>
  why.kind === "guard"
    ? `${why.conjunct} (${pairs(why.values)}; ${pairs(why.args)}) ${why.at.line}:${why.at.column}`
    : why.kind;

test.skipIf(!toolchain.ok)("an IF or CASE that is taken the other way round", async () => {
  const cases = Object.entries(TAKEN_OTHERWISE).map(([name, [events, why]]) => ({ name, events, why }));
  const sound = ["Jump", "Many", "Let", "Only", "Either", "Dusk", "Dream", "Tested"];
  const asItStands = { name: "as it stands", events: rise(3, ...sound.map((action) => ({ action }))) };
  const { of, report } = await judge([...cases, asItStands], "Ways", { looksLike: false });
  expect(of("as it stands").verdict).toBe("conforms");
  const told = cases.map(({ name }) => ({ name, why: of(name).divergence?.why.map(guardText) }));
  expect(told).toEqual(cases.map(({ name, why }) => ({ name, why })));
  expect(cases.map(({ name }) => of(name).matched)).toEqual(cases.map(({ events }) => events.length - 1));
  expect(report.tlc.runs).toBe(2);
});
