import type { Command, Report, Standing } from "./control.ts";
import { createTcpNode } from "./node.ts";
import type { TcpNode } from "./node.ts";
import type { NodeSink, NodeTransition } from "./nodeTransition.ts";
import type { NodeSetup } from "./setup.ts";

/** Where the steps of a process go. */
export interface NodeRecord {
  /** Throws when the system does not take the step. */
  readonly sink: NodeSink;
  readonly close: () => void;
}

/** Milliseconds between two reports to whoever started the process. */
const STANDING_EVERY_MS = 50;

/**
 * The life of a process that serves one node: it does what its IPC channel says, and ends when that closes, whatever
 * became of the process at the other end. `openRecord` may throw; then the process says so and records nothing.
 */
export const serveNode = (openRecord: (setup: NodeSetup) => NodeRecord): void => {
  let served: Served | undefined;
  process.on("message", (command: Command) => {
    if (command.kind === "configure") served ??= begin(command.setup, openRecord);
    else if (served !== undefined) obey(served, command);
  });
  process.on("disconnect", () => {
    if (served !== undefined) end(served);
    // Should anything still hold the process: nobody is left who could end it.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 1000).unref();
  });
};

interface Served {
  readonly node: TcpNode;
  readonly record: NodeRecord;
  readonly reporting: NodeJS.Timeout;
}

const begin = (setup: NodeSetup, openRecord: (setup: NodeSetup) => NodeRecord): Served | undefined => {
  const record = opened(setup, openRecord);
  if (record === undefined) return undefined;
  const node = createTcpNode(
    setup,
    guarded(record, () => node.close()),
  );
  void node.listen().then((bound) => {
    if ("port" in bound) report({ kind: "listening", port: bound.port });
    else report({ kind: "failed", cause: "listen", reason: bound.reason });
  });
  const reporting = setInterval(
    () => report({ kind: "standing", standing: standingOf(node) }),
    STANDING_EVERY_MS,
  );
  return { node, record, reporting };
};

const opened = (setup: NodeSetup, openRecord: (setup: NodeSetup) => NodeRecord): NodeRecord | undefined => {
  try {
    return openRecord(setup);
  } catch (error) {
    report({ kind: "failed", cause: "record", reason: reasonOf(error) });
    return undefined;
  }
};

/** A step that cannot be recorded must not be seen by anybody: the process falls silent and says why. */
const guarded =
  ({ sink }: NodeRecord, fallSilent: () => void): NodeSink =>
  (transition: NodeTransition) => {
    try {
      sink(transition);
    } catch (error) {
      fallSilent();
      report({ kind: "failed", cause: "record", reason: reasonOf(error) });
    }
  };

const obey = (served: Served, command: Exclude<Command, { kind: "configure" }>): void => {
  const { node } = served;
  switch (command.kind) {
    case "begin": {
      node.begin(command.ports);
      report({ kind: "standing", standing: standingOf(node) });
      return;
    }
    case "ports": {
      node.setPorts(command.ports);
      return;
    }
    case "order": {
      node.order(command.order);
      return;
    }
    case "finish": {
      node.freeze();
      clearInterval(served.reporting);
      served.record.close();
      report({ kind: "finished", standing: standingOf(node) });
      return;
    }
  }
};

const end = ({ node, record, reporting }: Served): void => {
  clearInterval(reporting);
  node.close();
  record.close();
};

const standingOf = (node: TcpNode): Standing => {
  const { role, term } = node.state();
  return { events: node.events(), role, term, refusals: node.refusals() };
};

/** Whoever listened may be gone, which is told by the channel's end. */
const report = (message: Report): void => {
  process.send?.(message, undefined, {}, () => undefined);
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
