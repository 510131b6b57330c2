import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { exitCode } from "../report/exit.ts";
import { coverage } from "./coverage.ts";
import { figures } from "./figures.ts";
import { classify, type TlcOutcome } from "./outcome.ts";
import { createOutputRouter } from "./outputRouter.ts";
import type { TlcRun } from "./run.ts";
import { splitState } from "./splitState.ts";

const FOLDER = path.join(import.meta.dirname, "fixtures");

const runOf = (text: string, end: Partial<TlcRun> = {}): TlcRun => {
  const router = createOutputRouter();
  router.push(Buffer.from(text));
  router.end();
  return {
    ...{ command: ["java", "-Xmx256m"], status: 0, ended: "finished", durationMs: 1500, outFile: "tlc.out" },
    ...{ messages: router.messages(), sanyText: router.sanyText(), stderrTail: "" },
    ...{ module: "/specs/Counter.tla", config: "/specs/Counter.cfg" },
    ...end,
  };
};

const fixture = (name: string): string => readFileSync(path.join(FOLDER, `${name}.out`), "utf8");

type Expected = Readonly<Record<string, unknown>>;
const violated = (what: string, name: string | undefined, states: number): Expected => ({
  ...{ kind: "violated", what, name, states },
});
const evaluation = (line: number | undefined, states: number): Expected => ({
  kind: "evaluation",
  line,
  states,
});
const input = (code: string, file: string, line?: number): Expected => ({ kind: "input", code, file, line });

/** Every recorded output: the status with which Java ended, and what the run means. */
const OUTPUTS: Readonly<Record<string, readonly [status: number, expected: Expected]>> = {
  "Counter.ok": [0, { kind: "finished" }],
  "Counter.simulation": [0, { kind: "finished" }],
  // TLC ignores what the spec does not declare; unknown constants are found elsewhere (harness/spec).
  "Counter.undeclaredConstant": [0, { kind: "finished" }],
  "Counter.variableAssigned": [0, { kind: "finished" }],
  "Odd.vacuous": [0, { kind: "finished" }],
  Prints: [0, { kind: "finished" }],
  "Counter.invariant": [12, violated("invariant", "Small", 3)],
  "Counter.initialViolated": [12, violated("invariant", "Never", 1)],
  "Counter.action": [13, violated("property", "Grows", 5)],
  "Counter.initialBox": [13, violated("property", "Never", 1)],
  "Counter.initialProperty": [
    13,
    violated("property", "line 52, col 32 to line 52, col 40 of module Counter", 1),
  ],
  "Counter.lasso": [13, violated("property", undefined, 4)],
  "Counter.stuttering": [13, violated("property", undefined, 1)],
  "Counter.deadlock": [11, violated("deadlock", undefined, 4)],
  "Counter.assumption": [10, violated("assumption", "line 6, col 8 to line 6, col 17 of module Counter", 0)],
  "Counter.namedAssumption": [
    10,
    violated("assumption", "line 5, col 27 to line 5, col 35 of module Counter", 0),
  ],
  "Counter.assert": [76, violated("assertion", "Asserted", 3)],
  "Counter.assertStep": [14, violated("assertion", undefined, 2)],
  "Counter.invariantEvaluation": [76, evaluation(undefined, 3)],
  "Counter.actionEvaluation": [75, evaluation(53, 1)],
  "Counter.actionPropertyEvaluation": [255, evaluation(45, 3)],
  "Counter.boxEvaluation": [76, evaluation(undefined, 2)],
  "Counter.livenessEvaluation": [255, evaluation(undefined, 0)],
  "Counter.assumptionEvaluation": [10, evaluation(7, 0)],
  "Counter.initialIncomplete": [255, evaluation(undefined, 1)],
  "Counter.nextIncomplete": [75, evaluation(undefined, 2)],
  "Odd.recursion": [75, evaluation(undefined, 0)],
  "Odd.overflow": [255, evaluation(11, 1)],
  "Odd.unbounded": [75, evaluation(12, 1)],
  "Odd.comparison": [75, evaluation(13, 1)],
  "Odd.constraint": [75, evaluation(15, 1)],
  "Counter.syntax": [255, input("CFG032", "/specs/Counter.cfg", 2)],
  "Counter.twice": [255, input("CFG032", "/specs/Counter.cfg", 3)],
  "Counter.badKeyword": [255, input("CFG032", "/specs/Counter.cfg", 3)],
  "Counter.missingConstant": [151, input("CFG033", "/specs/Counter.cfg")],
  "Counter.empty": [151, input("CFG033", "/specs/Counter.cfg")],
  "Counter.badSubstitution": [151, input("CFG034", "/specs/Counter.cfg")],
  "Counter.unknownInvariant": [151, input("CFG035", "/specs/Counter.cfg")],
  "Counter.unknownSpec": [151, input("CFG035", "/specs/Counter.cfg")],
  "Counter.noSpec": [151, input("CFG036", "/specs/Counter.cfg")],
  "Counter.invariantAction": [76, input("CFG037", "/specs/Counter.cfg")],
  BadSyntax: [150, input("SPC032", "/specs/BadSyntax.tla", 6)],
  BadPrecedence: [150, input("SPC032", "/specs/BadPrecedence.tla", 5)],
  BadString: [150, input("SPC033", "/specs/BadString.tla", 4)],
  BadMeaning: [150, input("SPC034", "/specs/BadMeaning.tla", 5)],
  BadInside: [150, input("SPC034", "/specs/BadMeaning.tla", 5)],
  BadLevel: [150, input("SPC034", "/specs/BadLevel.tla", 5)],
  BadImport: [150, input("SPC035", "/specs/BadImport.tla")],
  BadName: [150, input("SPC036", "/specs/BadName.tla")],
  BadText: [150, input("SPC037", "/specs/BadText.tla")],
};

