import { expect, test } from "vitest";
import { EXIT_CODES, exitCode, outcomeOfProblem, overallVerdict, strictVerdicts, worst } from "./exit.ts";

const problem = (code: string) => ({ code, message: "" });

test("of several outcomes the first of 70, 65, 1, 2, 0 decides", () => {
  expect(exitCode(["conforms", "diverges"], [problem("TRC010"), problem("JAV001")])).toBe(70);
  expect(exitCode(["conforms", "diverges"], [problem("TRC010")])).toBe(65);
  expect(exitCode(["inconclusive", "diverges", "conforms"], [])).toBe(1);
  expect(exitCode(["inconclusive", "conforms"], [])).toBe(2);
  expect(exitCode(["conforms"], [])).toBe(0);
  expect(exitCode(["conforms"], [problem("USE001")])).toBe(64);
});

test("a warning counts where it is asked to, in the place of a divergence", () => {
  const warnings = [problem("VAC001")];
  const exit = (strict: boolean, others: Parameters<typeof exitCode>[0], errors: readonly string[] = []) =>
    exitCode([...others, ...strictVerdicts(strict, warnings)], errors.map(problem));
  expect([exit(false, ["conforms"]), exit(true, ["conforms"]), exit(true, ["inconclusive"])]).toEqual([
    0, 1, 1,
  ]);
  expect([exit(true, [], ["TRC010"]), exit(true, [], ["JAV001"])]).toEqual([65, 70]);
  expect(strictVerdicts(true, [])).toEqual([]);
  // The state of the cache says nothing about traces.
  expect(strictVerdicts(true, [problem("CAC001")])).toEqual([]);
  expect(strictVerdicts(true, [problem("CAC001"), problem("VAC001")])).toEqual(["diverges"]);
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
