import type { Readable } from "node:stream";
import { execa, execaSync } from "execa";
import type { Environment } from "./environment.ts";
import { withoutReadingAhead } from "./gathered.ts";
import { onShutdown } from "./shutdown.ts";

/** Why we ended a child ourselves. */
export type StopReason = "timeout" | "aborted";

export interface ChildRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Complete environment of the child; that of this process when left out. */
  readonly env?: Environment;
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

/** How a child ended: exit status or signal; `failure` when it could not be started at all. */
export interface ChildEnd {
  readonly status: number | null;
  readonly signal?: string;
  readonly failure?: string;
  readonly stopped?: StopReason;
}

export interface Child {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly stop: (reason: StopReason) => void;
  readonly ended: Promise<ChildEnd>;
}

/** How long a child may take over its own ending before it is killed. */
const GRACE_MILLISECONDS = 2000;

/**
 * Starts a program without a shell, in a process group of its own, so that whatever it starts (a wrapper script's real
 * Java) ends with it: on time-out, on abort, and when this process goes away.
 */
export const startChild = (request: ChildRequest): Child => {
  const child = withoutReadingAhead(() =>
    execa(request.file, request.args, {
      ...{ cwd: request.cwd, stdin: "ignore", stdout: "pipe", stderr: "pipe", buffer: false, reject: false },
      ...{ detached: process.platform !== "win32", cleanup: false, windowsHide: true },
      ...(request.env === undefined ? {} : { env: request.env, extendEnv: false }),
    }),
  );
  const stopper = createStopper(child.pid);
  const release = watch(request, stopper);
  const ended = child.then((result): ChildEnd => ({
    status: result.exitCode ?? null,
    ...(result.signal === undefined ? {} : { signal: result.signal }),
    ...(child.pid === undefined ? { failure: result.message ?? "not started" } : {}),
    ...stopper.reason(),
  }));
  const done = ended.finally(release);
  return { stdout: child.stdout, stderr: child.stderr, stop: stopper.stop, ended: done };
};

interface Stopper {
  readonly stop: (reason: StopReason) => void;
  readonly destroy: () => void;
  readonly reason: () => { readonly stopped?: StopReason };
  readonly release: () => void;
}

const createStopper = (pid: number | undefined): Stopper => {
  let reason: StopReason | undefined;
  let timer: NodeJS.Timeout | undefined;
  const kill = (signal: NodeJS.Signals): void => {
    if (pid !== undefined) killGroup(pid, signal);
  };
  const stop = (why: StopReason): void => {
    if (reason !== undefined) return;
    reason = why;
    kill("SIGTERM");
    timer = setTimeout(() => kill("SIGKILL"), GRACE_MILLISECONDS);
  };
  return {
    stop,
    destroy: () => kill("SIGKILL"),
    reason: () => (reason === undefined ? {} : { stopped: reason }),
    release: () => clearTimeout(timer),
  };
};

/** Ties a child to its time limit, its abort signal and the life of this process. */
const watch = (request: ChildRequest, stopper: Stopper): (() => void) => {
  const { timeoutSeconds, signal } = request;
  const abort = (): void => stopper.stop("aborted");
  const timer =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => stopper.stop("timeout"), Math.min(timeoutSeconds * 1000, 0x7fffffff));
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  const unregister = onShutdown({ destroy: stopper.destroy, interrupt: abort });
  return () => {
    clearTimeout(timer);
    stopper.release();
    signal?.removeEventListener("abort", abort);
    unregister();
  };
};

/** What the systems answer when the group is gone already (macOS: EPERM for one that only awaits burial). */
const GONE: readonly unknown[] = ["ESRCH", "EPERM"];

/** Synchronous, because it also runs while this process exits. */
const killGroup = (pid: number, signal: NodeJS.Signals): void => {
  if (process.platform === "win32") {
    execaSync("taskkill", ["/pid", String(pid), "/T", "/F"], { reject: false });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && GONE.includes(error.code))) throw error;
  }
};