/** Ended from outside; how is not in the output. */
const STOPPED = ["Endless.step", "Endless.hungry"];

const summary = (outcome: TlcOutcome): Expected => {
  switch (outcome.kind) {
    case "finished":
      return { kind: "finished" };
    case "violated":
      return violated(outcome.what, outcome.name, outcome.states.length);
    case "evaluation":
      return evaluation(outcome.place?.line, outcome.states.length);
    case "input":
      return input(
        outcome.problems[0]?.code ?? "",
        outcome.problems[0]?.file ?? "",
        outcome.problems[0]?.line,
      );
    case "stopped":
      return { kind: "stopped", why: outcome.why };
  }
};

describe("classify on recorded outputs", () => {
  it("covers every recorded output", () => {
    const recorded = readdirSync(FOLDER).filter((file) => file.endsWith(".out"));
    expect([...Object.keys(OUTPUTS), ...STOPPED].sort()).toEqual(
      recorded.map((file) => path.basename(file, ".out")).sort(),
    );
  });

  it.each(Object.entries(OUTPUTS))("%s", (name, [status, expected]) => {
    expect(summary(classify(runOf(fixture(name), { status })))).toEqual(expected);
  });

  it("reads Windows line ends alike", () => {
    for (const [name, [status, expected]] of Object.entries(OUTPUTS)) {
      const text = fixture(name).replaceAll("\n", "\r\n");
      expect([name, summary(classify(runOf(text, { status })))]).toEqual([name, expected]);
    }
  });

  it("passes nothing that was cut off anywhere, or that ended with another status", () => {
    for (const name of Object.keys(OUTPUTS)) {
      const text = fixture(name);
      for (let cut = 0; cut < text.length - 24; cut += 97) {
        expect(classify(runOf(text.slice(0, cut))).kind).not.toBe("finished");
      }
    }
    for (const status of [1, 12, 255, null]) {
      expect(classify(runOf(fixture("Counter.ok"), { status }))).toMatchObject({
        kind: "stopped",
        why: "unknown",
      });
    }
  });

  it("takes no run for finished in which TLC reported an error of an unknown code", () => {
    const error = "@!@!@STARTMSG 9999:1 @!@!@\nSomething new.\n@!@!@ENDMSG 9999 @!@!@\n";
    const outcome = classify(runOf(fixture("Counter.ok") + error));
    expect(outcome).toMatchObject({ kind: "stopped", why: "unknown" });
    expect(outcome.kind === "stopped" && outcome.message).toContain("Something new.");
  });

  it("keeps a violation although TLC was stopped afterwards, and no other ending of a stopped run", () => {
    expect(classify(runOf(fixture("Counter.invariant"), { status: null, ended: "timeout" })).kind).toBe(
      "violated",
    );
    for (const ended of ["timeout", "killed", "aborted", "outOfMemory"] as const) {
      for (const name of ["Counter.ok", "Endless.step", "Endless.hungry", "Odd.overflow", "BadSyntax"]) {
        expect(classify(runOf(fixture(name), { status: null, ended }))).toMatchObject({
          kind: "stopped",
          why: ended,
        });
      }
    }
  });

  it("finds every error of meaning, each once, and gives input the exit code 65", () => {
    const outcome = classify(runOf(fixture("BadInside"), { status: 150 }));
    const problems = outcome.kind === "input" ? outcome.problems : [];
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [5, 13],
      [6, 14],
      [6, 24],
      [7, 1],
    ]);
    expect(problems.every(({ repair }) => repair !== undefined)).toBe(true);
    expect(exitCode([], problems)).toBe(65);
  });

  it("hands the problems of a run that never started on", () => {
    const problems = [{ code: "SPC001", message: "cannot be read" }];
    expect(classify(runOf("", { status: null, problems }))).toEqual({ kind: "input", problems });
  });
});

