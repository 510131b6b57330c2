import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Command, Report, Standing } from "./control.ts";
import type { NodeSetup } from "./setup.ts";

/** The program of a process: a file for Node and the flags it needs. */
export interface Entry {
  readonly path: string;
  readonly flags: readonly string[];
}

/** How a process ended, and the last it wrote to stderr. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

/** A process that serves one incarnation of a node, from outside. */
export interface ChildNode {
  readonly pid: number;
  readonly setup: NodeSetup;
  readonly send: (command: Command) => void;
  readonly kill: (signal: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
  /** Closes the IPC channel, upon which the process ends. */
  readonly release: () => void;
  readonly standing: () => Standing | undefined;
  readonly exited: Promise<Exit>;
}

const MAX_SAID = 4096;

/** Starts a process and tells it its setup. The listener hears its reports until it ends. */
export const startChild = (entry: Entry, setup: NodeSetup, onReport: (report: Report) => void): ChildNode => {
  const child = fork(entry.path, [], {
    execArgv: [...entry.flags],
    env: ownEnvironment(),
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // A session of its own: Ctrl-C at the terminal is for whoever started it, who then ends it in order.
    detached: true,
  });
  let standing: Standing | undefined;
  child.on("message", (report: Report) => {
    if (report.kind === "standing" || report.kind === "finished") standing = report.standing;
    onReport(report);
  });
  const send = (command: Command): void => {
    // It may have ended a moment ago, which is told by `exited`.
    if (child.connected) child.send(command, () => undefined);
  };
  const exited = exitOf(child);
  send({ kind: "configure", setup });
  return {
    // 0 after a failed start: signals to it would hit ourselves, and are not sent.
    pid: child.pid ?? 0,
    setup,
    send,
    kill: (signal) => {
      if (child.pid !== undefined) child.kill(signal);
    },
    release: () => {
      if (child.connected) child.disconnect();
    },
    standing: () => standing,
    exited,
  };
};

const exitOf = (child: ChildProcess): Promise<Exit> => {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-MAX_SAID);
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, said: error.message }));
    child.once("exit", (code, signal) => {
      const end = (): void => {
        child.stderr?.destroy();
        resolve({ code, signal, said });
      };
      // What a failing process said last may still be in the pipe, whose end a grandchild may hold open.
      if (code === null || code === 0) end();
      else setTimeout(end, LAST_WORDS_WITHIN_MS);
    });
  });
};

/** Milliseconds. */
const LAST_WORDS_WITHIN_MS = 200;

/** Options for this process, a debugger's or a test runner's, are not meant for its children. */
const ownEnvironment = (): NodeJS.ProcessEnv => {
  const environment = { ...process.env };
  delete environment["NODE_OPTIONS"];
  return environment;
};
