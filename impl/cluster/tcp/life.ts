import type { NodeId } from "../../elector/types.ts";
import { startChild } from "./childNode.ts";
import type { ChildNode, Entry, Exit } from "./childNode.ts";
import type { Report, Standing } from "./control.ts";
import { ClusterFailed } from "./failure.ts";
import type { ClusterFailure } from "./failure.ts";
import type { NodeSetup } from "./setup.ts";

/** One process of a node. */
export interface Life {
  readonly child: ChildNode;
  readonly setup: NodeSetup;
  /** Its port, once it listens. */
  readonly ready: Promise<number>;
  readonly standing: () => Standing | undefined;
  /** Lets it close its record. */
  readonly finish: () => Promise<void>;
  /** Ends it: at once, or by closing its channel and, should that not do, at once. */
  readonly end: (how: "killed" | "released") => Promise<void>;
}

/** Milliseconds for a process to come up, or to close its record, on a busy machine. */
const ANSWER_WITHIN_MS = 30_000;

/** Milliseconds for a process to end once its channel is closed. */
const END_WITHIN_MS = 3000;

/** Starts a process; `fail` hears of whatever goes wrong with it, an end that nobody asked for among it. */
export const startLife = (entry: Entry, setup: NodeSetup, fail: (failure: ClusterFailure) => void): Life => {
  const node = setup.self;
  const reports = createMailbox(node);
  const child = startChild(entry, setup, (report) => {
    if (report.kind === "failed") fail(failureOf(node, report));
    reports.put(report);
  });
  let leaving = false;
  void child.exited.then((exit) => {
    if (!leaving) fail({ cause: "ended", node, reason: describeExit(exit) });
  });
  const answer = <Kind extends Report["kind"]>(kind: Kind) =>
    inTime(node, Promise.race([reports.wait(kind), brokenOff(node, child)]));
  const ready = answer("listening").then(({ port }) => port);
  // Whoever ends the process before it listens need not wait for it as well.
  ready.catch(() => undefined);
  return {
    child,
    setup,
    ready,
    standing: child.standing,
    finish: async () => {
      leaving = true;
      child.send({ kind: "finish" });
      await answer("finished");
    },
    end: async (how) => {
      leaving = true;
      if (how === "killed") child.kill("SIGKILL");
      else child.release();
      const late = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
      await child.exited;
      clearTimeout(late);
    },
  };
};

/** Reports that somebody waits for; one of a failure ends the waiting for any. */
const createMailbox = (node: NodeId) => {
  const waiting = new Set<(report: Report) => void>();
  return {
    put: (report: Report): void => {
      for (const take of waiting) take(report);
    },
    wait: <Kind extends Report["kind"]>(kind: Kind): Promise<Extract<Report, { kind: Kind }>> =>
      new Promise((resolve, reject) => {
        const take = (report: Report): void => {
          if (report.kind === "failed") reject(new ClusterFailed(failureOf(node, report)));
          else if (isOf(kind, report)) resolve(report);
          else return;
          waiting.delete(take);
        };
        waiting.add(take);
      }),
  };
};

const isOf = <Kind extends Report["kind"]>(
  kind: Kind,
  report: Report,
): report is Extract<Report, { kind: Kind }> => report.kind === kind;

const failureOf = (node: NodeId, { cause, reason }: Extract<Report, { kind: "failed" }>): ClusterFailure => ({
  cause,
  node,
  reason,
});

const brokenOff = async (node: NodeId, child: ChildNode): Promise<never> => {
  const exit = await child.exited;
  throw new ClusterFailed({ cause: "ended", node, reason: describeExit(exit) });
};

const inTime = async <T>(node: NodeId, answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const reason = `no answer in ${ANSWER_WITHIN_MS / 1000} s`;
    timer = setTimeout(() => reject(new ClusterFailed({ cause: "silent", node, reason })), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

const describeExit = ({ code, signal, said }: Exit): string => {
  const how = signal === null ? `exit code ${code ?? "unknown"}` : `signal ${signal}`;
  const lastWords = said.trim();
  return lastWords === "" ? `ended with ${how}` : `ended with ${how}, saying: ${lastWords}`;
};
