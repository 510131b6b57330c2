import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { encodeTrace } from "../../../traces/encode.ts";
import type { Trace } from "../../../traces/trace.ts";

/** Writes a trace under its own name and gives the path. */
export const writeInto = (folder: string, trace: Trace): string => {
  const file = path.join(folder, trace.file);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, encodeTrace(trace));
  return file;
};
