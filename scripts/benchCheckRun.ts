import path from "node:path";
import { packageFile, packageRoot } from "../harness/packageRoot.ts";
import { runProgram } from "../harness/tlc/program.ts";
import type { CheckReport } from "../harness/check/checkReport.ts";
import { writeDepotTrace, writeDepotTraces, writeWrongTraces } from "./benchCheckTraces.ts";

export interface BenchCheck {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  /** Short traces, events of the longest trace, and MiB of trace files that are judged at once. */
  readonly traces: number;
  readonly events: number;
  readonly mib: number;
}

const THREE = ["ann", "bob", "cyd"];
const FIVE = ["ann", "bob", "cyd", "dan", "eve"];

/** Prints what it measures; gives back the promises that were not kept. */
export const benchCheck = async (bench: BenchCheck): Promise<readonly string[]> => {
  const judge = createJudge(bench);
  const startUp = await startUpSeconds(bench, judge);
  return [
    ...(await manyShort(bench, judge, startUp)),
    ...(await manyWrong(bench, judge)),
    ...(await longOnes(bench, judge, startUp)),
    ...(await muchAtOnce(bench, judge)),
  ];
};

interface Judged {
  readonly report: CheckReport;
  readonly seconds: number;
  /** Highest resident memory of the command, without that of TLC, in MiB. */
  readonly memory: number;
}

type Judge = (name: string, paths: readonly string[]) => Promise<Judged>;

const SPEC = path.join("scripts", "bench", "Depot");

/** Has the command itself judge, as built: what is measured is what users wait for. */
const createJudge =
  ({ folder, signal }: BenchCheck): Judge =>
  async (name, paths) => {
    const outDir = path.join(folder, `run-${name}`);
    const options = [
      "--spec",
      `${SPEC}.tla`,
      "--cfg",
      `${SPEC}.cfg`,
      "--out-dir",
      outDir,
      "--no-cache",
      "--json",
    ];
    const started = performance.now();
    const { stdout, stderr } = await runProgram({
      ...{ file: process.execPath, cwd: packageRoot(), signal },
      args: [...TELL_MEMORY, COMMAND, "check", ...options, ...paths],
    });
    const seconds = (performance.now() - started) / 1000;
    const json: unknown = JSON.parse(stdout);
    if (!isReport(json)) throw new Error(`${name}: ${stdout}${stderr}`);
    return { report: json, seconds, memory: Number(MEMORY.exec(stderr)?.[1]) / 1024 };
  };

const COMMAND = packageFile("dist", "harness", "cli.js");

const TELL = `process.once("exit", () => process.stderr.write("\\nmemory " + process.resourceUsage().maxRSS + "\\n"))`;
const TELL_MEMORY = ["--import", `data:text/javascript,${encodeURIComponent(TELL)}`];
const MEMORY = /^memory (\d+)$/m;

const isReport = (json: unknown): json is CheckReport =>
  typeof json === "object" && json !== null && "traces" in json && "tlc" in json;

const verdictsOf = ({ traces }: CheckReport, verdict: string): number =>
  traces.filter((trace) => trace.verdict === verdict).length;

const eventsOf = ({ traces }: CheckReport): number => traces.reduce((sum, { matched }) => sum + matched, 0);

const promise = (kept: boolean, text: string): readonly string[] => (kept ? [] : [text]);

/** A check of next to nothing: what everything else pays as well, SANY and one start of TLC. */
const startUpSeconds = async ({ folder, print }: BenchCheck, judge: Judge): Promise<number> => {
  const file = path.join(folder, "tiny", "0.ndjson");
  writeDepotTrace(file, { events: 1, couriers: THREE, whole: false, seed: 0 });
  const { seconds } = await fastest(4, (index) => judge(`tiny-${index}`, [file]));
  print(`one trace of one event: ${seconds.toFixed(2)} s, of which next to all is starting SANY and TLC`);
  return seconds;
};

/** What else runs on the machine only ever adds. */
const fastest = async (times: number, run: (index: number) => Promise<Judged>): Promise<Judged> => {
  let best = await run(0);
  for (let index = 1; index < times; index++) {
    const next = await run(index);
    if (next.seconds < best.seconds) best = next;
  }
  return best;
};

/** Traces that are judged one by one beside the batch, and stand for all. */
const SINGLES = 6;

