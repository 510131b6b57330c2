import path from "node:path";
import { failure, success, type Result } from "../../traces/problem.ts";
import type { Environment } from "./environment.ts";
import type { Jar } from "./jar.ts";
import type { Java } from "./java.ts";
import { CODE } from "./messageCodes.ts";
import { readMessages } from "./messages.ts";
import { runProgram } from "./program.ts";
import { remember, remembered } from "./remembered.ts";
import { withScratch } from "./scratch.ts";

/** What a jar's TLC says about itself. */
export interface TlcFacts {
  /** As in the banner: `2.18 of 20 March 2023`. */
  readonly version: string;
  /** Newer TLCs write a trace exploration spec beside the module unless told not to; older ones refuse this option. */
  readonly noGenerateSpecTE: boolean;
}

export interface Probe {
  readonly java: Java;
  readonly jar: Jar;
  readonly env: Environment;
  readonly folder: string;
}

const PROBE_SECONDS = 60;
const BANNER = /\bVersion (.+)$/m;

/** Asks a jar once (half a second) and remembers the answer by its checksum. Problem: JAR005 when TLC does not start. */
export const probeTlc = async (probe: Probe): Promise<Result<TlcFacts>> => {
  const file = path.join(probe.folder, `${probe.jar.sha256}.json`);
  const known = await remembered(file, isFacts);
  if (known !== undefined) return success(known);
  const answer = await ask(probe);
  if (answer.ok) await remember(file, answer.value);
  return answer;
};

/** A run on no module at all: TLC prints its banner, then complains about the option it does not know, or the module. */
const ask = ({ java, jar, env }: Probe): Promise<Result<TlcFacts>> =>
  withScratch(async (folder) => {
    const options = ["-tool", "-metadir", path.join(folder, "states"), "-noGenerateSpecTE", "NoSuchModule"];
    const args = [
      "-XX:+UseParallelGC",
      `-Djava.io.tmpdir=${folder}`,
      "-cp",
      jar.path,
      "tlc2.TLC",
      ...options,
    ];
    const run = await runProgram({ file: java.path, args, cwd: folder, env, timeoutSeconds: PROBE_SECONDS });
    const messages = readMessages(run.stdout);
    const version = BANNER.exec(messages.find(({ code }) => code === CODE.version)?.text ?? "")?.[1];
    if (version === undefined) return failure(silent(jar, `${run.failure ?? ""}${run.stderr}${run.stdout}`));
    const refused = messages.some(({ code }) => code === CODE.wrongParameters);
    return success({ version: version.trim(), noGenerateSpecTE: !refused });
  });

const silent = (jar: Jar, output: string) => ({
  code: "JAR005",
  message: `TLC does not start from this jar; Java printed: ${output.trim().slice(0, 400) || "nothing"}`,
  file: jar.path,
  repair: "Set TLA2TOOLS_JAR (or give --tla2tools) to the path of a whole tla2tools.jar.",
});

const isFacts = (value: unknown): value is TlcFacts =>
  typeof value === "object" &&
  value !== null &&
  "version" in value &&
  typeof value.version === "string" &&
  "noGenerateSpecTE" in value &&
  typeof value.noGenerateSpecTE === "boolean";