describe("counterexamples", () => {
  const outcomeOf = (name: string, status: number) => {
    const outcome = classify(runOf(fixture(name), { status }));
    if (outcome.kind !== "violated") throw new Error(outcome.kind);
    return outcome;
  };

  it("has numbered states with their actions and raw text", () => {
    const { states, lassoTo } = outcomeOf("Counter.action", 13);
    expect(states.map(({ number, action }) => [number, action?.name ?? null])).toEqual([
      [1, null],
      [2, "Up"],
      [3, "Up"],
      [4, "Up"],
      [5, "Down"],
    ]);
    expect(states.at(-1)?.action?.location).toEqual({
      module: "Counter",
      line: 21,
      column: 3,
      endLine: 23,
      endColumn: 57,
    });
    expect(splitState(states[1]?.text ?? "")).toEqual([
      ["count", "1"],
      [
        "note",
        '[text |-> "a /\\\\ \\"b\\"\\\\", seen |-> {0}, history |-> <<[step |-> 0, why |-> "up /\\\\ away"]>>]',
      ],
    ]);
    expect(lassoTo).toBeUndefined();
  });

  it("says where a behaviour goes on for ever", () => {
    expect(outcomeOf("Counter.lasso", 13).lassoTo).toBe(1);
    expect(outcomeOf("Counter.stuttering", 13).lassoTo).toBe("stuttering");
  });

  it("takes the state of an error in an initial state from its text", () => {
    expect(outcomeOf("Counter.initialViolated", 12).states).toMatchObject([{ number: 1, action: null }]);
    expect(splitState(outcomeOf("Counter.initialViolated", 12).states[0]?.text ?? "")[0]).toEqual([
      "count",
      "0",
    ]);
  });

  it("reads the names and headings of newer TLCs, and progress reported in between", () => {
    const block = (code: string, ...lines: readonly string[]): string =>
      [`@!@!@STARTMSG ${code} @!@!@`, ...lines, `@!@!@ENDMSG ${code.split(":")[0] ?? ""} @!@!@`, ""].join(
        "\n",
      );
    const text =
      block("2116:1", "Temporal property Settles was violated.") +
      block("2264:1", "The following behavior constitutes a counter-example:") +
      block("2217:4", "1: <Init line 1, col 1 to line 1, col 2 of module M>", "x = 0") +
      block("2200:0", "Progress(3)") +
      block("2217:4", '2: <Move("a (b)", 2) line 3, col 1 to line 3, col 9 of module M>', "x = 1");
    const outcome = classify(runOf(text, { status: 13 }));
    expect(outcome).toMatchObject({
      kind: "violated",
      name: "Settles",
      states: [{ action: null }, { action: { name: "Move", arguments: '("a (b)", 2)' } }],
    });
  });

  it("keeps two violations of a run with -continue apart", () => {
    const two = fixture("Counter.invariant") + fixture("Counter.action");
    expect(classify(runOf(two, { status: 12 }))).toMatchObject({ what: "invariant", states: { length: 3 } });
  });
});

