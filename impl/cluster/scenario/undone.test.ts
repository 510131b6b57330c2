import { expect, test } from "vitest";
import { runScenario } from "./run.ts";

const problemsOf = (lines: string) => {
  const text = `nodes 3\nwait S1 1000\nrun 2000\n${lines}\nrun 500\nexpect leader S1\n`;
  const run = runScenario({ file: "x.scenario", text });
  return run.ok ? [] : run.problems.map(({ code, line, message }) => [code, line, message]);
};

// A command that silently did nothing would make a scenario pass for the wrong reason.
test.each([
  ["restart S2", "S2 is not crashed"],
  ["start S2", "S2 is running already"],
  ["heal", "nothing of this is cut"],
  ["heal S1>S2", "nothing of this is cut"],
  ["crash S2 term 0", "memory durable leaves S2 term 1, not 0"],
])("%s: %s", (command, why) => {
  expect(problemsOf(command)).toEqual([["SCN012", 4, `at 2000 ms this cannot be done: ${why}`]]);
});

test.each([
  ["crash S2\ncrash S2", "S2 is crashed already"],
  ["crash S2\nstart S2", "S2 is crashed: restart it"],
  ["crash S2\nstop S2", "S2 is not running"],
  ["crash S2\nquorum S2 1", "S2 is crashed"],
  ["crash S2\nforce S2", "S2 is crashed"],
  ["stop S2\nstop S2", "S2 is not running"],
])("%j: %s", (commands, why) => {
  expect(problemsOf(commands)).toEqual([["SCN012", 5, `at 2000 ms this cannot be done: ${why}`]]);
});

test("no connection to reset", () => {
  expect(problemsOf("cut S1 S2 noticed in 1..1\nrun 5\ndisconnect S1 S2")).toEqual([
    ["SCN012", 6, "at 2005 ms this cannot be done: there is no connection between S1 and S2"],
  ]);
});

test("everything that cannot be done, each with its line", () => {
  expect(problemsOf("restart S2\nstart S3").map(([, line]) => line)).toEqual([4, 5]);
});

test("what changes nothing is no mistake: a quorum that is set, a link cut twice, all when one is crashed", () => {
  expect(problemsOf("cut S2 S3\ncut S2 S3\nquorum S1 0\ncrash S3\nquorum all 2")).toEqual([]);
});
