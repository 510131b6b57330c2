import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { benchReplay } from "./benchReplayRun.ts";

// npm run bench:replay [-- --states 1010000 --check]: what replaying costs: a whole graph of 20,238 states from nothing and
// from the cache, our tests against shortest-first ones and against one test for each edge, steps of the implementation a
// second, and a part of --states states of a graph of three servers. With --check it exits with 1 when a promise is not kept.

const { values } = parseArgs({
  options: {
    states: { type: "string", default: "1010000" },
    check: { type: "boolean", default: false },
  },
});
const folder = mkdtempSync(path.join(os.tmpdir(), "conf-bench-"));
const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
try {
  const broken = await benchReplay({
    ...{ folder, signal: controller.signal, print: (line) => console.log(line) },
    states: Number(values.states),
  });
  for (const promise of broken) console.log(`not kept: ${promise}`);
  if (values.check && broken.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
