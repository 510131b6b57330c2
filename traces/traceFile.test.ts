import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTrace } from "./decode.ts";
import type { LocatedEvent } from "./trace.ts";
import { FileChangedError, scanTraceFile, type EventCursor } from "./traceFile.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "conf-trace-file-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (seq: number, padding: number): string =>
  JSON.stringify({ seq, action: "Up", state: { n: seq, text: "\u00e9".repeat(padding) } });

const write = async (name: string, events: number, padding: number): Promise<string> => {
  const file = path.join(folder, name);
  const header = JSON.stringify({ format: "tla-trace", version: 1, spec: "Ticks" });
  const lines = Array.from({ length: events }, (_, index) => line(index + 1, padding));
  await writeFile(file, [header, ...lines, ""].join("\n"));
  return file;
};

const scan = async (file: string) => {
  const scanned = await scanTraceFile(file);
  if (!scanned.ok) throw new Error(JSON.stringify(scanned.problems));
  return scanned.value;
};

const all = async ({ next }: EventCursor): Promise<readonly LocatedEvent[]> => {
  const events: LocatedEvent[] = [];
  for (let event = await next(); event !== undefined; event = await next()) events.push(event);
  return events;
};

describe("a trace file read again", () => {
  // A short file is kept as it was decoded, a small one as bytes; of 3 MB the pieces of one MiB cut lines, and characters of two bytes, anywhere.
  test.each([
    ["short", 5, 3],
    ["small", 12, 5_000],
    ["large", 300, 5_000],
  ])("%s: the same events as read at once, each time", async (name, events, padding) => {
    const file = await write(`${name}.ndjson`, events, padding);
    const { read, events: count, bytes, header } = await scan(file);
    const whole = await readTrace(file);
    if (!whole.ok) throw new Error("unreadable");
    const again = [await all(read()), await all(read())];
    for (const some of again) {
      expect(some.map(({ line: number, event }) => ({ line: number, event }))).toEqual(whole.value.events);
    }
    expect({ count, header }).toEqual({ count: events, header: whole.value.header });
    expect(bytes > 256 * 1024).toBe(name === "large");
  });

  test("one that was changed in between is refused, not mixed up", async () => {
    const { read } = await scan(await write("changed.ndjson", 300, 5_000));
    const cursor = read();
    expect((await cursor.next())?.event.seq).toBe(1);
    await appendFile(path.join(folder, "changed.ndjson"), `${line(301, 1)}\n`);
    await expect(all(cursor)).rejects.toBeInstanceOf(FileChangedError);
    await expect(all(read())).rejects.toMatchObject({ problem: { code: "TRC004" } });
  });

  test("one that was removed is refused as well", async () => {
    const file = await write("removed.ndjson", 300, 5_000);
    const { read } = await scan(file);
    await rm(file);
    await expect(all(read())).rejects.toBeInstanceOf(FileChangedError);
  });

  test("the digest tells contents apart, and only contents", async () => {
    const [one, same, other] = [await write("1", 3, 1), await write("2", 3, 1), await write("3", 3, 2)];
    const digests = [await scan(one), await scan(same), await scan(other)].map(({ digest }) => digest);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});
