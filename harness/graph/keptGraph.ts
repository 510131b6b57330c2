import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
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
  // Without waiting, whatever stands there: a pipe, say.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (!found.isFile()) return undefined;
    const border = found.size - CHECKSUM_BYTES;
    if (border < 0 || !(await isWhole(handle, border))) return undefined;
    const head = await readHeader(handle, border);
    if (head === undefined) return undefined;
    const { header, end } = head;
    if (header.format !== FORMAT || header.endian !== ENDIAN) return undefined;
    return { graph: await graphOf(header, createTaker(header.lengths, handle, end)), beside: header.beside };
  } finally {
    await handle.close();
  }
};

const PIECE_BYTES = 1 << 20;

/** Read once for its checksum alone: nothing is made of a file that cannot be trusted. */
const isWhole = async (handle: FileHandle, border: number): Promise<boolean> => {
  const checksum = createHash("sha256");
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let place = 0; place < border;) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(PIECE_BYTES, border - place), place);
    if (bytesRead === 0) return false;
    checksum.update(piece.subarray(0, bytesRead));
    place += bytesRead;
  }
  const { bytesRead } = await handle.read(piece, 0, CHECKSUM_BYTES, border);
  return bytesRead === CHECKSUM_BYTES && checksum.digest().equals(piece.subarray(0, CHECKSUM_BYTES));
};

/** The first line, and where it ends. The checksum says that this program has written it, so it has the form that it writes. */
const readHeader = async (
  handle: FileHandle,
  border: number,
): Promise<{ readonly header: Header; readonly end: number } | undefined> => {
  const pieces: Buffer[] = [];
  for (let place = 0; place < border; place += PIECE_BYTES) {
    const piece = Buffer.alloc(Math.min(PIECE_BYTES, border - place));
    await handle.read(piece, 0, piece.length, place);
    const end = piece.indexOf("\n");
    pieces.push(end < 0 ? piece : piece.subarray(0, end));
    if (end < 0) continue;
    const header = JSON.parse(Buffer.concat(pieces).toString("utf8")) as Header;
    return { header, end: place + end + 1 };
  }
  return undefined;
};

const graphOf = async (header: Header, take: () => Promise<Int32Array>): Promise<TableGraph> => {
  const store = createValueStore({ data: await take(), texts: header.texts });
  const initial = [...(await take())];
  const [from, to, label] = [await take(), await take(), await take()];
  const [cutStart, cuts, unexplored] = [await take(), await take(), await take()];
  const columns = new Map<string, Int32Array>();
  for (const name of header.variables) columns.set(name, await take());
  return {
    ...{ states: header.states, beyond: header.beyond, labels: header.labels.map(labelOf) },
    ...{ initial, from, to, label, cutStart, cuts, values: { store, columns } },
    unexplored: unexplored.length === 0 ? null : Uint8Array.from(unexplored),
  };
};

/** Array after array, straight into the memory in which it stays. */
const createTaker = (
  lengths: readonly number[],
  handle: FileHandle,
  start: number,
): (() => Promise<Int32Array>) => {
  let [next, place] = [0, start];
  return async () => {
    const own = new Int32Array(lengths[next] ?? 0);
    next += 1;
    if (own.length > 0) await handle.read(new Uint8Array(own.buffer), 0, own.byteLength, place);
    place += own.byteLength;
    return own;
  };
};

const labelOf = ([action, args]: Header["labels"][number]): GraphLabel =>
  graphLabel(action, Object.fromEntries(args.map(([name, text]) => [name, parseTlaValue(text)])));
