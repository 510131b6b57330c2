import path from "node:path";
import { expect, test } from "vitest";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import { fixtureSpec, inFolder, isFull, judgeLoaded, sessionIn, toolchain } from "../../fixtures/judge.ts";
import type { Followed } from "../../follow.ts";
import type { TraceOutcome, VerdictStore } from "../../traceOutcome.ts";
import { explainTraces } from "../explain.ts";
import { suspectTraces } from "./suspects.ts";

const push = { action: "Push" };
const wait = { action: "Wait" };
const pop = { action: "Pop" };
const TRACES = [
  // Without the first event there is nothing on the stack for the second.
  { name: "untried", events: [wait, pop] },
  { name: "sound", events: [push, push, pop] },
];

test.skipIf(!toolchain.ok)("a run for hypotheses that fails is told once, and changes nothing else", () =>
  inFolder(async (folder) => {
    const spec = await fixtureSpec("Stumbles", folder);
    const kept: TraceOutcome[] = [];
    const verdicts: VerdictStore = {
      find: () => Promise.resolve(undefined),
      keep: (_, outcome) => kept.push(outcome),
    };
    const session = { ...sessionIn(path.join(folder, "run")), verdicts };
    const { of, report } = await judgeLoaded(TRACES, spec, { folder, session });
    const [warning, ...others] = report.warnings.filter(({ code }) => code === "INC070");
    expect(others).toEqual([]);
    expect(warning?.file).toBe(spec.specFile);
    expect(warning?.message).toMatch(/^what 1 diverging trace looks like could not be tried: .*Tail.*$/u);
    const { verdict, divergence } = of("untried");
    expect(verdict).toBe("diverges");
    expect(divergence?.why).toMatchObject([{ kind: "guard", conjunct: "n > 5", values: { n: "0" } }]);
    expect(divergence?.looksLike).toBeUndefined();
    // Push was possible there, but Pop could not be evaluated.
    expect(divergence?.enabled).toEqual([]);
    expect(divergence?.incomplete).toMatchObject([{ what: "enabled" }]);
    expect(divergence?.incomplete?.[0]?.reason).toMatch(/Head|Tail/u);
    // It would be no other another time: the verdict is kept, with what the warning says.
    expect(kept.map(({ report: { verdict }, untried }) => [verdict, untried]).toSorted()).toEqual([
      ["conforms", undefined],
      ["diverges", warning?.message.replace(/^.*? tried: /u, "")],
    ]);
  }),
);

test.skipIf(!toolchain.ok || !isFull)("modules that SANY refuses: what it said first", () =>
  inFolder(async (folder) => {
    const spec = await fixtureSpec("Stumbles", folder);
    const [first, ...rest] = spec.shape.occurrences.filter(({ leaf }) => leaf);
    if (first === undefined) throw new Error("no step");
    const occurrences = [{ ...first, call: "Nonsense" }, ...rest];
    const broken: LoadedSpec = { ...spec, shape: { ...spec.shape, occurrences } };
    const events = [push, wait].map((event, index) => ({
      line: index + 2,
      event: { seq: index + 1, ...event },
    }));
    const header = { format: "tla-trace", version: 1, spec: "Stumbles" };
    const one = { trace: { file: "t", header, events }, matched: 1 } as unknown as Followed;
    const findings = { frontier: [], successors: [] };
    const { found, untried } = await suspectTraces([{ one, findings, cautious: false }], broken, {
      ...sessionIn(path.join(folder, "run")),
    });
    expect(found.size).toBe(0);
    const [refusal, ...others] = [...untried.values()];
    expect(others).toEqual([]);
    expect(refusal?.passing).toBe(false);
    expect(refusal?.reason).toMatch(/^in Conf_Hypotheses\.tla:\d+, .*Unknown operator: `Nonsense'\.?$/u);
    // Nor is anything known of the states and steps then.
    const rejected = { ...one, ended: "rejected", laws: [] } as const;
    const session = { ...sessionIn(path.join(folder, "asked")), looksLike: false };
    const { divergences, answered } = await explainTraces([rejected], broken, session);
    expect(answered.size).toBe(0);
    const { why, enabled, incomplete } = divergences.get(one.trace) ?? {};
    expect(why).toMatchObject([{ kind: "disabled", message: "what forbids Wait could not be found out" }]);
    expect(enabled).toEqual([]);
    expect(incomplete?.map(({ what }) => what)).toEqual(["states", "guards", "successors", "enabled"]);
    expect(incomplete?.[0]?.reason).toMatch(/Unknown operator: `Nonsense'/u);
  }),
);
