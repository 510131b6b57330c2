import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { commonJavaArguments, fileProblem, libraryProperty } from "./job.ts";
import { runProgram, type ProgramRun } from "./program.ts";
import { sanyProblems } from "./sanyText.ts";
import { withScratch } from "./scratch.ts";
import type { Toolchain } from "./toolchain.ts";

export interface SanyRequest {
  readonly toolchain: Toolchain;
  /** The root module, a `.tla` file. */
  readonly module: string;
  /** Folder for what SANY printed (sany.out) and its XML (sany.xml). */
  readonly runDir: string;
  /** Folders with further modules. */
  readonly libraries?: readonly string[];
  readonly timeoutSeconds?: number;
  /** Is called when SANY has been started: it takes a third of a second and needs nobody. */
  readonly onStarted?: (() => void) | undefined;
}

const TIMEOUT_SECONDS = 120;

/**
 * A module and all it uses as SANY's XML. Problems: SPC03x with the place of each error in the modules; TLC002 when SANY
 * itself fails. The exporter alone cannot be trusted with errors: it swallows the text of syntax errors, and exports
 * modules with level errors under status 0 (README.md).
 */
export const exportXml = async (request: SanyRequest): Promise<Result<string>> => {
  const unreadable = await fileProblem(request.module, ".tla", { unreadable: "SPC001", ending: "SPC031" });
  if (unreadable.length > 0) return failure(...unreadable);
  await mkdir(request.runDir, { recursive: true });
  return withScratch((scratch) => exportIn(scratch, request));
};

const exportIn = async (scratch: string, request: SanyRequest): Promise<Result<string>> => {
  const exported = await runSany(scratch, request, xmlExporter(request));
  await writeFile(path.join(request.runDir, "sany.out"), exported.stderr);
  if (isWhole(exported) && sanyProblems(exported.stderr).length === 0) {
    await writeFile(path.join(request.runDir, "sany.xml"), exported.stdout);
    return success(exported.stdout);
  }
  if (exported.stopped !== undefined) return failure(stopped(request, exported));
  const parsed = await runSany(scratch, request, ["tla2sany.SANY", path.resolve(request.module)]);
  const text = `${parsed.stdout}\n${parsed.stderr}`;
  await writeFile(path.join(request.runDir, "sany.out"), text);
  const problems = explain(request, exported, text);
  const own = problems.find(({ file }) => file?.startsWith(scratch));
  return failure(...(own === undefined ? problems : [notUnpacked(own, scratch)]));
};

/** The exporter does not read the TLA-Library property; it wants each folder as `-I`. */
const xmlExporter = ({ module, libraries }: SanyRequest): readonly string[] => {
  const file = path.resolve(module);
  const folders = [path.dirname(file), ...(libraries ?? []).map((folder) => path.resolve(folder))];
  return ["tla2sany.xml.XMLExporter", ...folders.flatMap((folder) => ["-I", folder]), "-o", file];
};

const runSany = (scratch: string, request: SanyRequest, program: readonly string[]): Promise<ProgramRun> => {
  const { java, jar } = request.toolchain;
  const fast = ["-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1", ...commonJavaArguments(scratch)];
  const classPath = [libraryProperty(request.libraries ?? []), "-cp", jar.path];
  const command = {
    file: java.path,
    args: [...fast, ...classPath, ...program],
    cwd: path.dirname(path.resolve(request.module)),
    timeoutSeconds: request.timeoutSeconds ?? TIMEOUT_SECONDS,
  };
  return runProgram(command, request.onStarted);
};

const isWhole = ({ status, stdout }: ProgramRun): boolean =>
  status === 0 && stdout.startsWith("<?xml") && stdout.trimEnd().endsWith("</modules>");

const explain = (request: SanyRequest, exported: ProgramRun, text: string): readonly Problem[] => {
  const found = [sanyProblems(text), sanyProblems(exported.stderr)].find((problems) => problems.length > 0);
  if (found !== undefined) return found;
  const said = (exported.failure ?? exported.stderr.trim()).slice(-600) || "nothing";
  return [{ ...failed(request), message: `SANY could not export the module; it printed: ${said}` }];
};

/** SANY unpacks TLA+'s own modules there: nobody but the disk can have damaged them. */
const notUnpacked = ({ file = "" }: Problem, scratch: string): Problem => ({
  code: "TLC003",
  file: path.dirname(scratch),
  message: `SANY could not unpack ${path.basename(file)}, a module that it brings along: is the disk full?`,
  repair: "Make room there, or set TMPDIR to a folder that has some.",
});

const stopped = (request: SanyRequest, { stopped: why }: ProgramRun): Problem => ({
  ...failed(request),
  message: why === "timeout" ? "SANY did not finish in its time" : "SANY was stopped on request",
});

const failed = ({ module }: SanyRequest) => ({
  code: "TLC002",
  file: module,
  repair: "See sany.out in the run folder, and run the doctor command.",
});
