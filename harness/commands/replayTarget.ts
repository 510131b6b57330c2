import path from "node:path";
import type { BuiltGraph } from "../graph/graph.ts";
import { driveRequest } from "../replay/driveRequest.ts";
import { replayWith, type ReplayOptions } from "../replay/replay.ts";
import type { ReplayReport } from "../replay/replayReport.ts";
import type { Target } from "../targets/target.ts";
import { replayLine } from "./replayLine.ts";

type Replayed = Pick<BuiltGraph, "graph" | "cover"> & Partial<Pick<BuiltGraph, "report">> & ReplayOptions;

/** Takes a target's implementation, or one of its mutants, along a graph of its spec. */
export const replayTarget = (
  target: Pick<Target, "name" | "specFile" | "drive">,
  { report, ...request }: Replayed,
  mutant?: string,
): ReplayReport =>
  target.drive(driveRequest(request.graph, mutant), (driver) =>
    replayWith({ commandFor: againBy(target, report, mutant), ...request }, driver),
  );

/** The command that follows a path, where no command line of the user's is to be repeated. */
const againBy =
  (
    { name, specFile }: Pick<Target, "name" | "specFile">,
    report: BuiltGraph["report"] | undefined,
    mutant: string | undefined,
  ) =>
  (way: string | null): string => {
    const cfg = report?.spec.cfg;
    const own = cfg !== undefined && path.dirname(cfg) === path.dirname(specFile);
    return replayLine({
      ...{ "--target": name, "--cfg": own ? path.basename(cfg, ".cfg") : cfg },
      ...{ "--mutant": mutant, "--path": way ?? undefined },
    });
  };
