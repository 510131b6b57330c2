import { beforeAll, describe, expect, test } from "vitest";
import type { Declarations } from "../../spec/declarations.ts";
import type { LoadedSpec } from "../../spec/loadSpec.ts";
import {
  fixtureSpec,
  inFolder,
  judgeLoaded,
  sessionIn,
  toolchain,
  type Event,
  type Judged,
  type TestTrace,
} from "../fixtures/judge.ts";
import type { TlcSession } from "../../tlc/session.ts";
import type { Followed } from "../follow.ts";
import { judgeBatch } from "../judge.ts";
import type { Segment } from "../segment.ts";
import { declare } from "./declare.ts";

const declared = (spec: LoadedSpec, changes: Partial<Declarations>): LoadedSpec => {
  const declarations = { silent: [], compose: new Map(), ...changes };
  const result = declare(spec, declarations, { silentOnCommandLine: false });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};

const send = (i: string, j: string) => ({ action: "Send", args: { i, j } });
const receive = (i: string, id: number) => ({ action: "Receive", args: { i, id } });
const rest = { action: "Rest" };
const message = (from: string, to: string, id: number) => ({ from, to, id });
const net = (...messages: readonly ReturnType<typeof message>[]) => ({ net: { "#set": messages } });

/** The verdict of a trace, and all that must not depend on the company it is judged in. */
const story = ({ of }: Judged, { name }: TestTrace) => {
  const { verdict, matched, divergence, silent, reason } = of(name);
  const { event, why, enabled, frontierStates } = divergence ?? {};
  return { name, verdict, matched, event, why, enabled, frontierStates, silent, reason };
};

/** Two messages, then in a piece of its own a rest, for which both must be lost. */
const inPieces = async (spec: LoadedSpec, session: TlcSession): Promise<readonly Followed[]> => {
  const header = { format: "tla-trace", version: 1, spec: "Lossy" } as const;
  const trace = (...events: readonly Event[]): Segment => ({
    ...{ file: "pieces.ndjson", header },
    events: events.map((event, index) => ({ line: index + 2, event: { seq: index + 1, ...event } })),
  });
  const first = { ...trace(send("a", "b"), send("a", "b")), more: true };
  const { judged: one } = await judgeBatch([first], spec, session);
  const end = one[0]?.followed.end ?? [];
  const { judged: two } = await judgeBatch([{ ...trace(rest), start: end }], spec, session);
  return [...one, ...two].map(({ followed }) => followed);
};

type Story = ReturnType<typeof story>;

