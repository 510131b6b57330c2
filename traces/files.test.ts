import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readTrace } from "./decode.ts";
import { createFileRecorder } from "./fileRecorder.ts";
import { findTraces } from "./find.ts";
import type { Result } from "./problem.ts";
import { readRegularFile } from "./regularFile.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "traces-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (...parts: string[]): string => join(folder, ...parts);
const codes = <T>(result: Result<T>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code }) => code);
const TRACE = '{"format":"tla-trace","version":1,"spec":"Spec"}\n{"seq":1,"action":"Next"}\n';

describe("reading a file", () => {
  test("gives the trace under its path and leaves the file alone", async () => {
    await writeFile(at("t.ndjson"), TRACE);
    const result = await readTrace(at("t.ndjson"));
    expect(result).toMatchObject({ ok: true, value: { file: at("t.ndjson"), events: [{ line: 2 }] } });
    expect(await readFile(at("t.ndjson"), "utf8")).toBe(TRACE);
  });

  test("follows a link to a file", async () => {
    await writeFile(at("t.ndjson"), TRACE);
    await symlink(at("t.ndjson"), at("link"));
    expect((await readTrace(at("link"))).ok).toBe(true);
  });

  test("reads over the edges of chunks", async () => {
    const events = Array.from({ length: 30_000 }, (_, index) => `{"seq":${index + 1},"action":"Näxt"}\n`);
    await writeFile(at("t.ndjson"), `${TRACE.split("\n", 1).join("")}\n${events.join("")}`);
    const result = await readTrace(at("t.ndjson"));
    expect(result.ok && result.value.events.length).toBe(30_000);
  });

  test("TRC001: nothing there, or a file where a folder should be", async () => {
    await writeFile(at("file"), "");
    expect(codes(await readTrace(at("nowhere")))).toEqual(["TRC001"]);
    expect(codes(await readTrace(at("file", "t.ndjson")))).toEqual(["TRC001"]);
  });

  test("TRC002: the system refuses", async () => {
    await symlink(at("loop"), at("loop"));
    expect(codes(await readTrace(at("loop")))).toEqual(["TRC002"]);
  });

  test("TRC003: a folder, a device, or a FIFO that nobody writes to", async () => {
    execFileSync("mkfifo", [at("fifo")]);
    expect(codes(await readTrace(folder))).toEqual(["TRC003"]);
    expect(codes(await readTrace("/dev/zero"))).toEqual(["TRC003"]);
    expect(codes(await readTrace(at("fifo")))).toEqual(["TRC003"]);
  });

  const readWhile = async (change: (path: string) => Promise<void>) => {
    await writeFile(at("t.ndjson"), TRACE);
    await utimes(at("t.ndjson"), 1, 1);
    const result = await readRegularFile(at("t.ndjson"), async (source) => {
      let bytes = 0;
      for await (const chunk of source) {
        bytes += chunk.length;
        await change(at("t.ndjson"));
      }
      return bytes;
    });
    if (!result.ok) throw new Error("not read");
    return result.value;
  };

  test("TRC004: the file grows, shrinks or is rewritten while it is read", async () => {
    const grown = await readWhile((path) => appendFile(path, "more"));
    expect(grown).toMatchObject({ value: TRACE.length, changed: { code: "TRC004" } });
    expect((await readWhile((path) => writeFile(path, ""))).changed?.code).toBe("TRC004");
    expect((await readWhile((path) => writeFile(path, TRACE))).changed?.code).toBe("TRC004");
    const disguised = await readWhile(async (path) => {
      await appendFile(path, "more");
      await utimes(path, 1, 1);
    });
    expect(disguised.changed?.code).toBe("TRC004");
    expect((await readWhile(() => Promise.resolve())).changed).toBeUndefined();
  });

  test("TRC004: a trace that is being written is refused, however far it could be read", async () => {
    // More than one chunk: a smaller file is read in one go.
    const [header = "", ...events] = TRACE.split("\n");
    await writeFile(at("t.ndjson"), [header, " ".repeat(300_000), ...events].join("\n"));
    let settled = false;
    const appendUntilRead = (): void => {
      appendFileSync(at("t.ndjson"), "\n");
      if (!settled) setImmediate(appendUntilRead);
    };
    appendUntilRead();
    const result = await readTrace(at("t.ndjson"));
    settled = true;
    expect(codes(result)[0]).toBe("TRC004");
  });

  test("an error that is not the system's is thrown on", async () => {
    await writeFile(at("t.ndjson"), TRACE);
    await expect(readRegularFile(at("t.ndjson"), () => Promise.reject(new Error("a bug")))).rejects.toThrow(
      "a bug",
    );
  });
});

