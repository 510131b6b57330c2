import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { counterGraph } from "../fixtures/counter.ts";
import { runDriverSuite } from "./runDriverSuite.ts";
import { writeSuite } from "./writeSuite.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "driver-suite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = {
  ...{ name: "counter", command: "conformance replay ...", sources: [] },
  ...{ actions: ["Clear", "Inc", "Reset"], modelValues: [] },
};

const suite = async (name: string): Promise<URL> => {
  const place = { folder: path.join(folder, name), force: false, runner: "" };
  const written = await writeSuite({ head, graph: counterGraph(), cover: coverGraph }, place);
  if (!written.ok) throw new Error(JSON.stringify(written.problems));
  return pathToFileURL(written.value.files[0] ?? "");
};

/** A test runner in small: each test's name, with what it failed with. */
const results = async (data: URL, driver: unknown): Promise<ReadonlyMap<string, string>> => {
  const told = new Map<string, string>();
  let inside = "";
  const describe = (name: string, body: () => void): void => {
    inside = name;
    body();
  };
  const it = (name: string, body: () => void): void => {
    try {
      body();
      told.set(`${inside}: ${name}`, "");
    } catch (error) {
      told.set(`${inside}: ${name}`, error instanceof Error ? error.message : String(error));
    }
  };
  await runDriverSuite({ data, driver, describe, it });
  return told;
};

const failures = async (data: URL, driver: unknown): Promise<readonly string[]> =>
  [...(await results(data, driver))].flatMap(([name, text]) => (text === "" ? [] : [`${name}: ${text}`]));

interface World {
  readonly n: number;
  readonly last: string;
}

const counter = (top: number) => ({
  initial: ({ n, last }: World) => ({ n, last }),
  perform: ({ n }: World, { action, args }: { readonly action: string; readonly args: { by: number } }) => {
    if (action === "Inc") return n + args.by <= top ? { world: { n: n + args.by, last: "inc" } } : "too high";
    return n > 0 ? { world: { n: 0, last: "reset" } } : "at 0";
  },
  project: ({ n, last }: World) => ({ n, last }),
});

describe("runDriverSuite", () => {
  it("passes for a driver, or a function that gives one, and stops it", async () => {
    const data = await suite("good");
    const told = await results(data, counter(4));
    expect([...told.values()].filter((text) => text !== "")).toEqual([]);
    expect([...told.keys()]).toEqual(expect.arrayContaining(["counter: conforms as a whole"]));
    const stops: string[] = [];
    let world: World = { n: 0, last: "" };
    const stateful = ({ actions, variables }: { readonly actions: unknown; readonly variables: unknown }) => {
      expect([actions, variables]).toEqual([
        ["Clear", "Inc", "Reset"],
        expect.arrayContaining(["n", "last"]),
      ]);
      return {
        kind: "stateful",
        start: (state: World) => void (world = state),
        perform: (step: Parameters<ReturnType<typeof counter>["perform"]>[1]) => {
          const answer = counter(4).perform(world, step);
          if (typeof answer === "string") return answer;
          ({ world } = answer);
          return true;
        },
        project: () => counter(4).project(world),
        stop: () => void stops.push("stop"),
      };
    };
    expect(await failures(data, stateful)).toEqual([]);
    expect(stops).toEqual(["stop"]);
  });

  it("fails for a driver that does something else, with the path", async () => {
    const told = await failures(await suite("wrong"), counter(3));
    expect(told.map((text) => text.split(":")[1]?.trim())).toEqual(
      expect.arrayContaining(["conforms as a whole"]),
    );
    expect(told.join("\n")).toContain("too high");
  });

  it("is one test that fails where there is no driver", async () => {
    const data = await suite("none");
    for (const none of [undefined, 5, {}, () => Promise.reject(new Error("no database"))]) {
      const [only = "", ...more] = await failures(data, none);
      expect(only).toMatch(/^counter: has a driver: error DRV002/);
      expect(more).toEqual([]);
    }
  });

  it("tells what a driver threw, with its code, and drives it once", async () => {
    let calls = 0;
    const broken = {
      ...counter(4),
      perform: () => {
        calls += 1;
        throw new Error("no connection");
      },
    };
    const told = await failures(await suite("broken"), broken);
    expect(told.length).toBeGreaterThan(1);
    for (const text of told)
      expect(text).toContain("error DRV003 the driver of counter.suite.txt: perform threw");
    expect(calls).toBe(1);
  });

  it("says what is wrong with the suite itself", async () => {
    const file = path.join(folder, "torn.suite.txt");
    writeFileSync(file, "tla-conformance suite 1\nname x\n");
    const [only = "", ...more] = await failures(pathToFileURL(file), counter(4));
    expect(only).toContain("can be read: error RPL003");
    expect(more).toEqual([]);
  });
});
