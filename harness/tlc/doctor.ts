import { makeFolder } from "../makeFolder.ts";
import { access, constants } from "node:fs/promises";
import os from "node:os";
import { cacheFolder, type Environment } from "./environment.ts";
import { findToolchain, type Toolchain, type ToolchainRequest } from "./toolchain.ts";
import { zipEntries } from "./zipDirectory.ts";
import type { Problem } from "../../traces/problem.ts";
import { thrownText } from "../thrownText.ts";

/** One thing that was looked at. `note`: something is missing that is not needed. */
export interface DoctorFact {
  readonly name: "java" | "jar" | "tlc" | "features" | "cache" | "memory" | "cores";
  readonly state: "ok" | "note" | "failure";
  /** What was found, one line. */
  readonly found: string;
  /** One sentence, when there is something to do. */
  readonly repair?: string;
}

export interface Diagnosis {
  readonly facts: readonly DoctorFact[];
  /** Present when TLC can be run. */
  readonly toolchain?: Toolchain;
  /** Why it cannot. */
  readonly problems: readonly Problem[];
}

/** Looks at everything that running TLC needs; never fails, whatever it finds. */
export const doctor = async (request: ToolchainRequest): Promise<Diagnosis> => {
  const found = await findToolchain({ ...request, afresh: true });
  const machine = [await cacheFact(request.env), memoryFact(), coresFact()];
  if (!found.ok) return { facts: [...found.problems.map(problemFact), ...machine], problems: found.problems };
  const toolchain = found.value;
  const facts = [...toolFacts(toolchain), await featuresFact(toolchain.jar.path), ...machine];
  return { facts, toolchain, problems: [] };
};

const toolFacts = ({ java, jar }: Toolchain): readonly DoctorFact[] => [
  { name: "java", state: "ok", found: `${java.version} (${java.path})` },
  { name: "jar", state: "ok", found: `${jar.path} (by ${jar.source}, sha256 ${jar.sha256})` },
  { name: "tlc", state: "ok", found: jar.version ?? "unknown version" },
];

const problemFact = ({ code, message, file, repair }: Problem): DoctorFact => ({
  name: code.startsWith("JAV") ? "java" : "jar",
  state: "failure",
  found: `${code}: ${message}${file === undefined ? "" : ` (${file})`}`,
  ...(repair === undefined ? {} : { repair }),
});

/** What some TLCs have and others lack; nothing here needs any of them. */
const FEATURES: Readonly<Record<string, string>> = {
  "XML export": "tla2sany/xml/XMLExporter.class",
  "distributed mode": "tlc2/tool/distributed/TLCServer.class",
  TLCExt: "tla2sany/StandardModules/TLCExt.tla",
  debugger: "tlc2/debug/TLCDebugger.class",
  "depth-first queue": "tlc2/tool/queue/StateDeque.class",
  "community modules": "tlc2/overrides/TLCOverrides.class",
};

const NEEDED = "XML export";

const featuresFact = async (jar: string): Promise<DoctorFact> => {
  const entries = (await zipEntries(jar)) ?? new Set<string>();
  const all = Object.entries(FEATURES);
  const present = all.filter(([, entry]) => entries.has(entry)).map(([name]) => name);
  const absent = all.filter(([, entry]) => !entries.has(entry)).map(([name]) => name);
  const found = `${present.join(", ") || "none"}${absent.length === 0 ? "" : `; not in this jar: ${absent.join(", ")}`}`;
  if (present.includes(NEEDED)) return { name: "features", state: "ok", found };
  const repair = "Use TLC 1.7.4 or newer: set TLA2TOOLS_JAR to its tla2tools.jar.";
  return { name: "features", state: "failure", found, repair };
};

const cacheFact = async (env: Environment): Promise<DoctorFact> => {
  const folder = cacheFolder(env);
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
    return { name: "cache", state: "ok", found: folder };
  } catch (error) {
    const reason = thrownText(error);
    const repair =
      "Set XDG_CACHE_HOME to a folder that can be written, or TLA2TOOLS_JAR to a jar of your own.";
    return { name: "cache", state: "note", found: `${folder} cannot be written: ${reason}`, repair };
  }
};

/** Below this the default heap of a long check does not fit. */
const ENOUGH_MIB = 4096;

const memoryFact = (): DoctorFact => {
  const mebibytes = (bytes: number): number => Math.floor(bytes / (1024 * 1024));
  const found = `${mebibytes(os.totalmem())} MiB, ${mebibytes(os.freemem())} MiB free`;
  if (mebibytes(os.totalmem()) >= ENOUGH_MIB) return { name: "memory", state: "ok", found };
  return { name: "memory", state: "note", found, repair: "Give --memory about half of it." };
};

const coresFact = (): DoctorFact => ({
  name: "cores",
  state: "ok",
  found: String(os.availableParallelism()),
});
