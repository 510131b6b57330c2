import { expect, it } from "vitest";
import { coverGraph } from "../graph/cover/cover.ts";
import { counter, counterGraph } from "../replay/fixtures/counter.ts";
import { replayGraph } from "../replay/replay.ts";
import { replayText, whyText } from "./replayText.ts";

const graph = counterGraph();
const REPORT = replayGraph(graph, coverGraph(graph), counter);

it("says which share of the forbidden steps was asked for", () => {
  expect(replayText(REPORT)).toContain("forbidden steps: 7 of 7 tried, 0 excused by deviations");
  const negative = { ...REPORT.negative, pairs: 61_234_567, checked: 200_000, rate: 0.003, ignored: 2 };
  const message = "200000 of 61234567 steps that the spec does not have were asked for";
  const sampled = replayText({
    ...REPORT,
    negative,
    warnings: [{ code: "VAC020", message, repair: "Ask all." }],
  });
  expect(sampled).toContain("forbidden steps: checked 200,000 of 61,234,567 pairs (rate 0.003, seed 1)");
  expect(sampled).toContain("2 taken without effect, as declared");
  expect(sampled).toContain(`warning VAC020: ${message}\n    try: Ask all.`);
});

it("tells a failure by its shortest path, counts what is like it, and says how to see it again", () => {
  const failure = {
    ...{ path: ["Inc", "Reset", "Inc", "Clear"], step: 4, shortest: ["Inc", "Clear"], count: 42 },
    ...{ examples: [], seed: 1, command: "conformance replay --path 'Inc > Clear'" },
    why: [{ kind: "state", path: "n", expected: "0", logged: "1" }],
  } as const;
  expect(replayText({ ...REPORT, verdict: "diverges", failures: [failure], failuresTotal: 50 })).toMatch(
    new RegExp(
      [
        "difference at step 2:",
        "  1. Inc",
        "  2. Clear",
        "    n: the spec gives 0, the implementation has 1",
        "    and 41 more like it",
        "    again: conformance replay --path 'Inc > Clear'",
        "and 8 more, of other kinds$",
      ].join("\n"),
    ),
  );
});

it("says how much lies behind differences, and was not tried", () => {
  const negative = { ...REPORT.negative, checked: 4 };
  const stopped = { ...REPORT, negative, edgesCovered: 9 };
  expect(replayText({ ...stopped, verdict: "diverges" })).toContain(
    "  8 edges not covered, 3 forbidden steps not tried: what lies behind a difference is tried only if",
  );
  expect(replayText(stopped)).not.toContain("what lies behind");
  expect(replayText({ ...REPORT, verdict: "diverges" })).not.toContain("what lies behind");
});

it("tells of large sets first what is different", () => {
  const leaf = { path: "msgs", expected: "{1, 2, 3, 4}", logged: "{1, 3, 4, 5}" };
  const sets = { missing: ["2"], surplus: ["5"] };
  expect(whyText({ kind: "state", ...leaf, sets })).toBe(
    "msgs: the implementation lacks 2 and has besides 5; the spec gives {1, 2, 3, 4}, the implementation has {1, 3, 4, 5}",
  );
});

it("says who refuses, and leaves the words of one that acted all the same", () => {
  expect(whyText({ kind: "refused", reason: "closed" })).toBe("the implementation refuses the step: closed");
  const reason = "the implementation said no (closed), and yet it acted";
  expect(whyText({ kind: "refused", reason, acted: true })).toBe(reason);
});
