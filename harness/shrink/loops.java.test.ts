import { expect, test, describe } from "vitest";
import { inFolder, sessionIn, toolchain } from "../check/fixtures/judge.ts";
import { fill, note, traceOf, turn } from "../mutate/fixtures/traces.ts";
import { loadValve } from "../mutate/fixtures/valve.ts";
import type { Divergence } from "../check/checkReport.ts";
import { loopDrafts } from "./loops.ts";

const ANY: Divergence = {
  ...{ line: 7, event: 6, action: null, args: {}, frontier: [], frontierStates: 1 },
  ...{ why: [], enabled: [], summary: "" },
};

describe.skipIf(!toolchain.ok)("ways back to the same states", () => {
  test("are proposed, the longest first", async () => {
    const events = [
      turn(true),
      turn(false),
      turn(true),
      fill(2, 2),
      note("a", ["a"]),
      note("a", ["a"]),
      fill(3, 12),
    ];
    const drafts = await inFolder(async (folder) =>
      loopDrafts({ trace: traceOf(events), divergence: ANY }, await loadValve(folder), sessionIn(folder)),
    );
    expect(drafts.map((draft) => draft.events.map(({ seq }) => seq))).toEqual([
      [3, 4, 5, 6, 7],
      [1, 4, 5, 6, 7],
      [1, 2, 3, 4, 5, 7],
    ]);
  });
});