const manyShort = async (
  { folder, print, traces }: BenchCheck,
  judge: Judge,
  startUp: number,
): Promise<readonly string[]> => {
  const short = path.join(folder, "short");
  writeDepotTraces(short, traces, THREE);
  const { report, seconds } = await fastest(3, (index) => judge(`short-${index}`, [short]));
  const files = report.traces.map(({ file }) => file);
  const chosen = files.filter((_, index) => index % Math.ceil(files.length / SINGLES) === 0);
  let alone = 0;
  for (const [index, file] of chosen.entries()) alone += (await judge(`single-${index}`, [file])).seconds;
  const each = alone / chosen.length;
  const after = Math.max(0.001, seconds - startUp);
  const ratio = (each * files.length) / seconds;
  const afterStart = each / (after / files.length);
  print(
    `${files.length} traces, ${eventsOf(report)} events: ${seconds.toFixed(2)} s in ${report.tlc.runs} runs; ` +
      `after start-up ${Math.round(files.length / after)} traces/s, ${Math.round(eventsOf(report) / after)} events/s; ` +
      `one JVM a trace: ${each.toFixed(2)} s each, ${ratio.toFixed(0)} times as long (after start-up ${afterStart.toFixed(0)} times)`,
  );
  return [
    ...promise(verdictsOf(report, "conforms") === files.length, "all short traces conform"),
    ...promise(ratio >= 200 || files.length < 1000, `200 times one JVM a trace: ${ratio.toFixed(0)}`),
  ];
};

const manyWrong = async ({ folder, print }: BenchCheck, judge: Judge): Promise<readonly string[]> => {
  const wrong = path.join(folder, "wrong");
  writeWrongTraces(wrong, 420, THREE);
  const { report, seconds } = await judge("wrong", [wrong]);
  const diverging = report.traces.filter(({ verdict }) => verdict === "diverges");
  const explained = diverging.filter(({ divergence }) => (divergence?.why.length ?? 0) > 0);
  print(
    `${diverging.length} mutants explained (of ${report.traces.length}; the others conform): ` +
      `${seconds.toFixed(2)} s in ${report.tlc.runs} runs`,
  );
  return promise(
    explained.length === diverging.length && diverging.length > 250,
    "every mutant is explained",
  );
};

/** How much more an event may cost in the longest trace than in the shortest. */
const FLAT = 1.5;

const longOnes = async (
  { folder, print, events }: BenchCheck,
  judge: Judge,
  startUp: number,
): Promise<readonly string[]> => {
  const costs: number[] = [];
  for (const length of new Set([1_000, 10_000, events].filter((count) => count <= events))) {
    const file = path.join(folder, "long", `${length}.ndjson`);
    writeDepotTrace(file, { events: length, couriers: FIVE, whole: true, seed: 1 });
    // Beside the start-up a short trace takes little: once would measure the machine.
    const times = length <= 1_000 ? 4 : 1;
    const { report, seconds, memory } = await fastest(times, (index) =>
      judge(`long-${length}-${index}`, [file]),
    );
    const cost = (Math.max(0.001, seconds - startUp) / length) * 1e6;
    if (eventsOf(report) !== length) return [`a trace of ${length} events conforms`];
    costs.push(cost);
    print(
      `one trace of ${length} events, 5 couriers, whole states: ${seconds.toFixed(2)} s in ${report.tlc.runs} runs, ` +
        `${cost.toFixed(0)} us an event after start-up; the command ${memory.toFixed(0)} MiB`,
    );
  }
  const [first = 0] = costs;
  const last = costs.at(-1) ?? 0;
  print(`cost of an event, longest over shortest: ${(last / first).toFixed(2)}`);
  return promise(last <= FLAT * first, `cost of an event within ${FLAT}: ${(last / first).toFixed(2)}`);
};

const MOST_MEMORY = 300;

const muchAtOnce = async ({ folder, print, mib }: BenchCheck, judge: Judge): Promise<readonly string[]> => {
  const much = path.join(folder, "much");
  for (let index = 0; index < mib; index++)
    writeDepotTrace(path.join(much, `${index}.ndjson`), {
      events: 6_100,
      couriers: FIVE,
      whole: true,
      seed: index,
    });
  const { report, seconds, memory } = await judge("much", [much]);
  print(
    `about ${mib} MiB of traces (${eventsOf(report)} events in ${report.traces.length} files): ${seconds.toFixed(1)} s ` +
      `in ${report.tlc.runs} runs; the command at most ${memory.toFixed(0)} MiB`,
  );
  return [
    ...promise(verdictsOf(report, "conforms") === report.traces.length, "all of them conform"),
    ...promise(memory < MOST_MEMORY, `less than ${MOST_MEMORY} MiB: ${memory.toFixed(0)}`),
  ];
};
