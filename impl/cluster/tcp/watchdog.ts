import { spawn } from "node:child_process";

/**
 * A stopped process (SIGSTOP) does not see its IPC channel close, so it would outlive a killed parent for ever. A shell
 * knows which processes are stopped, and kills them when the pipe from the parent ends without a word.
 */
export interface Watchdog {
  /** The processes that are stopped from now on; say it before SIGSTOP. */
  readonly hold: (pids: readonly number[]) => void;
  readonly close: () => void;
}

const SCRIPT = 'held=; while read -r line; do held=$line; done; [ -z "$held" ] || kill -KILL $held';

/** A watchdog whose shell starts with the first process to watch. */
export const createWatchdog = (): Watchdog => {
  let pipe: NodeJS.WritableStream | undefined;
  return {
    hold: (pids) => {
      pipe ??= startShell();
      pipe.write(`${pids.join(" ")}\n`);
    },
    close: () => {
      pipe?.end("\n");
      pipe = undefined;
    },
  };
};

const startShell = (): NodeJS.WritableStream => {
  // A session of its own: Ctrl-C at the terminal must not end it before its parent.
  const shell = spawn("/bin/sh", ["-c", SCRIPT], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  shell.unref();
  return shell.stdin;
};
