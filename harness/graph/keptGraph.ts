import { createHash } from "node:crypto";
import { open, readFile, type FileHandle } from "node:fs/promises";
import { canonicalText } from "../tla/value.ts";
import { parseTlaValue } from "../tla/valueParser.ts";
import { graphLabel } from "./label.ts";
import type { GraphLabel } from "./stateGraph.ts";
import type { TableGraph } from "./tableGraph.ts";
import { createValueStore } from "./values/valueStore.ts";

// A graph in a file: a line of JSON that says what follows, arrays of numbers, and a checksum of it all.

const FORMAT = "tla-state-graph 1";
const CHECKSUM_BYTES = 32;
/** As the machine has numbers in memory; another machine's file is none of ours. */
const ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? "little" : "big";

interface Header {
  readonly format: string;
  readonly endian: string;
  /** Whatever the graph was kept with. */
  readonly beside: unknown;
  readonly states: number;
  readonly beyond: number;
  readonly texts: readonly string[];
  readonly variables: readonly string[];
  /** Action, then name and TLA+ text of each argument. */
  readonly labels: readonly (readonly [string, readonly (readonly [string, string])[]])[];
  /** Numbers in each array, in the order in which they follow. */
  readonly lengths: readonly number[];
}

/** Writes a graph, and something of JSON beside it, into a new file. Rejects with the system's error. */
export const writeKeptGraph = async (file: string, graph: TableGraph, beside: unknown): Promise<void> => {
  const { data, texts } = graph.values.store.contents();
  const arrays = [
    ...[data, Int32Array.from(graph.initial), graph.from, graph.to, graph.label],
    ...[graph.cutStart, graph.cuts, Int32Array.from(graph.unexplored ?? [])],
    ...graph.values.columns.values(),
  ];
  const header: Header = {
    ...{ format: FORMAT, endian: ENDIAN, beside, states: graph.states, beyond: graph.beyond, texts },
    variables: [...graph.values.columns.keys()],
    labels: graph.labels.map(({ action, args }) => [
      action,
      Object.entries(args).map(([name, value]) => [name, canonicalText(value)] as const),
    ]),
    lengths: arrays.map(({ length }) => length),
  };
  const handle = await open(file, "wx");
  try {
    await writeAll(handle, [Buffer.from(`${JSON.stringify(header)}\n`), ...arrays.map(bytesOf)]);
  } finally {
    await handle.close();
  }
};

const writeAll = async (handle: FileHandle, pieces: readonly Uint8Array[]): Promise<void> => {
  const checksum = createHash("sha256");
  for (const piece of pieces) {
    checksum.update(piece);
    await handle.writeFile(piece);
  }
  await handle.writeFile(checksum.digest());
};

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A graph that was kept, and what beside it; undefined for a file that is not whole or not of this program. */
export const readKeptGraph = async (
  file: string,
): Promise<{ readonly graph: TableGraph; readonly beside: unknown } | undefined> => {
  const bytes = await readFile(file);
  const border = bytes.length - CHECKSUM_BYTES;
  const end = bytes.indexOf("\n");
  if (border < 0 || end < 0 || end >= border) return undefined;
  const checksum = createHash("sha256").update(bytes.subarray(0, border)).digest();
  if (!checksum.equals(bytes.subarray(border))) return undefined;
  // The checksum says that this program has written it, so it has the form that it writes.
  const header = JSON.parse(bytes.toString("utf8", 0, end)) as Header;
  if (header.format !== FORMAT || header.endian !== ENDIAN) return undefined;
  return { graph: graphOf(header, bytes.subarray(end + 1, border)), beside: header.beside };
};

const graphOf = (header: Header, bytes: Uint8Array): TableGraph => {
  const take = createTaker(header.lengths, bytes);
  const store = createValueStore({ data: take(), texts: header.texts });
  const [initial, from, to, label, cutStart, cuts] = [take(), take(), take(), take(), take(), take()];
  const unexplored = take();
  return {
    ...{ states: header.states, beyond: header.beyond, labels: header.labels.map(labelOf) },
    ...{ initial: [...initial], from, to, label, cutStart, cuts },
    unexplored: unexplored.length === 0 ? null : Uint8Array.from(unexplored),
    values: { store, columns: new Map(header.variables.map((name) => [name, take()])) },
  };
};

/** Array after array, each in memory of its own: in the file they begin anywhere. */
const createTaker = (lengths: readonly number[], bytes: Uint8Array): (() => Int32Array) => {
  let [next, place] = [0, 0];
  return () => {
    const own = new Int32Array(lengths[next] ?? 0);
    new Uint8Array(own.buffer).set(bytes.subarray(place, place + own.byteLength));
    next += 1;
    place += own.byteLength;
    return own;
  };
};

const labelOf = ([action, args]: Header["labels"][number]): GraphLabel =>
  graphLabel(action, Object.fromEntries(args.map(([name, text]) => [name, parseTlaValue(text)])));
