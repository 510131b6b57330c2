import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { takeWork, type Work } from "./work.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "work-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const taken = async (folder: string): Promise<Work> => {
  const work = await takeWork(folder);
  if (work === undefined) throw new Error("the folder is not free");
  return work;
};

/** What TLC leaves when it is stopped after its first minute. */
const writeCheckpoint = ({ dump, checkpoints }: Work): void => {
  writeFileSync(dump, "{");
  mkdirSync(path.join(checkpoints.folder, "26-11-26-09-00-00"), { recursive: true });
  writeFileSync(path.join(checkpoints.folder, "26-11-26-09-00-00", "queue.chkpt"), "");
};

describe("a folder for unfinished work", () => {
  it("is new, and gone when it was removed or TLC has kept nothing", async () => {
    const folder = path.join(root, "new", "a.work");
    const first = await taken(folder);
    expect(first.earlier).toEqual([]);
    expect(first.checkpoints.recover).toBeUndefined();
    writeFileSync(first.dump, "{");
    expect(await first.leave()).toBe(false);
    const second = await taken(folder);
    writeCheckpoint(second);
    await second.remove();
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });

  it("is gone on with, dump after dump", async () => {
    const folder = path.join(root, "b.work");
    const first = await taken(folder);
    writeCheckpoint(first);
    expect(await first.leave()).toBe(true);
    expect(existsSync(folder)).toBe(true);
    const second = await taken(folder);
    expect(second.earlier.map((file) => path.basename(file))).toEqual(["000001.dot"]);
    expect(existsSync(second.earlier[0] ?? "")).toBe(true);
    expect(path.basename(second.dump)).toBe("000002.dot");
    expect(path.basename(second.checkpoints.recover ?? "")).toBe("26-11-26-09-00-00");
    expect(second.checkpoints.recover?.startsWith(second.checkpoints.folder)).toBe(true);
    await second.remove();
  });

  it("belongs to one process, until that is gone", async () => {
    const folder = path.join(root, "c.work");
    const work = await taken(folder);
    writeCheckpoint(work);
    expect(await takeWork(folder)).toBeUndefined();
    const own = path.dirname(path.dirname(work.dump));
    renameSync(own, `${folder}.1`);
    expect(await takeWork(folder)).toBeUndefined();
    renameSync(`${folder}.1`, `${folder}.999999999`);
    expect((await taken(folder)).earlier).toHaveLength(1);
  });
});
