import { expect, test } from "vitest";
import { EXIT_CODES, exitCode, outcomeOfProblem, overallVerdict, worst } from "./exit.ts";

const problem = (code: string) => ({ code, message: "" });

test("of several outcomes the first of 70, 65, 1, 2, 0 decides", () => {
  expect(exitCode(["conforms", "diverges"], [problem("TRC010"), problem("JAV001")])).toBe(70);
  expect(exitCode(["conforms", "diverges"], [problem("TRC010")])).toBe(65);
  expect(exitCode(["inconclusive", "diverges", "conforms"], [])).toBe(1);
  expect(exitCode(["inconclusive", "conforms"], [])).toBe(2);
  expect(exitCode(["conforms"], [])).toBe(0);
  expect(exitCode(["conforms"], [problem("USE001")])).toBe(64);
});

test("nothing at all is no success", () => {
  expect(exitCode([], [])).toBe(70);
  expect(overallVerdict([])).toBeNull();
});

test("every prefix of a code has an outcome, an unknown one is a bug of ours", () => {
  expect(outcomeOfProblem(problem("SPC001"))).toBe("input");
  expect(outcomeOfProblem(problem("INC001"))).toBe("inconclusive");
  expect(outcomeOfProblem(problem("XYZ001"))).toBe("tool");
});

test("the table is the promised one", () => {
  expect(EXIT_CODES).toEqual({ conforms: 0, diverges: 1, inconclusive: 2, usage: 64, input: 65, tool: 70 });
  expect(worst(["conforms", "inconclusive"])).toBe("inconclusive");
});
