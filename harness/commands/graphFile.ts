import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { fileStart } from "../fileStart.ts";
import { graphLines } from "../graph/graphLines.ts";
import type { StateGraph } from "../graph/stateGraph.ts";
import { isMissing } from "../isMissing.ts";
import { makeFolder } from "../makeFolder.ts";
import { replaceFile } from "../replaceFile.ts";
import { thrownText } from "../thrownText.ts";
import { usage } from "./session.ts";

/** Why a file is not to be replaced by a graph, before TLC is asked: USE002 no file, USE023 something else than a graph. */
export const refuseGraphFile = async (file: string): Promise<Problem | null> => {
  try {
    const found = await stat(file).catch((error: unknown) => absent(error));
    if (found === null) return file === "" ? unwritable(file, "it has no name") : null;
    if (found.isDirectory()) return unwritable(file, "it is a folder");
    return found.isFile() && !(await isGraph(file))
      ? usage(
          "USE023",
          `${file} exists already, and is no graph`,
          "Choose another --out, or remove it yourself.",
        )
      : null;
  } catch (error) {
    return unwritable(file, thrownText(error));
  }
};

/** Whole or not at all: what stood there before is replaced when the graph is complete. Problem: USE002. */
export const writeGraphFile = async (file: string, graph: StateGraph): Promise<readonly Problem[]> => {
  try {
    const found = await stat(file).catch((error: unknown) => absent(error));
    if (found !== null && !found.isFile()) {
      await writeFile(file, graphLines(graph));
      return [];
    }
    await makeFolder(path.dirname(file));
    await replaceFile(file, graphLines(graph));
    return [];
  } catch (error) {
    return [unwritable(file, thrownText(error))];
  }
};

const absent = (error: unknown): null => {
  if (isMissing(error)) return null;
  throw error;
};

const START = "strict digraph ";

/** An empty one is nobody's loss. */
const isGraph = async (file: string): Promise<boolean> =>
  ["", START].includes(await fileStart(file, START.length));

const unwritable = (file: string, reason: string): Problem =>
  usage(
    "USE002",
    `the graph cannot be written to "${file}": ${reason}`,
    "Give a file you may write to with --out.",
  );
