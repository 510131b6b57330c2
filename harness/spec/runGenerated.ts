import path from "node:path";
import { runTlc, type TlcRun } from "../tlc/run.ts";
import type { TlcSession } from "../tlc/session.ts";
import type { LoadedSpec } from "./loadSpec.ts";

/** A generated root module that extends the spec, and what to do with TLC's output. */
export interface GeneratedRun {
  readonly module: string;
  readonly config: string;
  readonly dump?: string;
  readonly onUserLine?: (line: string) => void;
}

/** Runs TLC over a generated module, with a single worker so that its output has one order. */
export const runGenerated = (
  { module, config, dump, onUserLine }: GeneratedRun,
  spec: LoadedSpec,
  session: TlcSession,
): Promise<TlcRun> =>
  runTlc({
    ...session,
    module,
    config,
    ...(dump === undefined ? {} : { dump }),
    ...(onUserLine === undefined ? {} : { onUserLine }),
    libraries: [path.dirname(path.resolve(spec.specFile))],
    workers: 1,
    short: true,
    deadlock: false,
  });
