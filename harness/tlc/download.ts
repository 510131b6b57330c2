import { createWriteStream } from "node:fs";
import { copyFile, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Environment } from "./environment.ts";
import { runProgram } from "./program.ts";
import { GITHUB_RELEASE, MAVEN_RELEASE, type Release } from "./releases.ts";
import { withScratch } from "./scratch.ts";

/** Brings a release into a file that does not exist yet; rejects with an Error that says why it could not. */
export type Download = (target: string, env: Environment) => Promise<void>;

/** One way of getting each release; tests hand in their own. */
export type Downloads = Readonly<Record<Release["source"], Download>>;

/** No answer within this time means: no GitHub here, go on to Maven. */
const CONNECT_MILLISECONDS = 5000;
const WHOLE_MILLISECONDS = 120_000;
/** Several times the largest tla2tools.jar so far. */
const SIZE_LIMIT = 32 * 1024 * 1024;
const MAVEN_SECONDS = 180;

const fromGithub: Download = async (target) => {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(new Error("no answer in time")), CONNECT_MILLISECONDS);
  const whole = AbortSignal.timeout(WHOLE_MILLISECONDS);
  const signal = AbortSignal.any([connecting.signal, whole]);
  const response = await fetch(GITHUB_RELEASE.origin, { signal }).finally(() => clearTimeout(timer));
  if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
  await pipeline(
    Readable.fromWeb(response.body),
    atMost(SIZE_LIMIT),
    createWriteStream(target, { flags: "wx" }),
  );
};

const atMost = (limit: number) =>
  async function* (chunks: AsyncIterable<unknown>): AsyncGenerator {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk instanceof Uint8Array ? chunk.length : 0;
      if (size > limit) throw new Error(`the file is larger than ${limit} bytes`);
      yield chunk;
    }
  };

/** Maven knows its mirrors and proxies; it runs in an empty folder, so that no pom.xml of the user's takes part. */
const fromMaven: Download = (target, env) =>
  withScratch(async (folder) => {
    const coordinates = [`-Dartifact=${MAVEN_RELEASE.origin}`, `-DoutputDirectory=${folder}`];
    const run = await runProgram({
      file: "mvn",
      args: ["--batch-mode", "--quiet", "dependency:copy", ...coordinates],
      cwd: folder,
      env,
      timeoutSeconds: MAVEN_SECONDS,
    });
    if (run.failure !== undefined) throw new Error("mvn is not installed");
    if (run.stopped !== undefined) throw new Error(`mvn did not finish within ${MAVEN_SECONDS} seconds`);
    if (run.status !== 0) throw new Error(`mvn failed: ${firstError(run.stdout + run.stderr)}`);
    const file = path.join(folder, MAVEN_RELEASE.fileName);
    if ((await stat(file)).size > SIZE_LIMIT) throw new Error(`the file is larger than ${SIZE_LIMIT} bytes`);
    await copyFile(file, target);
  });

const firstError = (output: string): string =>
  (output.split("\n").find((line) => line.includes("ERROR")) ?? output.trim()).slice(0, 300);

/** The real ways. */
export const DOWNLOADS: Downloads = { github: fromGithub, maven: fromMaven };
