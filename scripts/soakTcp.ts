import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { check } from "../harness/commands/check.ts";
import type { CommandContext } from "../harness/commands/options.ts";
import { recordTcp } from "../harness/targets/election/tcpRecord.ts";
import type { LiveRecording } from "../harness/targets/target.ts";
import { addRefusals } from "../impl/cluster/tcp/refusals.ts";
import { encodeTrace } from "../traces/encode.ts";

// npx tsx scripts/soakTcp.ts [--runs 100] [--seed 1] [--duration 6000] [--out runs/soak] [--program FILE.js]: runs of
// real processes, killed, stopped and restarted at random, each judged by the spec. Every fifth run has five nodes, every
// fourth forgets its terms. The folder keeps what did not conform. --program: a built tcpNode.js, which starts sooner.

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    duration: { type: "string", default: "6000" },
    out: { type: "string", default: path.join("runs", "soak") },
    program: { type: "string" },
  },
});
const [runs, firstSeed, ms] = [Number(values.runs), Number(values.seed), Number(values.duration)];
const traces = path.join(values.out, "traces");
const controller = new AbortController();
const progress = (text: string): void => void process.stderr.write(`${text}\n`);
process.once("SIGINT", () => controller.abort());

const entry = values.program === undefined ? {} : { entry: { path: values.program, flags: [] } };
const done: LiveRecording[] = [];
mkdirSync(traces, { recursive: true });
for (let seed = firstSeed; seed < firstSeed + runs && !controller.signal.aborted; seed++) {
  const folder = path.join(values.out, `processes-${seed}`);
  rmSync(folder, { recursive: true, force: true });
  const nodes = seed % 5 === 0 ? 5 : 3;
  const memory = seed % 4 === 0 ? "volatile" : "durable";
  const recording = await recordTcp(
    { kind: "random", nodes, seed, ms, steps: 20_000, faults: true, memory },
    { folder, signal: controller.signal, progress: () => undefined, ...entry },
  );
  if (!recording.ok) {
    console.log(
      `seed ${seed}: ${recording.problems.map(({ code, message }) => `${code} ${message}`).join("; ")}`,
    );
    continue;
  }
  done.push(recording.value);
  writeFileSync(path.join(traces, `${seed}.ndjson`), encodeTrace(recording.value.trace));
  progress(`seed ${seed}: ${recording.value.trace.events.length} events`);
}

const context: CommandContext = { env: process.env, progress, signal: controller.signal };
const verdict = await check(
  [traces],
  { target: "election", outDir: path.join(values.out, "check") },
  context,
);
const processes = done.flatMap((one) => one.processes);
const torn = processes.filter(({ tornBytes }) => tornBytes > 0).length;
console.log(
  `${done.length} of ${runs} runs recorded: ${processes.length} processes, ${processes.filter(({ killed }) => killed).length} killed, ${torn} torn lines`,
);
console.log(`not trusted and closed: ${JSON.stringify(addRefusals(done.map(({ refusals }) => refusals)))}`);
console.log(verdict.text);
process.exitCode = verdict.exitCode;
