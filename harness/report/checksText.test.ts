import { describe, expect, test } from "vitest";
import type { Blocked, ChecksReport, DeadBranch } from "../graph/checks/checksReport.ts";
import { checksWarnings } from "../graph/checks/checksWarnings.ts";
import { checksLines } from "./checksText.ts";

const at = (line: number) => ({ module: "M", line, column: 4 });

const blocked = (changes: Partial<Blocked>): Blocked => ({
  ...{ kind: "guard", conjunct: "x > 5", at: at(7), tried: 64, again: [] },
  ...changes,
});

const dead = (action: string, line: number, by: Blocked | null): DeadBranch => ({
  ...{ action, at: at(line), text: "a way", blocked: by },
  held: [{ conjunct: "y = 1", at: at(line), times: 64 }],
});

const twice = blocked({
  ...{ kind: "step", conjunct: "x' = 2" },
  again: [{ variable: "x", conjunct: "x' = 1", at: at(3) }],
});

const nearest = { state: 4, path: ["Go", "Go", "Stop(n = 1)"], values: { x: "1" } };
const none = { states: 0, nearest: null };

const QUIET: ChecksReport = {
  ...{ conclusive: true, unexplored: 0, deadActions: [], deadLabels: [] },
  branches: { verdict: "known", total: 9, taken: 9, dead: [], outside: [], notes: [] },
  deadEnds: { stuck: none, loopsOnly: none, leaving: none },
  components: {
    ...{ count: 1, largest: 5, sizes: [{ size: 5, components: 1 }] },
    closed: { components: 1, states: 5, largest: 5, leaving: 0, nearest: null },
    returning: { states: 5, all: true, nearestWithout: null },
  },
};

const withDead = (...branches: readonly DeadBranch[]): ChecksReport => ({
  ...QUIET,
  branches: { ...QUIET.branches, dead: branches },
});

const codes = (checks: ChecksReport) => checksWarnings(checks, 4).map(({ code }) => code);

describe("the checks of a graph, for people", () => {
  test("say little where there is little to say", () => {
    expect(checksLines(QUIET)).toEqual([
      "checks:",
      "  branches: 9 of 9 taken",
      "  1 strongly connected component, the largest of 5 states; 1 without a way out, of 5 states in all",
      "  from every state there is a way back to an initial one",
    ]);
    expect(codes(QUIET)).toEqual([]);
  });

  test("name what is never taken, and why", () => {
    const checks: ChecksReport = {
      ...withDead(
        dead("Never", 20, blocked({ kind: "choice", conjunct: "\\E k \\in S", tried: 1 })),
        dead("Step", 30, twice),
        dead("Step", 40, blocked({ kind: "entry" })),
        dead("Step", 50, null),
      ),
      deadActions: [
        { name: "Never", enabled: "never" },
        { name: "Over", enabled: "outside" },
      ],
      deadLabels: [{ name: 'Say(t = "a")', enabled: "never" }],
      deadEnds: { stuck: { states: 2, nearest }, loopsOnly: none, leaving: none },
    };
    expect(checksLines(checks).slice(1, -2)).toEqual([
      "  actions never taken: Never, Over (only out of the constraint)",
      "    Never: there is never a value to choose: \\E k \\in S (M.tla:7:4), tried 1 time",
      '  taken, but not with these arguments: Say(t = "a")',
      "  branches: 9 of 9 taken",
      "    never Step: a way (M.tla:30:4)",
      "      its conditions hold, 64 times or more, but never x' = 2 (M.tla:7:4), for x' is given by x' = 1 (M.tla:3:4)",
      "    never Step: a way (M.tla:40:4)",
      "      its condition never holds, tried 64 times or more",
      "    never Step: a way (M.tla:50:4)",
      "      all of it holds; what stands beside the action in Next forbids it",
      "  2 states without any step; the nearest is state 4, 3 steps away: Go, Go, Stop(n = 1)",
    ]);
    expect(codes(checks)).toEqual(["VAC030", "VAC031", "VAC032"]);
  });

  test("are inconclusive about a part of a graph, and then warn of nothing", () => {
    const part: ChecksReport = {
      ...withDead(dead("Step", 30, twice)),
      ...{ conclusive: false, unexplored: 3, deadActions: [{ name: "Never", enabled: "never" }] },
    };
    expect(checksLines(part)[0]).toBe(
      'checks, of a part only: the steps of 3 states are not known, so all that "never" or "nowhere" says is inconclusive',
    );
    expect(codes(part)).toEqual([]);
  });

  test("tell of no branches that were not asked for, and of none as dead when TLC did not finish", () => {
    const skipped = { ...QUIET, branches: { ...QUIET.branches, verdict: "skipped" } as const };
    expect(checksLines(skipped).join("\n")).not.toContain("branches");
    const cut = withDead(dead("Step", 30, twice));
    const unfinished = {
      ...cut,
      branches: { ...cut.branches, verdict: "inconclusive", taken: 3, notes: ["out of time"] } as const,
    };
    expect(checksLines(unfinished).slice(1, 3)).toEqual([
      "  branches: inconclusive, 3 are taken",
      "    out of time",
    ]);
    expect(codes(unfinished)).toEqual([]);
  });
});
