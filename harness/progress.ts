/** Progress on a stream that people watch: one line kept up to date on a terminal, a line a step otherwise. */
export interface Progress {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

const ERASE_LINE = "\r\u001B[2K";

export const createProgress = (output: Output): Progress => {
  const live = output.isTTY === true;
  const started = performance.now();
  return {
    show: (text) => {
      const line = `[${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s] ${text}`;
      output.write(live ? ERASE_LINE + line.slice(0, (output.columns ?? 80) - 1) : `${line}\n`);
    },
    clear: () => {
      if (live) output.write(ERASE_LINE);
    },
  };
};
