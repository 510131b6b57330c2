import type { ChildEnd, ChildRequest } from "./child.ts";

/** What a short-lived program printed and how it ended. */
export interface ProgramRun extends ChildEnd {
  readonly stdout: string;
  readonly stderr: string;
}

/** More text than any of these programs prints; what comes after it is dropped. */
const OUTPUT_LIMIT = 256 * 1024 * 1024;

/**
 * Runs a program to its end and returns its output as text; never rejects for anything the program does. `onStarted` is
 * called once it runs by itself, or could not be started.
 */
export const runProgram = async (request: ChildRequest, onStarted?: () => void): Promise<ProgramRun> => {
  // Loaded only now: it takes longer than a check that has nothing to start.
  const { startChild } = await import("./child.ts");
  const child = startChild(request);
  onStarted?.();
  const [stdout, stderr, end] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    child.ended,
  ]);
  return { ...end, stdout, stderr };
};

const collect = async (stream: AsyncIterable<unknown>): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk) || size >= OUTPUT_LIMIT) continue;
    chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).toString("utf8");
};
