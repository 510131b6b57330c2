import { ClusterFailed } from "./failure.ts";
import type { ClusterFailure } from "./failure.ts";

/** The first thing that went wrong, wherever it did. */
export interface Trouble {
  readonly report: (failure: ClusterFailure) => void;
  /** For what was thrown where nobody waits. */
  readonly caught: (error: unknown) => void;
  readonly first: () => ClusterFailure | undefined;
  /** Whether anything did, a bug among it. */
  readonly any: () => boolean;
  /** Rejects when it happens. */
  readonly happened: Promise<never>;
  readonly close: () => void;
}

/** No trouble yet; an abort is one. */
export const createTrouble = (signal: AbortSignal): Trouble => {
  let first: ClusterFailure | undefined;
  let any = false;
  let reject: (error: unknown) => void = () => undefined;
  const happened = new Promise<never>((_, rejected) => {
    reject = rejected;
  });
  happened.catch(() => undefined);
  const caught = (error: unknown): void => {
    any = true;
    if (error instanceof ClusterFailed) first ??= error.failure;
    reject(error);
  };
  const report = (failure: ClusterFailure): void => caught(new ClusterFailed(failure));
  const onAbort = (): void => report({ cause: "aborted", node: null, reason: "it was given up" });
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return {
    report,
    caught,
    first: () => first,
    any: () => any,
    happened,
    close: () => signal.removeEventListener("abort", onAbort),
  };
};
