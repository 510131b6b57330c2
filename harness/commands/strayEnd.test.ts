import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { strayEnd, thrownProblem } from "./strayEnd.ts";

test("whoever brings code along is told that it ended the process, or failed behind everybody's back", () => {
  expect(strayEnd({ kind: "ended" }, { driver: "d.mjs", config: "c.js" })).toMatchObject({
    code: "DRV006",
    file: "d.mjs",
  });
  expect(strayEnd({ kind: "threw", error: new Error("late") }, { driver: "d.mjs" })).toMatchObject({
    code: "DRV003",
    message: "something failed that nobody waited for: late",
  });
  expect(strayEnd({ kind: "ended" }, { config: "c.ts" })).toMatchObject({ code: "CFG060", file: "c.ts" });
  expect(strayEnd({ kind: "ended" }, { config: "c.json" }).code).toBe("BUG001");
  expect(strayEnd({ kind: "threw", error: 3 }, {}).message).toContain("3");
});

test("what the system refuses is no bug of ours", () => {
  const refused = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    ...{ code: "ENOSPC", syscall: "write", path: "runs/x" },
  });
  expect(thrownProblem(refused)).toMatchObject({ code: "TLC003", file: "runs/x" });
  expect(thrownProblem(new TypeError("x is not a function")).code).toBe("BUG001");
  try {
    readFileSync("no such file");
  } catch (error) {
    // A file that is not there is one that we should have asked for.
    expect(thrownProblem(error).code).toBe("BUG001");
  }
});
