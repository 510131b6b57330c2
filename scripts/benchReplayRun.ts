import path from "node:path";
import { packageFile, packageRoot } from "../harness/packageRoot.ts";
import type { ReplayReport } from "../harness/replay/replayReport.ts";
import { runProgram } from "../harness/tlc/program.ts";
import { findToolchain } from "../harness/tlc/toolchain.ts";
import { coreSpeed } from "./benchReplayCore.ts";

export interface BenchReplay {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  /** Of the part of a large graph; 0 leaves it out. */
  readonly states: number;
}

/** Prints what it measures; gives back the promises that were not kept. */
export const benchReplay = async (bench: BenchReplay): Promise<readonly string[]> => {
  const run = await createRunner(bench);
  return [
    ...(await wholeGraph(bench, run)),
    ...replaySpeed(bench),
    ...(bench.states > 0 ? await largeGraph(bench, run) : []),
  ];
};

interface Run {
  readonly report: ReplayReport;
  /** From the start of the command to its end. */
  readonly seconds: number;
  /** Processor time of the command itself, without TLC's. */
  readonly own: number;
  /** Highest resident memory of the command, without TLC's, in MiB. */
  readonly memory: number;
}

type Runner = (name: string, options: readonly string[]) => Promise<Run>;

/** Has the command itself replay, as built, with a cache of its own: what is measured is what users wait for. */
const createRunner = async ({ folder, signal }: BenchReplay): Promise<Runner> => {
  const toolchain = await findToolchain({ env: process.env });
  if (!toolchain.ok) throw new Error(toolchain.problems.map(({ message }) => message).join("; "));
  const env = {
    ...process.env,
    TLA2TOOLS_JAR: toolchain.value.jar.path,
    XDG_CACHE_HOME: path.join(folder, "cache"),
  };
  return async (name, options) => {
    const common = ["--target", "published", "--json", "--out-dir", path.join(folder, `run-${name}`)];
    const started = performance.now();
    const { stdout, stderr } = await runProgram({
      ...{ file: process.execPath, cwd: packageRoot(), signal, env },
      args: [...TELL, COMMAND, "replay", ...common, ...options],
    });
    const seconds = (performance.now() - started) / 1000;
    const json: unknown = stdout === "" ? null : JSON.parse(stdout);
    const [, own, memory] = TOLD.exec(stderr) ?? [];
    if (!isReport(json)) throw new Error(`${name}: ${stdout}${stderr}`);
    return { report: json, seconds, own: Number(own) / 1e6, memory: Number(memory) / 1024 };
  };
};

const COMMAND = packageFile("dist", "harness", "cli.js");

const TELLING = `process.once("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write("\\nused " + (userCPUTime + systemCPUTime) + " " + maxRSS + "\\n");
})`;
const TELL = ["--import", `data:text/javascript,${encodeURIComponent(TELLING)}`];
const TOLD = /^used (\d+) (\d+)$/m;

const isReport = (json: unknown): json is ReplayReport =>
  typeof json === "object" && json !== null && "edgesCovered" in json;

const promise = (kept: boolean, text: string): readonly string[] => (kept ? [] : [text]);

const WHOLE = ["--cfg", "two-servers-restart-unavailable"];
const MOST = { seconds: 40, own: 12, steps: 1.05, large: 900, memory: 2048, core: 100_000 };

/** From nothing, from the cache, and by other tests: what a graph of 20,238 states costs. */
const wholeGraph = async ({ print }: BenchReplay, run: Runner): Promise<readonly string[]> => {
  const first = await run("whole", WHOLE);
  const again = await run("again", WHOLE);
  const short = await run("short", [...WHOLE, "--cover", "short"]);
  const { report } = first;
  const bound = report.cover.minSteps;
  print(
    `${report.states} states, ${report.edges} edges, all from nothing: ${first.seconds.toFixed(1)} s, of which our own ` +
      `${first.own.toFixed(1)} s (${((100 * first.own) / first.seconds).toFixed(0)} %); ${report.negative.checked} forbidden ` +
      `steps asked for; ${report.verdict}; ${first.memory.toFixed(0)} MiB`,
  );
  print(
    `once more, the graph from the cache: ${again.seconds.toFixed(1)} s, ${(first.seconds / again.seconds).toFixed(1)} times as fast`,
  );
  print(
    `${report.tests} tests of ${report.steps} steps, ${(report.steps / bound).toFixed(4)} times the proven bound ${bound}; ` +
      `shortest-first: ${short.report.tests} tests of ${short.report.steps} steps, ` +
      `${(short.report.steps / report.steps).toFixed(1)} times as many`,
  );
  return [
    ...promise(report.verdict === "conforms" && report.edgesCovered === report.edges, "all edges conform"),
    ...promise(first.seconds <= MOST.seconds, `at most ${MOST.seconds} s: ${first.seconds.toFixed(1)}`),
    ...promise(first.own <= MOST.own, `of our own at most ${MOST.own} s: ${first.own.toFixed(1)}`),
    ...promise(report.steps <= MOST.steps * bound, `steps at most ${MOST.steps} times the bound`),
  ];
};

const replaySpeed = ({ print }: BenchReplay): readonly string[] => {
  const { steps, perSecond } = coreSpeed();
  print(
    `replay alone: ${Math.round(perSecond)} steps of the implementation a second, compared (${steps} a round)`,
  );
  return promise(perSecond >= MOST.core, `${MOST.core} steps a second: ${Math.round(perSecond)}`);
};

/** A part of the graph of three servers: by depth, as far as the states go; then the same from the cache. */
const largeGraph = async ({ print, states }: BenchReplay, run: Runner): Promise<readonly string[]> => {
  const options = ["--cfg", "three-servers-no-restart", "--max-states", String(states), "--timeout", "1200"];
  const first = await run("large", options);
  const again = await run("large-again", options);
  for (const [name, { report, seconds, own, memory }] of [
    ["from nothing", first],
    ["from the cache", again],
  ] as const)
    print(
      `${report.states} states, ${report.edges} edges of three servers, ${name}: ${seconds.toFixed(0)} s, of which our ` +
        `own ${own.toFixed(0)} s; ${report.edgesCovered} edges covered, ${report.steps} steps, ` +
        `${(report.steps / report.cover.minSteps).toFixed(3)} times the proven bound; ${report.verdict}; ${memory.toFixed(0)} MiB`,
    );
  const slowest = Math.max(first.seconds, again.seconds);
  const largest = Math.max(first.memory, again.memory);
  return [
    ...promise(first.report.cover.goal.covered === first.report.edges, "tests for all edges of the part"),
    ...promise(first.report.verdict !== "diverges", "no difference that is not declared"),
    ...promise(slowest <= MOST.large, `at most ${MOST.large} s: ${slowest.toFixed(0)}`),
    ...promise(largest <= MOST.memory, `at most ${MOST.memory} MiB: ${largest.toFixed(0)}`),
  ];
};
