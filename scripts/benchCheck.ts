import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { benchCheck } from "./benchCheckRun.ts";

// npm run bench:check [-- --traces 1000 --events 100000 --mib 1024 --check]: what judging costs: one TLC for all against
// one each, mutants explained, the cost of an event in short and long traces, the memory of the command. Everything
// is generated, and gone afterwards. With --check it exits with 1 when a promise is not kept.

const { values } = parseArgs({
  options: {
    traces: { type: "string", default: "1000" },
    events: { type: "string", default: "100000" },
    mib: { type: "string", default: "64" },
    check: { type: "boolean", default: false },
  },
});
const folder = mkdtempSync(path.join(os.tmpdir(), "conf-bench-"));
const controller = new AbortController();
process.once("SIGINT", () => controller.abort());
try {
  const broken = await benchCheck({
    ...{ folder, signal: controller.signal, print: (line) => console.log(line) },
    ...{ traces: Number(values.traces), events: Number(values.events), mib: Number(values.mib) },
  });
  for (const promise of broken) console.log(`not kept: ${promise}`);
  if (values.check && broken.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
