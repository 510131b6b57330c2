import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Entry } from "../../../impl/cluster/tcp/childNode.ts";

/** The program of one process: the built one beside this file, or its source, which Node reads by way of tsx. */
export const tcpEntry = (): Entry => {
  const isSource = import.meta.url.endsWith(".ts");
  const path = fileURLToPath(new URL(isSource ? "tcpNode.ts" : "tcpNode.js", import.meta.url));
  return { path, flags: isSource ? ["--import", tsxLoader()] : [] };
};

/** Resolved from here: the process may run in any folder. */
const tsxLoader = (): string => pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