describe.skipIf(!toolchain.ok)("a channel that loses messages in silence", () => {
  const LOGGED = [
    { ...send("a", "b"), state: net(message("a", "b", 1)) },
    { ...send("a", "b"), state: net(message("a", "b", 1), message("a", "b", 2)) },
    { ...send("b", "a"), state: net(message("a", "b", 1), message("a", "b", 2), message("b", "a", 3)) },
  ];
  const traces: readonly TestTrace[] = [
    { name: "nothing lost", events: [send("a", "b"), receive("b", 1), rest] },
    { name: "one lost", events: [send("a", "b"), send("a", "b"), receive("b", 2), rest] },
    { name: "lost one by one", events: [send("a", "b"), rest, send("b", "a"), rest] },
    { name: "three at once", events: [...LOGGED, rest] },
    { name: "lost twice", events: [send("a", "b"), rest, receive("b", 1)] },
    { name: "never sent", events: [send("a", "b"), receive("b", 2)] },
    {
      name: "more than three",
      events: [
        ...LOGGED,
        {
          ...send("b", "a"),
          state: net(message("a", "b", 1), message("a", "b", 2), message("b", "a", 3), message("b", "a", 4)),
        },
        rest,
      ],
    },
    {
      name: "lost and there",
      events: [
        send("a", "b"),
        { ...send("a", "b"), state: { ...net(message("a", "b", 2)), sent: 2 } },
        receive("b", 1),
      ],
    },
  ];
  let together: Judged;
  let same: readonly (readonly Story[])[];
  let covered: Judged;
  let pieces: readonly Followed[];
  beforeAll(async () => {
    await inFolder(async (folder) => {
      const spec = declared(await fixtureSpec("Lossy", folder), { silent: ["Lose"] });
      const judge = (some: readonly TestTrace[], name: string, coverage = false) =>
        judgeLoaded(some, spec, {
          folder: `${folder}/${name}`,
          session: {
            ...sessionIn(`${folder}/${name}/run`),
            looksLike: name === "together",
            ...(coverage ? { coverage: () => true } : {}),
          },
        });
      together = await judge(traces, "together");
      covered = await judge(traces.toReversed(), "covered", true);
      const alone = new Map<string, Story>();
      for (const trace of traces.filter(({ name }) => ["three at once", "more than three"].includes(name)))
        alone.set(trace.name, story(await judge([trace], trace.name), trace));
      pieces = await inPieces(spec, sessionIn(`${folder}/pieces`));
      const stories = traces.map((trace) => story(together, trace));
      same = [traces.map((trace) => story(covered, trace)), stories.map((one) => alone.get(one.name) ?? one)];
    });
  }, 120_000);

  test("traces conform with the fewest losses that explain them, and each is told", () => {
    expect(together.report.errors).toEqual([]);
    const { silent } = together.of("one lost");
    expect(together.of("one lost").verdict).toBe("conforms");
    expect(silent?.steps).toBe(1);
    expect(silent?.taken).toMatchObject([{ action: "Lose", args: { id: 1 } }]);
    expect(together.of("three at once").silent).toEqual({
      steps: 3,
      boundReached: false,
      taken: [1, 2, 3].map((id) => ({ before: 4, line: 5, action: "Lose", args: { id } })),
    });
    expect(together.of("nothing lost").silent).toEqual({ steps: 0, boundReached: false, taken: [] });
  });

  test("what cannot have happened diverges, with the states that losses lead to", () => {
    const { verdict, matched, divergence } = together.of("lost twice");
    expect({ verdict, matched }).toEqual({ verdict: "diverges", matched: 2 });
    expect(divergence).toMatchObject({ event: 3, line: 4, silent: { max: 3, boundReached: false } });
    const never = together.of("never sent").divergence;
    expect(never).toMatchObject({ event: 2, frontierStates: 2 });
    const possible = never?.enabled.map(({ action }) => action) ?? [];
    expect([...new Set(possible)].sort()).toEqual(["Lose", "Receive", "Rest", "Send"]);
    expect(together.of("lost and there").divergence).toMatchObject({ event: 3 });
  });

  test("the standard bound proves nothing where more steps lead further", () => {
    const { verdict, matched, reason, divergence, silent } = together.of("more than three");
    expect({ verdict, matched, divergence }).toEqual({ verdict: "inconclusive", matched: 4 });
    expect(reason).toMatch(/event 5 \(line 6\), Rest, .* at most 3 silent steps.*--max-silent/);
    expect(silent?.boundReached).toBe(true);
  });

  test("together, alone, in another order, with coverage: the same in every respect", () => {
    const stories = traces.map((trace) => story(together, trace));
    for (const run of same) expect(run).toEqual(stories);
  });

  test("in pieces: a piece goes on where the one before ended, before any silent step", () => {
    expect(pieces.map(({ ended }) => ended)).toEqual(["accepted", "accepted"]);
    // After two messages, of which the first may be lost before the second is sent.
    expect(pieces[0]?.end).toHaveLength(2);
    expect(pieces[1]?.silent).toMatchObject([{ before: 1, action: "Lose", args: { id: 2 } }]);
  });

  test("silent steps are counted beside events, and by coverage", () => {
    const { actions, silentSteps, coverage } = covered.report;
    const steps = traces.reduce((sum, { name }) => sum + (covered.of(name).silent?.steps ?? 0), 0);
    expect(silentSteps).toBe(steps);
    expect(actions["Lose"]).toEqual({ matched: 0, silent: steps });
    const lose = coverage?.actions.find(({ action }) => action === "Lose");
    expect(lose).toMatchObject({ taken: steps, silent: steps });
    expect(coverage?.unattributed).toBe(0);
  });
});

