import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { startChild, type Child, type ChildEnd } from "./child.ts";
import { jobProblems, tlcArguments, type TlcJob } from "./job.ts";
import { CODE } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";
import { createOutputReader, type OutputReader } from "./outputReader.ts";
import { withScratch } from "./scratch.ts";
import { shellLine } from "./shellQuote.ts";

/** What a run of TLC left; `classify` (outcome.ts) says what it means. */
export interface TlcRun {
  readonly command: readonly string[];
  /** Exit status of Java; null when a signal ended it or it never started. */
  readonly status: number | null;
  /** `killed`: by somebody else; `timeout` and `aborted`: by us, on the job's time limit or its AbortSignal. */
  readonly ended: "finished" | "timeout" | "killed" | "outOfMemory" | "aborted";
  /** All messages but superseded coverage reports and progress lines. */
  readonly messages: readonly ToolMessage[];
  readonly durationMs: number;
  /** Whole output, stdout and stderr. */
  readonly outFile: string;
  /** The end of what Java wrote to stderr. */
  readonly stderrTail: string;
  /** What SANY printed, outside of messages. */
  readonly sanyText: string;
  readonly module: string;
  readonly config: string;
  /** Why TLC was not started at all. */
  readonly problems?: readonly Problem[];
}

/**
 * Runs TLC once, without a shell. Output is on disk from its first byte and survives every kind of end; neither Java nor
 * a file outside of `runDir` is left behind. Rejects only when `runDir` cannot be written or a callback throws.
 */
export const runTlc = async (job: TlcJob): Promise<TlcRun> => {
  const problems = await jobProblems(job);
  await mkdir(job.runDir, { recursive: true });
  if (problems.length > 0) return { ...notStarted(job), problems };
  // Ctrl-C: nothing more is begun.
  if (job.signal?.aborted === true) return { ...notStarted(job), ended: "aborted" };
  return withScratch((scratch) => runIn(scratch, job));
};

const outFileOf = (job: TlcJob): string => path.join(path.resolve(job.runDir), "tlc.out");

const runIn = async (scratch: string, job: TlcJob): Promise<TlcRun> => {
  const started = performance.now();
  const args = tlcArguments(job, scratch);
  const command = [job.toolchain.java.path, ...args];
  const cwd = path.dirname(path.resolve(job.module));
  await writeFile(path.join(job.runDir, "command.txt"), commandText(command, cwd, scratch));
  const reader = createOutputReader({
    outFile: outFileOf(job),
    userFile: userFileOf(job),
    ...listeners(job),
    keepPrints: job.keepPrints ?? true,
  });
  const child = startChild({ file: job.toolchain.java.path, args, cwd, ...limits(job) });
  const end = await follow(child, reader);
  const found = reader.result();
  return {
    ...{ command, status: end.status, ended: howEnded(end, found), durationMs: performance.now() - started },
    ...{ messages: found.messages, sanyText: found.sanyText, stderrTail: found.stderrTail },
    ...{ outFile: outFileOf(job), module: path.resolve(job.module), config: path.resolve(job.config) },
    ...(end.failure === undefined ? {} : { problems: [javaFailed(job, end.failure)] }),
  };
};

const userFileOf = (job: TlcJob): string => path.join(path.resolve(job.runDir), "user.out");

const listeners = ({ onUserLine, onMessage }: TlcJob) => ({
  ...(onUserLine === undefined ? {} : { onUserLine }),
  ...(onMessage === undefined ? {} : { onMessage }),
});

const limits = ({ timeoutSeconds, signal }: TlcJob) => ({
  ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  ...(signal === undefined ? {} : { signal }),
});

/** Reads both streams to their ends; when reading fails (disk full, a callback that throws) Java must not go on. */
const follow = async (child: Child, reader: OutputReader): Promise<ChildEnd> => {
  try {
    const [end] = await Promise.all([
      child.ended,
      reader.readOut(child.stdout),
      reader.readError(child.stderr),
    ]);
    return end;
  } catch (error) {
    child.stop("aborted");
    child.stdout.resume();
    child.stderr.resume();
    await child.ended;
    throw error;
  } finally {
    reader.close();
  }
};

type Found = ReturnType<OutputReader["result"]>;

/** Java's own name of the error; TLC reports it under several codes, a dying virtual machine on stderr only. */
const OUT_OF_MEMORY = "java.lang.OutOfMemoryError";
const OUT_OF_MEMORY_CODES: readonly number[] = [
  CODE.outOfMemory,
  CODE.outOfMemoryInitial,
  CODE.outOfMemoryLiveness,
];

const howEnded = (end: ChildEnd, found: Found): TlcRun["ended"] => {
  if (end.stopped !== undefined) return end.stopped;
  const starved = found.messages.some(
    ({ code, severity, text }) =>
      OUT_OF_MEMORY_CODES.includes(code) ||
      (code === CODE.general && severity === "error" && text.includes(OUT_OF_MEMORY)),
  );
  if (starved || found.stderrTail.includes(OUT_OF_MEMORY)) return "outOfMemory";
  return end.status === null ? "killed" : "finished";
};

const commandText = (command: readonly string[], cwd: string, scratch: string): string =>
  `mkdir -p ${shellLine([scratch])} && cd ${shellLine([cwd])} && ${shellLine(command)}\n`;

const javaFailed = (job: TlcJob, reason: string): Problem => ({
  code: "JAV004",
  message: `Java could not be started: ${reason}`,
  file: job.toolchain.java.path,
  repair: "Run the doctor command; it checks Java and the jar.",
});

const notStarted = (job: TlcJob): TlcRun => ({
  ...{
    command: [],
    status: null,
    ended: "finished",
    messages: [],
    durationMs: 0,
    stderrTail: "",
    sanyText: "",
  },
  ...{
    outFile: outFileOf(job),
    module: path.resolve(job.module),
    config: path.resolve(job.config),
  },
});
