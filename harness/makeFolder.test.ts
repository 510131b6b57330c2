import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "./makeFolder.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "make-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("makes what is missing, and takes what is there", async () => {
  const folder = path.join(root, "a", "b", "c");
  await makeFolder(folder);
  await makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test("does not take a file for a folder", async () => {
  const file = path.join(root, "file");
  writeFileSync(file, "");
  await expect(makeFolder(file)).rejects.toThrow("EEXIST");
  await expect(makeFolder(path.join(file, "in", "it"))).rejects.toThrow("ENOTDIR");
});

test.skipIf(!existsSync("/proc/self"))("gives up where no folder can be made", async () => {
  await expect(makeFolder("/proc/nowhere")).rejects.toThrow("ENOENT");
  await expect(makeFolder("/proc/nowhere/at/all")).rejects.toThrow("ENOENT");
});
