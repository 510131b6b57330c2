import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "./entry.ts";
import { openStore, type StoreLimits } from "./store.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "store-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const LIMITS: StoreLimits = { folderEntries: 100, folderBytes: 1e6, entryBytes: 10_000, spread: true };
const open = (limits: Partial<StoreLimits> = {}) =>
  openStore(path.join(root, "kept"), { ...LIMITS, ...limits });
const fileOf = (key: string): string => path.join(root, "kept", key.slice(0, 2), `${key}.json`);
const any = (payload: unknown): unknown => payload;
const codes = (store: Awaited<ReturnType<typeof open>>) => store.problems().map(({ code }) => code);

const [KEY, OTHER] = [sha256("one"), sha256("other")];

describe("a store", () => {
  it("gives back what was put, for good, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string(), async (payload, name) => {
        const kept: unknown = JSON.parse(JSON.stringify(payload));
        // The folder is one for all repetitions: what is absent needs a name that none of them keeps.
        const [present, absent] = [sha256(`kept ${name}`), sha256(`not kept ${name}`)];
        (await open()).put(present, payload);
        const store = await open();
        expect(store.get(present, (found) => [found])).toEqual([kept]);
        expect(store.get(absent, any)).toBeUndefined();
        expect(store.problems()).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("leaves no unfinished file, and reads none that another has left", async () => {
    const store = await open();
    store.put(KEY, 1);
    expect(readdirSync(path.dirname(fileOf(KEY)))).toEqual([`${KEY}.json`]);
    writeFileSync(`${fileOf(KEY)}.1.part`, "half");
    expect([store.get(KEY, any), store.get(OTHER, any), codes(store)]).toEqual([1, undefined, []]);
  });

  it("serves several at once: each sees nothing or a whole entry", async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()));
    for (let round = 0; round < 50; round += 1)
      for (const store of stores) {
        store.put(KEY, { round, long: "x".repeat(round * 100) });
        for (const other of stores) expect(other.get(KEY, any)).toMatchObject({ round });
      }
    expect(stores.flatMap(codes)).toEqual([]);
  });

  it("keeps nothing that is too large", async () => {
    const store = await open();
    store.put(KEY, "x".repeat(20_000));
    expect([store.get(KEY, any), existsSync(fileOf(KEY)), codes(store)]).toEqual([undefined, false, []]);
  });
});

describe("an entry that is no good", () => {
  const spoil: Readonly<Record<string, (file: string) => void>> = {
    "of no bytes": (file) => writeFileSync(file, ""),
    "cut off": (file) => truncateSync(file, readFileSync(file).length - 1),
    "cut off in its first line": (file) => truncateSync(file, 20),
    "longer by a byte": (file) => writeFileSync(file, `${readFileSync(file, "utf8")} `),
    "with another payload": (file) =>
      writeFileSync(file, readFileSync(file, "utf8").replace("right", "wrong")),
    "of another key": (file) => writeFileSync(file, readFileSync(fileOf(OTHER))),
    "of another format": (file) =>
      writeFileSync(file, readFileSync(file, "utf8").replace("cache 1", "cache 0")),
    "that is not JSON": (file) => writeFileSync(file, "no JSON at all\nnor here"),
    "that is not text": (file) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0, 10, 0xc3])),
    "that is huge": (file) => writeFileSync(file, "x".repeat(100_000)),
    "that is a folder": (file) => {
      rmSync(file);
      mkdirSync(path.join(file, "in"), { recursive: true });
    },
    "that is a link": (file) => {
      rmSync(file);
      symlinkSync(fileOf(OTHER), file);
    },
    "that is a pipe": (file) => {
      rmSync(file);
      execFileSync("mkfifo", [file]);
    },
  };

  it.each(Object.entries(spoil))("%s is dropped, told of once, and can be put again", async (_name, act) => {
    const before = await open();
    for (const key of [KEY, OTHER]) before.put(key, { it: "right", key });
    act(fileOf(KEY));
    const store = await open();
    expect(store.get(KEY, any)).toBeUndefined();
    expect(store.get(KEY, any)).toBeUndefined();
    expect(existsSync(fileOf(KEY))).toBe(false);
    expect(codes(store)).toEqual(["CAC001"]);
    store.put(KEY, "again");
    expect([store.get(KEY, any), store.get(OTHER, any)]).toEqual(["again", { it: "right", key: OTHER }]);
  });

  it("is dropped as well when its reader does not take it", async () => {
    const store = await open();
    store.put(KEY, 1);
    const nothing: unknown = store.get<unknown>(KEY, () => undefined);
    expect(nothing).toBeUndefined();
    expect([existsSync(fileOf(KEY)), codes(store)]).toEqual([false, ["CAC001"]]);
  });
});

describe("a folder that cannot be used", () => {
  it.each(["a file stands there", "a file stands above it"])("%s: one warning, no harm", async (where) => {
    const file = path.join(root, "file");
    writeFileSync(file, "");
    const store = await openStore(where.includes("above") ? path.join(file, "kept") : file, LIMITS);
    store.put(KEY, 1);
    store.put(OTHER, 1);
    store.close();
    expect([store.get(KEY, any), codes(store)]).toEqual([undefined, ["CAC002"]]);
  });

  it("that vanishes while it is in use is made again", async () => {
    const store = await open();
    rmSync(path.join(root, "kept"), { recursive: true });
    store.put(KEY, 1);
    expect(store.get(KEY, any)).toBe(1);
    rmSync(path.join(root, "kept"), { recursive: true });
    store.close();
    expect(codes(store)).toEqual([]);
  });
});

describe("what is too much", () => {
  const keys = Array.from({ length: 12 }, (_, index) => `ab${index.toString(16).padStart(62, "0")}`);
  const left = (): number => readdirSync(path.join(root, "kept", "ab")).length;
  const fill = async (limits: Partial<StoreLimits>) => {
    const store = await open(limits);
    for (const [index, key] of keys.entries()) {
      store.put(key, "x".repeat(100));
      utimesSync(fileOf(key), 1000 + index, 1000 + index);
    }
    return store;
  };

  it("is removed in the end, the oldest first", async () => {
    const store = await fill({ folderEntries: 8 });
    expect(left()).toBe(12);
    store.close();
    expect(readdirSync(path.join(root, "kept", "ab")).sort()).toEqual(
      keys.slice(-6).map((key) => `${key}.json`),
    );
  });

  it("is counted in bytes, too", async () => {
    (await fill({ folderBytes: 2000 })).close();
    expect([left() > 0, left() < 8]).toEqual([true, true]);
  });

  it("is not what was used of late", async () => {
    const store = await fill({ folderEntries: 8 });
    expect(store.get(keys[0] ?? "", any)).toBeDefined();
    store.close();
    expect(existsSync(fileOf(keys[0] ?? ""))).toBe(true);
  });

  it("is left alone by who has added nothing", async () => {
    await fill({ folderEntries: 8 });
    (await open({ folderEntries: 8 })).close();
    expect(left()).toBe(12);
  });
});