describe("evaluation errors", () => {
  const messageOf = (name: string): string => {
    const outcome = classify(runOf(fixture(name), { status: 75 }));
    return outcome.kind === "evaluation" ? outcome.message : outcome.kind;
  };

  it("says what TLC says, without its phrases and without Java's stack", () => {
    expect(messageOf("Odd.comparison")).toBe(
      'Attempted to check equality of integer 0 with non-integer:\n"a"',
    );
    expect(messageOf("Counter.invariantEvaluation")).toContain("The second argument of \\div is 0.");
    expect(messageOf("Odd.recursion")).toContain("StackOverflowError");
    expect(messageOf("Odd.recursion").length).toBeLessThan(200);
  });
});

describe("figures of recorded outputs", () => {
  it("has counts, depth and actions of a whole search", () => {
    expect(figures(runOf(fixture("Counter.ok")))).toEqual({
      ...{ initial: 1, initialGenerated: 1, generated: 5, distinct: 4, queue: 0, depth: 4, durationMs: 1500 },
      actions: {
        Up: { generated: 3, distinct: 3 },
        Down: { generated: 1, distinct: 0 },
        Jump: { generated: 0, distinct: 0 },
      },
    });
  });

  it("shows a search that had nothing to search", () => {
    expect(figures(runOf(fixture("Odd.vacuous")))).toMatchObject({ initial: 0, generated: 0, distinct: 0 });
  });

  it("knows what simulation counts", () => {
    const simulated = figures(runOf(fixture("Counter.simulation")));
    expect(simulated.generated).toBeGreaterThan(0);
    expect(simulated).toMatchObject({ distinct: null, queue: null, depth: null });
  });

  it("counts the evaluations of every conjunct", () => {
    const up = coverage(runOf(fixture("Counter.ok"))).find(({ name }) => name === "Up");
    expect(up?.expressions.map(({ depth, place, count }) => [depth, place.line, count])).toEqual([
      [0, 15, 3],
      [1, 15, 4],
      [1, 15, 4],
      [0, 16, 3],
      [0, 17, 3],
      [0, 18, 3],
    ]);
  });
});

describe("prints of the spec", () => {
  it("come out one a line, from the first to the last", () => {
    const router = createOutputRouter();
    const printed = [...router.push(Buffer.from(fixture("Prints"))), ...router.end()];
    expect(printed).toHaveLength(10);
    expect(printed[0]).toBe('"in an assumption"');
    expect(printed[1]).toMatch(/^\[ alpha \|-> \{1, 2, 3\}, beta \|-> << .*STARTMSG 2193:0 .* 10000>> \]$/);
    expect(printed.slice(3, 6)).toEqual(['"héllo → ü"', "17", '<<"print", 0>>  TRUE']);
  });

  it("does not believe the half of a line that a kill left", () => {
    const router = createOutputRouter();
    const whole = fixture("Endless.step");
    const cut = whole.slice(0, whole.lastIndexOf("<<") + 12);
    const printed = [...router.push(Buffer.from(cut)), ...router.end()];
    expect(printed.length).toBeGreaterThan(3);
    expect(printed.at(-1)).toMatch(/^<<"step", \d+000>>$/);
  });
});
