/**
 * What must happen when this process goes away while something of ours is still there: no orphan Java, no scratch
 * folder left behind. A kill -9 of this process is the one end that nobody can act upon.
 */
export interface ShutdownHook {
  /** Last rites: must be synchronous, may run although nothing is left to do. */
  readonly destroy: () => void;
  /** A polite stop, for when somebody else (the command line) decides how the process ends. */
  readonly interrupt?: () => void;
}

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

const hooks = new Set<ShutdownHook>();

/** Registers a hook until the returned function is called. Handlers of the process stand only while there are hooks. */
export const onShutdown = (hook: ShutdownHook): (() => void) => {
  if (hooks.size === 0) install();
  hooks.add(hook);
  return () => {
    if (hooks.delete(hook) && hooks.size === 0) uninstall();
  };
};

/**
 * Does work during which no signal is heard, for it never waits. Where nothing of ours has to be ended, signals end this
 * process at once meanwhile, as if nobody listened: work that never comes to its end could not be stopped otherwise.
 */
export const unheard = <T>(work: () => T): T => {
  const taken = hooks.size > 0 ? [] : SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  const each = (use: (signal: NodeJS.Signals, listener: NodeJS.SignalsListener) => void): void => {
    for (const [signal, listeners] of taken) for (const listener of listeners) use(signal, listener);
  };
  each((signal, listener) => process.off(signal, listener));
  try {
    return work();
  } finally {
    each((signal, listener) => process.on(signal, listener));
  }
};

const install = (): void => {
  process.on("exit", destroyAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
};

const uninstall = (): void => {
  process.off("exit", destroyAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
};

/** Latest first: what was started inside a scratch folder ends before the folder is removed. */
const destroyAll = (): void => {
  for (const hook of [...hooks].reverse()) hook.destroy();
};

/** Listening to a signal takes away its default effect, so without another listener we end the process ourselves. */
const onSignal = (signal: NodeJS.Signals): void => {
  if (process.listenerCount(signal) > 1) {
    for (const hook of [...hooks].reverse()) hook.interrupt?.();
    return;
  }
  destroyAll();
  uninstall();
  process.kill(process.pid, signal);
};