describe("finding traces", () => {
  test("takes files as they are and folders recursively, sorted, each file once", async () => {
    await mkdir(at("a", "deep.ndjson"), { recursive: true });
    for (const name of [
      "b.ndjson",
      "a/2.ndjson",
      "a/1.ndjson",
      "a/deep.ndjson/3.ndjson",
      "a/notes.txt",
      "other",
    ]) {
      await writeFile(at(name), TRACE);
    }
    const result = await findTraces([at("other"), at("a"), at("a", "1.ndjson"), folder]);
    const expected = ["other", "a/1.ndjson", "a/2.ndjson", "a/deep.ndjson/3.ndjson", "b.ndjson"];
    expect(result).toEqual({ ok: true, value: expected.map((name) => at(name)) });
  });

  test("does not follow links to folders round in a circle", async () => {
    await writeFile(at("t.ndjson"), TRACE);
    await symlink(folder, at("again"));
    expect(await findTraces([folder])).toEqual({ ok: true, value: [at("t.ndjson")] });
  });

  test("reports every missing path and every folder without a trace", async () => {
    await mkdir(at("empty"));
    await writeFile(at("t.ndjson"), TRACE);
    const result = await findTraces([at("nowhere"), at("t.ndjson"), at("empty")]);
    expect(codes(result)).toEqual(["TRC001", "TRC005"]);
    expect(!result.ok && result.problems.map(({ file }) => file)).toEqual([at("nowhere"), at("empty")]);
    expect(codes(await findTraces([]))).toEqual(["TRC005"]);
  });
});

describe("recording to a file", () => {
  const recorderAt = (path: string, more: { overwrite?: boolean; bufferSize?: number } = {}) => {
    const result = createFileRecorder(path, { header: { spec: "Spec" }, ...more });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.value;
  };

  test("creates folders and holds whole lines at any time", async () => {
    const path = at("new", "folder", "t.ndjson");
    const recorder = recorderAt(path, { bufferSize: 100 });
    for (let step = 0; step < 20; step++) {
      recorder.record({ node: "A", action: "Nächst", state: { x: step } });
      const text = await readFile(path, "utf8");
      expect(text === "" || text.endsWith("\n")).toBe(true);
    }
    expect(recorder.close()).toEqual({ ok: true, value: undefined });
    expect(recorder.close()).toEqual({ ok: true, value: undefined });
    const result = await readTrace(path);
    expect(result.ok && result.value.events.map(({ event }) => event.state?.["x"])).toEqual([
      ...Array(20).keys(),
    ]);
  });

  test("keeps lines back until it is flushed", async () => {
    const recorder = recorderAt(at("t.ndjson"));
    recorder.record({ action: "Next" });
    expect(await readFile(at("t.ndjson"), "utf8")).toBe("");
    recorder.flush();
    expect(await readFile(at("t.ndjson"), "utf8")).toBe(TRACE);
    recorder.close();
    expect(() => recorder.record({ action: "Next" })).toThrow("after it was closed");
  });

  test("TRC006: does not overwrite unless told", async () => {
    await writeFile(at("t.ndjson"), "old and longer than a header alone would be, by far\n".repeat(3));
    expect(codes(createFileRecorder(at("t.ndjson"), { header: { spec: "Spec" } }))).toEqual(["TRC006"]);
    const recorder = recorderAt(at("t.ndjson"), { overwrite: true });
    recorder.record({ action: "Next" });
    recorder.close();
    expect(await readFile(at("t.ndjson"), "utf8")).toBe(TRACE);
  });

  test("TRC007: no folder can be made there", async () => {
    await writeFile(at("file"), "");
    const result = createFileRecorder(at("file", "t.ndjson"), { header: { spec: "Spec" } });
    expect(codes(result)).toEqual(["TRC007"]);
  });

  test("TRC007: a full disk is told at the end", () => {
    const recorder = recorderAt("/dev/full", { overwrite: true, bufferSize: 1 });
    recorder.record({ action: "Next" });
    expect(codes(recorder.close())).toEqual(["TRC007"]);
  });
});