describe.skipIf(!toolchain.ok)("silent steps that have no end", () => {
  const see = (light: string) => ({ action: "See", args: { light } });
  const wipe = (amount: number) => ({ action: "Wipe", args: { amount } });
  const traces: readonly TestTrace[] = [
    { name: "circle", events: [see("off"), see("on"), see("on"), see("off")] },
    { name: "dust", events: [wipe(0), wipe(3), wipe(2)] },
    { name: "both", events: [wipe(2), see("on"), see("off"), wipe(1)] },
    { name: "never", events: [see("on"), see("dim")] },
    { name: "deep", events: [wipe(3), wipe(5)] },
    { name: "forbidden", events: [wipe(1), wipe(7)] },
  ];
  const judged = new Map<number | undefined, Judged>();
  beforeAll(async () => {
    await inFolder(async (folder) => {
      const spec = await fixtureSpec("Lamp", folder);
      for (const maxSilent of [undefined, 4, 20]) {
        const bound = maxSilent === undefined ? {} : { maxSilent };
        const loaded = declared(spec, { silent: ["Toggle", "Grow"], ...bound });
        const place = `${folder}/${maxSilent ?? "standard"}`;
        judged.set(
          maxSilent,
          await judgeLoaded(traces, loaded, {
            folder: place,
            session: { ...sessionIn(`${place}/run`), looksLike: false },
          }),
        );
      }
    });
  }, 120_000);
  const verdicts = (maxSilent: number | undefined) =>
    Object.fromEntries(traces.map(({ name }) => [name, judged.get(maxSilent)?.of(name).verdict]));

  test("conform as far as the bound reaches; a bound that was given is a part of the verdict", () => {
    const sure = { circle: "conforms", dust: "conforms", both: "conforms" };
    // A light that is never seen is in no state, but with dust growing for ever only a law ends the search.
    expect(verdicts(undefined)).toEqual({
      ...sure,
      ...{ never: "inconclusive", deep: "inconclusive", forbidden: "inconclusive" },
    });
    expect(verdicts(4)).toEqual({ ...sure, never: "diverges", deep: "diverges", forbidden: "diverges" });
    expect(verdicts(20)).toEqual({ ...sure, never: "diverges", deep: "conforms", forbidden: "diverges" });
    expect(judged.get(4)?.of("deep").divergence?.silent).toEqual({ max: 4, boundReached: true });
  });

  test("a law that forbids what silent steps lead to ends them, and speaks against no event", () => {
    const { divergence } = judged.get(20)?.of("forbidden") ?? {};
    expect(divergence?.silent).toEqual({ max: 20, boundReached: false });
    expect(divergence?.why.map(({ kind }) => kind)).not.toContain("law");
    // Dust from 0 to 6, light on or off.
    expect(divergence?.frontierStates).toBe(14);
  });

  test("a circle is not followed but told, once", () => {
    for (const [, { report }] of judged) {
      const circles = report.warnings.filter(({ code }) => code === "CFG063");
      expect(circles.map(({ message }) => message)).toEqual([
        "the silent actions Off, On can go round in a circle (seen before event 1, line 2)",
      ]);
    }
    expect(judged.get(20)?.of("circle").silent?.steps).toBe(2);
  });
});

describe.skipIf(!toolchain.ok)("what was not waited for before an earlier event", () => {
  const traces: readonly TestTrace[] = [2, 5, 9].map((k) => ({
    name: String(k),
    events: [{ action: "Seal" }, { action: "Use", args: { k } }],
  }));
  test.each([
    // Nothing more can happen before Use; but more could have happened before Seal.
    [undefined, ["conforms", "inconclusive", "inconclusive"]],
    [3, ["conforms", "diverges", "diverges"]],
    [6, ["conforms", "conforms", "diverges"]],
  ])("is beyond a bound of %s", async (maxSilent, verdicts) => {
    await inFolder(async (folder) => {
      const bound = maxSilent === undefined ? {} : { maxSilent };
      const spec = declared(await fixtureSpec("Patience", folder), { silent: ["Grow"], ...bound });
      // In one piece, or in one for each event: what was cut off in one piece counts in the next.
      const session = { ...sessionIn(`${folder}/run`), pieceEvents: maxSilent === undefined ? 1 : 100 };
      const judged = await judgeLoaded(traces, spec, { folder, session });
      expect(traces.map(({ name }) => judged.of(name).verdict)).toEqual(verdicts);
    });
  });

  test("counts where nothing lies beyond the last one, though every way to it could have gone on", async () => {
    await inFolder(async (folder) => {
      const spec = declared(await fixtureSpec("Ring", folder), { silent: ["Grow", "Leap", "Turn"] });
      const session = { ...sessionIn(`${folder}/run`), looksLike: false };
      const judged = await judgeLoaded(traces, spec, { folder, session });
      const verdicts = traces.map(({ name }) => judged.of(name).verdict);
      expect(verdicts).toEqual(["conforms", "inconclusive", "inconclusive"]);
    });
  });
});
