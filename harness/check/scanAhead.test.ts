import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { NOTHING_DECLARED } from "../spec/declarations.ts";
import { createScanAhead } from "./scanAhead.ts";
import { scanSource } from "./source.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "scan-ahead-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const HEADER = '{"format":"tla-trace","version":1,"spec":"S"}';
const write = async (name: string, lines: readonly string[]): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, `${[HEADER, ...lines].join("\n")}\n`);
  return file;
};
const event = (seq: number, note: string): string =>
  JSON.stringify({ seq, action: "A", state: { x: seq, note } });

describe("reading ahead", () => {
  test("gives each short file once, as it would be read later, sound or not", async () => {
    const sound = await write("sound.ndjson", [event(1, "a"), event(2, "b")]);
    const wrong = await write("wrong.ndjson", [event(1, "a"), event(3, "b")]);
    const long = await write("long.ndjson", [event(1, "x".repeat(20_000))]);
    const ahead = createScanAhead([folder, path.join(folder, "none"), long, wrong, sound]);
    expect(ahead.take(sound)).toBeUndefined();
    ahead.start();
    ahead.start();
    const taken = await vi.waitUntil(() => ahead.take(sound), { timeout: 20_000 });
    expect(ahead.take(sound)).toBeUndefined();
    expect(ahead.take(long)).toBeUndefined();
    const known = await scanSource(sound, NOTHING_DECLARED);
    if (!taken.ok || !known.ok) throw new Error("sound traces");
    expect({ ...taken.value, read: null }).toEqual({ ...known.value, read: null });
    expect(await ahead.take(wrong)).toMatchObject({ ok: false, problems: [{ code: "TRC051", line: 3 }] });
  });

  test("stops when it is told to", async () => {
    const files = await Promise.all(
      Array.from({ length: 50 }, (_, index) => write(`${index}.ndjson`, [event(1, String(index))])),
    );
    const ahead = createScanAhead(files);
    ahead.start();
    ahead.stop();
    await Promise.all([import("./source.ts"), import("./judgeAll.ts")]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(files.map(ahead.take)).toEqual(files.map(() => undefined));
  });
});
