import path from "node:path";
import type { RecordRequest } from "../../targets/target.ts";
import { replayLine } from "../replayLine.ts";
import { shellLine } from "../../tlc/shellQuote.ts";

/** Follows a path (`pathText`) through the graph of a configuration with a mutant, and tells what it does wrong. */
export const replayCommand = (
  target: string,
  { cfg, mutant, way }: { readonly cfg: string; readonly mutant: string; readonly way?: string },
): string => replayLine({ "--target": target, "--cfg": cfg, "--mutant": mutant, "--path": way });

/** Records a run of a mutant, and explains where it is no behaviour of the spec. */
export const traceCommand = (target: string, request: RecordRequest, mutant: string): string => {
  const file = `runs/${mutant}.ndjson`;
  const what = ["--target", target, ...requestOptions(request), "--mutant", mutant];
  // Not "&&": a mutant may well miss what its scenario expects, which ends the first command with 1.
  return [
    shellLine(["conformance", "record", ...what, "--out", file, "--force"]),
    shellLine(["conformance", "explain", file, "--target", target]),
  ].join("; ");
};

const requestOptions = (request: RecordRequest): readonly string[] => {
  if (request.kind === "scenario") return ["--scenario", nearest(request.file)];
  const { nodes, seed, steps, faults = false } = request;
  const numbers = ["--nodes", String(nodes), "--seed", String(seed), "--steps", String(steps)];
  return ["--random", ...numbers, ...(faults ? ["--faults"] : [])];
};

/** Without the folder where we are. */
const nearest = (file: string): string => {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
};
