import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Problem } from "../../traces/problem.ts";
import { isMissing } from "../isMissing.ts";
import { makeFolder } from "../makeFolder.ts";
import { decodeEntry, encodeEntry } from "./entry.ts";
import { pruneFolder, type FolderLimits } from "./prune.ts";
import { readEntry } from "./readEntry.ts";
import { thrownText } from "../thrownText.ts";

/** Keeps things under keys, each in a file of its own; whatever is wrong with them costs time and never a verdict. */
export interface Store {
  /** What was kept; undefined when nothing was, or nothing that `decode` takes: that is dropped. */
  readonly get: <T>(key: string, decode: (payload: unknown) => T | undefined) => T | undefined;
  readonly put: (key: string, payload: unknown) => void;
  /** Removes the oldest entries where this run has added some and there are too many now. */
  readonly close: () => void;
  /** Warnings: CAC001 entries that were no good, CAC002 a folder that cannot be used; one each. */
  readonly problems: () => readonly Problem[];
}

export interface StoreLimits extends FolderLimits {
  /** Over folders by the first two digits of their keys; the limits hold for each of them. */
  readonly spread: boolean;
  /** A larger entry is not kept. */
  readonly entryBytes: number;
}

/** Keys are hexadecimal. */
export const openStore = async (folder: string, limits: StoreLimits): Promise<Store> => {
  const touched = new Set<string>();
  const complaints = createComplaints(folder);
  await makeFolder(folder).catch(complaints.unusable);
  const fileOf = (key: string): string =>
    path.join(folder, limits.spread ? key.slice(0, 2) : "", `${key}.json`);
  const attempt = (act: () => void): void => {
    try {
      if (complaints.isUsable()) act();
    } catch (error) {
      complaints.unusable(error);
    }
  };
  const get: Store["get"] = (key, decode) => {
    if (!complaints.isUsable()) return undefined;
    const read = readEntry(fileOf(key), limits.entryBytes);
    if (read.kind === "refused") complaints.unusable(read.error);
    const value = read.kind === "text" ? decoded(key, read.text, decode) : undefined;
    if (value !== undefined || read.kind === "absent" || read.kind === "refused") return value;
    complaints.dropped();
    attempt(() => rmSync(fileOf(key), { recursive: true, force: true }));
    return undefined;
  };
  const put: Store["put"] = (key, payload) => {
    const text = encodeEntry(key, payload);
    if (Buffer.byteLength(text) > limits.entryBytes) return;
    attempt(() => {
      writeEntry(fileOf(key), text);
      touched.add(path.dirname(fileOf(key)));
    });
  };
  const close = (): void => {
    for (const one of touched) attempt(() => pruneFolder(one, limits));
    touched.clear();
  };
  return { get, put, close, problems: complaints.all };
};

/** Text that is no JSON at all is no entry either. */
const decoded = <T>(
  key: string,
  text: string,
  decode: (payload: unknown) => T | undefined,
): T | undefined => {
  const payload = decodeEntry(key, text);
  return payload === undefined ? undefined : decode(payload);
};

/** A name of its own and an atomic rename: of two processes at once, each sees no entry or a whole one. */
const writeEntry = (file: string, text: string): void => {
  const partial = `${file}.${process.pid}.${randomUUID()}.part`;
  try {
    writeFileSync(partial, text, { flag: "wx" });
  } catch (error) {
    if (!isMissing(error)) throw error;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(partial, text, { flag: "wx" });
  }
  try {
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
};

const createComplaints = (folder: string) => {
  let [dropped, refusal] = [0, ""];
  const all = (): readonly Problem[] => [
    ...(dropped === 0 ? [] : [droppedProblem(folder, dropped)]),
    ...(refusal === "" ? [] : [unusableProblem(folder, refusal)]),
  ];
  return {
    all,
    dropped: () => void (dropped += 1),
    /** Once is enough: from then on nothing is looked up or kept. */
    unusable: (error: unknown): void => {
      if (refusal === "") refusal = thrownText(error);
    },
    isUsable: () => refusal === "",
  };
};

const droppedProblem = (file: string, count: number): Problem => ({
  code: "CAC001",
  file,
  message:
    `${count === 1 ? "an entry" : `${count} entries`} of the cache could not be trusted and ` +
    `${count === 1 ? "was" : "were"} dropped: damaged, or not written by this program`,
  repair: "Nothing: what they stood for was judged anew. If it happens again, look after the disk.",
});

const unusableProblem = (file: string, reason: string): Problem => ({
  code: "CAC002",
  file,
  message: `the cache cannot be used, so everything is judged anew: ${reason}`,
  repair: "Set XDG_CACHE_HOME to a folder that you may write to, or give --no-cache.",
});
