import { expect, test } from "vitest";
import type { TlcOutcome } from "../../../tlc/outcome.ts";
import { untriedFor, untriedWarnings } from "./untried.ts";

const spec = { specFile: "folder/Spec.tla" };

test.each<readonly [string, TlcOutcome, string]>([
  [
    "what SANY said first",
    {
      kind: "input",
      problems: [
        { code: "SPC034", message: "Unknown operator: `Conf_x'.\nand more" },
        { code: "SPC034", message: "another" },
      ],
    },
    "Unknown operator: `Conf_x'.",
  ],
  [
    "what TLC could not evaluate",
    { kind: "evaluation", message: "Attempted to apply Head to the empty sequence.\n at", states: [] },
    "Attempted to apply Head to the empty sequence.",
  ],
  ["a time limit", { kind: "stopped", why: "timeout", message: "too late" }, "too late"],
  ["nothing at all", { kind: "input", problems: [] }, "TLC did not say why"],
])("%s", (_, outcome, reason) => {
  expect(untriedFor(outcome)).toEqual({ reason, passing: outcome.kind === "stopped" });
});

test("one warning, whatever the number and order of traces", () => {
  expect(untriedWarnings([], spec)).toEqual([]);
  const [one, ...others] = untriedWarnings(["too late"], spec);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ code: "INC070", file: "folder/Spec.tla" });
  expect(one?.message).toBe("what 1 diverging trace looks like could not be tried: too late");
  const many = untriedWarnings(["too late", "b", "a"], spec);
  expect(many).toHaveLength(1);
  expect(many[0]?.message).toBe("what 3 diverging traces look like could not be tried: a");
  expect(untriedWarnings(["a", "too late", "b"], spec)).toEqual(many);
});
