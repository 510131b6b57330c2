import { access, constants } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import type { ToolMessage } from "./messages.ts";
import type { Toolchain } from "./toolchain.ts";

/** One run of TLC. Relative paths are relative to the current folder. */
export interface TlcJob {
  readonly toolchain: Toolchain;
  /** The root module, a `.tla` file. */
  readonly module: string;
  /** A `.cfg` file. */
  readonly config: string;
  /** Folder for what the run leaves behind: tlc.out, user.out, command.txt. Made when missing. */
  readonly runDir: string;
  readonly workers: number | "auto";
  readonly memoryMiB: number;
  readonly timeoutSeconds?: number;
  /** True for runs of seconds: less compilation, quicker start. */
  readonly short: boolean;
  /** Whether a state without successor is an error. */
  readonly deadlock: boolean;
  /** Count evaluations by action and expression. */
  readonly coverage?: boolean;
  /** Write the state graph as dot into this file (TLC appends `.dot` unless it is there). */
  readonly dump?: string;
  /** Keep what it takes to go on with the search after TLC was stopped, or go on with one. */
  readonly checkpoints?: Checkpoints;
  /** Random behaviours instead of the whole state space. */
  readonly simulate?: { readonly traces: number; readonly depth: number; readonly seed?: number };
  /** Further options of TLC's own, put before the module. */
  readonly extraArgs?: readonly string[];
  readonly signal?: AbortSignal;
  /** Every value that PrintT prints, as it comes, each on one line. */
  readonly onUserLine?: (line: string) => void;
  /** False: what PrintT prints is given out and not kept in tlc.out and user.out; it may be gigabytes. */
  readonly keepPrints?: boolean;
  /** Every message, as it comes. */
  readonly onMessage?: (message: ToolMessage) => void;
  /** Folders with further modules. */
  readonly libraries?: readonly string[];
}

/** Where TLC keeps how far it is, once a minute. */
export interface Checkpoints {
  readonly folder: string;
  /** The folder in it of the run to go on with. */
  readonly recover?: string;
}

/** The fewest that TLC takes. */
const CHECKPOINT_MINUTES = "1";

/** A run can be gone on with only under the fingerprints that it began with; TLC's own choice is a different one each time. */
const FINGERPRINT = "0";

/** `1`: TLC reports coverage every minute and, whatever the interval, once more at its end. */
const COVERAGE_MINUTES = "1";

/** Java's arguments for a job; `scratch` is a folder of this run alone. */
export const tlcArguments = (job: TlcJob, scratch: string): readonly string[] => [
  ...javaArguments(job, scratch),
  "tlc2.TLC",
  "-tool",
  ...metadata(job.checkpoints, scratch),
  ...["-config", configPath(job)],
  ...["-workers", String(job.workers)],
  ...(job.deadlock ? [] : ["-deadlock"]),
  ...(job.toolchain.jar.noGenerateSpecTE === true ? ["-noGenerateSpecTE"] : []),
  ...(job.coverage === true ? ["-coverage", COVERAGE_MINUTES] : []),
  ...(job.dump === undefined ? [] : ["-dump", "dot,actionlabels", path.resolve(job.dump)]),
  ...simulation(job),
  ...(job.extraArgs ?? []),
  path.resolve(job.module),
];

const metadata = (checkpoints: Checkpoints | undefined, scratch: string): readonly string[] => {
  if (checkpoints === undefined) return ["-metadir", path.join(scratch, "states")];
  const { folder, recover } = checkpoints;
  return [
    ...["-metadir", path.resolve(folder), "-checkpoint", CHECKPOINT_MINUTES, "-fp", FINGERPRINT],
    ...(recover === undefined ? [] : ["-recover", path.resolve(recover)]),
  ];
};

/** TLC looks for a configuration from the module's folder, even when its path is absolute. */
const configPath = ({ module, config }: TlcJob): string =>
  path.relative(path.dirname(path.resolve(module)), path.resolve(config));

const javaArguments = (job: TlcJob, scratch: string): readonly string[] => [
  "-XX:+UseParallelGC",
  `-Xmx${Math.max(1, Math.floor(job.memoryMiB))}m`,
  // TLC evaluates recursive operators, and long sequences of conjuncts, by recursion; the usual stack ends at some 500.
  "-Xss32m",
  ...(job.short ? ["-XX:TieredStopAtLevel=1"] : []),
  ...commonJavaArguments(scratch),
  ...(job.libraries === undefined || job.libraries.length === 0 ? [] : [libraryProperty(job.libraries)]),
  ...["-cp", job.toolchain.jar.path],
];

/**
 * The virtual machine's own warnings go to stderr, so that stdout is TLC's alone. Text and numbers do not depend on the
 * user's locale. TLC unpacks its standard modules into java.io.tmpdir: with a folder per run, two runs cannot read each
 * other's half-written files.
 */
export const commonJavaArguments = (scratch: string): readonly string[] => [
  "-XX:+DisplayVMOutputToStderr",
  ...["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"],
  ...["-Duser.language=en", "-Duser.country=US"],
  `-Djava.io.tmpdir=${scratch}`,
];

/** How TLC and SANY are told of further folders with modules. */
export const libraryProperty = (folders: readonly string[]): string =>
  `-DTLA-Library=${folders.map((folder) => path.resolve(folder)).join(path.delimiter)}`;

const simulation = ({ simulate }: TlcJob): readonly string[] =>
  simulate === undefined
    ? []
    : [
        ...["-simulate", `num=${simulate.traces}`, "-depth", String(simulate.depth)],
        ...(simulate.seed === undefined ? [] : ["-seed", String(simulate.seed)]),
      ];

/** What makes a start pointless, with the place. TLC would append the endings by itself and look for other files. */
export const jobProblems = async (job: TlcJob): Promise<readonly Problem[]> => {
  const module = await fileProblem(job.module, ".tla", { unreadable: "SPC001", ending: "SPC031" });
  const config = await fileProblem(job.config, ".cfg", { unreadable: "CFG002", ending: "CFG031" });
  return [...module, ...config];
};

/** A file that TLC or SANY is to read: it must be there and have the ending that they expect. */
export const fileProblem = async (
  file: string,
  ending: string,
  codes: { readonly unreadable: string; readonly ending: string },
): Promise<readonly Problem[]> => {
  if (path.extname(file) !== ending) {
    const repair = `Rename it to end in ${ending}.`;
    return [{ code: codes.ending, message: `TLC reads only files that end in ${ending}`, file, repair }];
  }
  try {
    await access(file, constants.R_OK);
    return [];
  } catch {
    const repair = "Check the path and its permissions.";
    return [{ code: codes.unreadable, message: "the file cannot be read", file, repair }];
  }
};
