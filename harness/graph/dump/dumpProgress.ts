/** Between two lines about a dump that is being read. */
const INTERVAL_MS = 5000;

/** Tells now and then how much of a dump has been read. */
export const createDumpProgress = (show: (text: string) => void): ((bytes: number) => void) => {
  let told = performance.now();
  return (bytes) => {
    const now = performance.now();
    if (now - told < INTERVAL_MS) return;
    told = now;
    show(`graph: ${Math.round(bytes / 2 ** 20)} MiB of states and edges read`);
  };
};
