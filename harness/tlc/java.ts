import { access, constants, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { pathFolders, type Environment } from "./environment.ts";
import { parseJavaVersion, type JavaVersion } from "./javaVersion.ts";
import { javaIdentity } from "./javaIdentity.ts";
import { runProgram } from "./program.ts";
import { remember, remembered } from "./remembered.ts";

/** A Java that answered and is new enough. */
export interface Java extends JavaVersion {
  readonly path: string;
  /** Another one for every other or updated Java (javaIdentity.ts); absent where that cannot be told from its files. */
  readonly identity?: string;
}

/** TLC's class files since 1.7 need Java 11. */
export const OLDEST_JAVA = 11;

const ANSWER_SECONDS = 20;
const EXECUTABLE = process.platform === "win32" ? "java.exe" : "java";
const INSTALL = `Install Java ${OLDEST_JAVA} or newer (a JRE is enough) and set JAVA_HOME, or put java on the PATH.`;

/** Where answers of Javas are kept. */
export interface JavaMemory {
  readonly folder: string;
  /** Ask again, whatever was answered before. */
  readonly afresh: boolean;
}

/**
 * The first usable Java of JAVA_HOME, then PATH. One that has answered is not asked again as long as its files are the
 * same: starting it takes longer than all the rest of a check that has nothing to do. Problems: JAV001 there is none, JAV002 too old, JAV003 does not tell
 * its version; of several unusable ones the first is reported, because that is the one the user meant.
 */
export const findJava = async (env: Environment, memory: JavaMemory): Promise<Result<Java>> => {
  const refused: Problem[] = [];
  for (const candidate of await existing(candidates(env))) {
    const answer = await versionOf(candidate, env, memory);
    if (answer.ok) return answer;
    refused.push(...answer.problems);
  }
  return failure(refused[0] ?? missing(env));
};

const candidates = (env: Environment): readonly string[] => {
  const home = env["JAVA_HOME"];
  const fromHome = home === undefined || home === "" ? [] : [path.resolve(home, "bin", EXECUTABLE)];
  const fromPath = pathFolders(env).map((folder) => path.resolve(folder, EXECUTABLE));
  return [...new Set([...fromHome, ...fromPath])];
};

const existing = async (files: readonly string[]): Promise<readonly string[]> => {
  const found = await Promise.all(files.map(isExecutable));
  return files.filter((_, index) => found[index] === true);
};

const isExecutable = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

const versionOf = async (
  file: string,
  env: Environment,
  { folder, afresh }: JavaMemory,
): Promise<Result<Java>> => {
  const identity = await javaIdentity(file, env);
  if (identity === undefined) return askVersion(file, env);
  const memory = path.join(folder, `java-${identity}.json`);
  const known = afresh ? undefined : await remembered(memory, isVersion);
  if (known !== undefined)
    return success({ path: file, identity, major: known.major, version: known.version });
  const answer = await askVersion(file, env);
  if (!answer.ok) return answer;
  const { major, version } = answer.value;
  await remember(memory, { major, version });
  return success({ ...answer.value, identity });
};

/** Only a Java that is new enough is remembered. */
const isVersion = (value: unknown): value is JavaVersion =>
  typeof value === "object" &&
  value !== null &&
  "major" in value &&
  typeof value.major === "number" &&
  value.major >= OLDEST_JAVA &&
  "version" in value &&
  typeof value.version === "string";

const askVersion = async (file: string, env: Environment): Promise<Result<Java>> => {
  const run = await runProgram({
    file,
    args: ["-version"],
    cwd: os.tmpdir(),
    env,
    timeoutSeconds: ANSWER_SECONDS,
  });
  const version = parseJavaVersion(`${run.stderr}\n${run.stdout}`);
  if (version === undefined || run.status !== 0) return failure(mute(file, run.stderr || run.stdout));
  return version.major < OLDEST_JAVA ? failure(tooOld(file, version)) : success({ path: file, ...version });
};

const missing = (env: Environment): Problem => {
  const home = env["JAVA_HOME"];
  const looked = home === undefined || home === "" ? "the PATH" : `JAVA_HOME (${home}) and the PATH`;
  return { code: "JAV001", message: `no Java was found in ${looked}`, repair: INSTALL };
};

const tooOld = (file: string, { version }: JavaVersion): Problem => ({
  code: "JAV002",
  message: `this Java is version ${version}; TLC needs ${OLDEST_JAVA} or newer`,
  file,
  repair: INSTALL,
});

const mute = (file: string, output: string): Problem => ({
  code: "JAV003",
  message: `\`java -version\` did not tell a version; it printed: ${output.trim().slice(0, 300) || "nothing"}`,
  file,
  repair: INSTALL,
});
