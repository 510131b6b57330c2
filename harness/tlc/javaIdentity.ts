import { createHash } from "node:crypto";
import { open, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Environment } from "./environment.ts";

/**
 * Hexadecimal digits that change with every other or updated Java: real path, size and time of the executable and of its
 * main parts, the text of the `release` file that stands with every Java, and the options it takes from the environment.
 * Undefined where there is no such file, or the executable is a script: what that starts can change while it stays.
 */
export const javaIdentity = async (file: string, env: Environment): Promise<string | undefined> => {
  try {
    const real = await realpath(file);
    const home = path.dirname(path.dirname(real));
    const release = await readFile(path.join(home, "release"), "utf8");
    if (await isScript(real)) return undefined;
    const parts = await Promise.all([real, ...PARTS.map((part) => path.join(home, part))].map(stampOf));
    return createHash("sha256")
      .update(JSON.stringify([real, release, parts, javaOptions(env)]))
      .digest("hex");
  } catch {
    return undefined;
  }
};

/** What every Java reads from the environment. */
export const javaOptions = (env: Environment): readonly (string | null)[] =>
  ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"].map((name) => env[name] ?? null);

const PARTS = ["lib/modules", "lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll"];

/** Of a part that this Java does not have: null. */
const stampOf = (file: string): Promise<string | null> =>
  stat(file, { bigint: true }).then(
    ({ size, mtimeNs }) => `${size} ${mtimeNs}`,
    () => null,
  );

const isScript = async (file: string): Promise<boolean> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString("latin1", 0, bytesRead) === "#!";
  } finally {
    await handle.close();
  }
};
