import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CheckReport } from "../check/checkReport.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { check } from "./check.ts";
import type { CommonOptions } from "./options.ts";

// What nobody means and somebody does: each is refused or handled, with a code and a place.

const found = await findToolchain({ env: process.env });

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "hostile-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = async (paths: readonly string[], options: CommonOptions) => {
  const context = { env: process.env, progress: () => undefined, signal: new AbortController().signal };
  const result = await check(paths, { outDir: path.join(root, "out"), cache: false, ...options }, context);
  return { ...result, report: result.json as CheckReport };
};

const inRoot = (name: string, text: string | Uint8Array): string => {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const SPEC = `---- MODULE Echo ----
EXTENDS Integers, TLC
CONSTANTS Word, Depth
VARIABLES said, log
Init == said = "" /\\ log = <<>>
Say(word) == said' = word /\\ log' = [w \\in {word} |-> word]
Grow(n) == said' = n * 1000000 /\\ UNCHANGED log
Lie == /\\ PrintT(<<"Conf", "at", 1, 4>>) /\\ PrintT("<<\\"Conf\\", \\"at\\", 1, 4>>")
       /\\ said' = "lie" /\\ UNCHANGED log
Next == (\\E word \\in Word : Say(word)) \\/ (\\E n \\in {7, 3000} : Grow(n)) \\/ Lie
====
`;
const CFG = 'INIT Init\nNEXT Next\nCONSTANTS Word = {"a"} Depth = 1\n';
const files = (): CommonOptions => ({ spec: inRoot("Echo.tla", SPEC), cfg: inRoot("Echo.cfg", CFG) });

const HEADER = { format: "tla-trace", version: 1, spec: "Echo" };
const trace = (name: string, events: readonly object[], header: object = {}): string =>
  inRoot(
    name,
    [{ ...HEADER, ...header }, ...events.map((event, at) => ({ seq: at + 1, ...event }))]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
  );

const HOSTILE = [
  "====",
  '"',
  '\\" \\/ TRUE \\/ \\"',
  "line\nbreak\r\n====\n---- MODULE Conf_Lib ----",
  "*)",
  "(*",
  "\\* x",
  "naïve 名 😀 \u0000\u001b[31m",
  "$(id) `id` ; rm",
  "__proto__",
  "Conf_u0041_",
  "[x |-> 1]",
  "`id`",
];

describe.skipIf(!found.ok)("TLA+ smuggled in", () => {
  it("by strings, keys, fields, nodes and constants stays text", async () => {
    const constants = { Word: { "#set": HOSTILE }, Depth: 1 };
    const conforming = trace(
      "all.ndjson",
      HOSTILE.map((word) => ({
        ...{ action: "Say", node: word, args: { word }, at: 1 },
        state: { said: word, log: { "#map": [[word, word]] } },
      })),
      { constants, producer: { name: HOSTILE.join(" ") }, purpose: HOSTILE.join(" ") },
    );
    const mistaken = HOSTILE.map((word, at) =>
      trace(`${at}.ndjson`, [{ action: "Say", args: { word }, state: { log: { [`${word}!`]: word } } }], {
        constants,
      }),
    );
    const { report } = await run([conforming, ...mistaken], files());
    expect(report.errors).toEqual([]);
    expect(report.traces.map(({ verdict, matched }) => [verdict, matched])).toEqual([
      ["conforms", HOSTILE.length],
      ...HOSTILE.map(() => ["diverges", 0]),
    ]);
  });

  it("by names of actions, arguments, variables and constants is refused", async () => {
    const refused = HOSTILE.map((name, at) => {
      const event = { action: name, args: { [name]: 1 }, state: { [name]: 1 } };
      return trace(`${at}.ndjson`, [event], { constants: { [name]: 1 } });
    });
    const { report, exitCode } = await run(refused, files());
    for (const file of refused) {
      const codes = report.errors
        .filter((error) => error.file === file)
        .map(({ code, line }) => `${code} ${line ?? 0}`);
      expect([...codes].sort()).toEqual(["TRC040 2", "TRC042 2", "TRC043 1"]);
    }
    expect(exitCode).toBe(65);
  });

  it("by lines that the spec prints like ours: they are not ours", async () => {
    const file = trace(
      "lie.ndjson",
      [{ action: "Lie" }, { action: "Say", args: { word: "b" } }, {}, {}].slice(0, 2),
    );
    const { report } = await run([file], files());
    expect(report.traces).toMatchObject([{ verdict: "diverges", matched: 1, divergence: { line: 3 } }]);
  });
});

describe.skipIf(!found.ok)("folders and files with strange names", () => {
  const inFolder = async (name: string, runFolder: string) => {
    const folder = path.join(root, name);
    mkdirSync(folder);
    for (const [name, text] of [
      ["Echo.tla", SPEC],
      ["Echo.cfg", CFG],
    ] as const)
      writeFileSync(path.join(folder, name), text);
    const options = {
      ...{ spec: path.join(folder, "Echo.tla"), cfg: path.join(folder, "Echo.cfg") },
      outDir: path.join(folder, runFolder),
    };
    return run([trace("t.ndjson", [{ action: "Say", args: { word: "a" } }])], options);
  };

  it("a spec in a folder with quotes and comment signs; a run folder inside", async () => {
    const { report, exitCode } = await inFolder('a b "c" (* ==== \\ é', "*) run");
    expect(report.errors).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it.each([
    [`a${path.delimiter}b`, "run"],
    ["line\nbreak", "run"],
    ["a", `run${path.delimiter}1`],
  ])("TLC cannot read from %j, %j", async (name, runFolder) => {
    const { report, exitCode } = await inFolder(name, runFolder);
    expect(report.errors).toMatchObject([{ code: "SPC039" }]);
    expect(exitCode).toBe(65);
  });

  it.each(["Ec ho.tla", 'Ec"ho.tla', "Ec-ho.tla", "é.tla", "====.tla"])("a spec called %j", async (name) => {
    const { cfg = "" } = files();
    const file = trace("t.ndjson", [{ action: "Lie" }]);
    const { report, exitCode } = await run([file], { spec: inRoot(name, SPEC), cfg });
    expect(report.errors).toMatchObject([{ code: "SPC036", file: path.join(root, name) }]);
    expect(exitCode).toBe(65);
  });
});

describe.skipIf(!found.ok)("numbers", () => {
  it("beyond 32 bits are refused; what overflows in TLC is no verdict", async () => {
    const big = trace("big.ndjson", [{ action: "Grow", args: { n: 3000 }, state: { said: 3_000_000_000 } }]);
    const wrapped = trace("wrapped.ndjson", [
      { action: "Grow", args: { n: 3000 }, state: { said: -1_294_967_296 } },
    ]);
    const good = trace("good.ndjson", [{ action: "Grow", args: { n: 7 }, state: { said: 7_000_000 } }]);
    const { report, exitCode } = await run([big, wrapped, good], files());
    expect(report.errors).toMatchObject([{ code: "TRC030", line: 2 }]);
    expect(report.traces).toMatchObject([{ verdict: "inconclusive", matched: 0 }, { verdict: "conforms" }]);
    expect(report.traces[0]?.reason).toMatch(/[Oo]verflow/);
    expect(exitCode).toBe(65);
  });
});

/** A value inside of as many sequences. */
const nested = (depth: number): string => `${"[".repeat(depth)}1${"]".repeat(depth)}`;

describe.skipIf(!found.ok)("size", () => {
  it("nesting: as deep as is allowed is judged, deeper is refused", async () => {
    const deep = (name: string, depth: number): string => {
      const event = `{"seq":1,"action":"Lie","state":{"said":${nested(depth)}}}`;
      return inRoot(name, `${JSON.stringify(HEADER)}\n${event}\n`);
    };
    const { report } = await run([deep("60.ndjson", 60), deep("5000.ndjson", 5000)], files());
    expect(report.traces).toMatchObject([{ verdict: "diverges", matched: 0 }]);
    expect(report.errors).toMatchObject([{ code: "TRC015", line: 2 }]);
  });

  it("a line of 100 MB is refused without being held in memory", async () => {
    const file = inRoot("long.ndjson", `${JSON.stringify(HEADER)}\n{"seq":1,"action":"`);
    const handle = openSync(file, "a");
    const part = Buffer.alloc(1024 * 1024, "x");
    for (let count = 0; count < 100; count += 1) writeSync(handle, part);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    const { report } = await run([file], files());
    expect(report.errors).toMatchObject([{ code: "TRC014", line: 2 }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it("a configuration or a spec that is too large is refused", async () => {
    const file = trace("t.ndjson", [{ action: "Lie" }]);
    const { spec = "", cfg = "" } = files();
    const cfgs = await run([file], {
      spec,
      cfg: inRoot("Large.cfg", `${CFG}\\* ${"x".repeat(2_000_000)}\n`),
    });
    expect(cfgs.report.errors).toMatchObject([{ code: "CFG002", file: path.join(root, "Large.cfg") }]);
    const specs = await run([file], { spec: inRoot("Large.tla", " ".repeat(5_000_000)), cfg });
    expect(specs.report.errors).toMatchObject([{ code: "SPC001", file: path.join(root, "Large.tla") }]);
  });
});

describe.skipIf(!found.ok)("things that are no files", () => {
  const fifo = (name: string): string => {
    const file = path.join(root, name);
    execFileSync("mkfifo", [file]);
    return file;
  };
  const loop = (name: string): string => {
    const file = path.join(root, name);
    symlinkSync(file, file);
    return file;
  };
  const folder = (name: string): string => {
    mkdirSync(path.join(root, name));
    return path.join(root, name);
  };

  it.each([
    ["a named pipe", fifo],
    ["a folder", folder],
    ["a link to itself", loop],
    ["nothing", (name: string) => path.join(root, name)],
  ])("%s as trace, spec, cfg and config", async (_what, make) => {
    const sound = files();
    const file = trace("t.ndjson", [{ action: "Lie" }]);
    const code = async (paths: readonly string[], options: CommonOptions) => {
      const { report, exitCode } = await run(paths, options);
      return [exitCode, report.errors.map((problem) => problem.code.slice(0, 4))];
    };
    expect(await code([make("x.ndjson")], sound)).toEqual([65, ["TRC0"]]);
    expect(await code([file], { ...sound, spec: make("X.tla") })).toEqual([65, ["SPC0"]]);
    expect(await code([file], { ...sound, cfg: make("X.cfg") })).toEqual([65, ["CFG0"]]);
    expect(await code([file], { config: make("x.json") })).toEqual([65, ["CFG0"]]);
  });

  it.skipIf(process.getuid?.() === 0)("files that may not be read", async () => {
    const { spec = "", cfg = "" } = files();
    chmodSync(spec, 0);
    const { report } = await run([trace("t.ndjson", [{ action: "Lie" }])], { spec, cfg });
    expect(report.errors).toMatchObject([{ code: "SPC001" }]);
  });
});

describe.skipIf(!found.ok)("files that change, and configurations of no form", () => {
  it.each([
    ["grows", (file: string) => appendFileSync(file, `${JSON.stringify({ seq: 200_001, action: "Lie" })}\n`)],
    ["shrinks", (file: string) => truncateSync(file, 1000)],
  ])("a trace that %s while it is read has no verdict", async (_what, change) => {
    const options = files();
    const events = Array.from({ length: 200_000 }, () => ({ action: "Lie" }));
    const file = trace("t.ndjson", events);
    const judged = run([file], options);
    const timer = setInterval(() => change(file), 5);
    const { report, exitCode } = await judged;
    clearInterval(timer);
    expect(report.traces.filter(({ verdict }) => verdict !== "inconclusive")).toEqual([]);
    expect(report.errors.length).toBeGreaterThan(0);
    expect(exitCode).toBe(65);
  });

  it.each([
    ["NUL bytes", "INIT Init\nNEXT\0 Next\n", "CFG001"],
    ["bytes that are no UTF-8", Buffer.from([0x49, 0xff, 0xfe, 0x0a]), "CFG002"],
    ["a string without end", 'INIT Init\nNEXT Next\nCONSTANT Word = "a', "CFG001"],
    ["a negative number", "INIT Init\nNEXT Next\nCONSTANTS Word = {}\nDepth = -1", "CFG001"],
  ])("a configuration with %s", async (_what, text, code) => {
    const { spec = "" } = files();
    const file = trace("t.ndjson", [{ action: "Lie" }]);
    const { report, exitCode } = await run([file], { spec, cfg: inRoot("Odd.cfg", text) });
    expect(report.errors).toMatchObject([{ code, file: path.join(root, "Odd.cfg") }]);
    expect(exitCode).toBe(65);
  });

  it("a constant that nobody gives a value is the configuration's own mistake", async () => {
    const { spec = "" } = files();
    const file = trace("t.ndjson", [{ action: "Lie" }]);
    const cfg = inRoot("Few.cfg", "INIT Init\nNEXT Next\nCONSTANT Depth = 1\n");
    const { report, exitCode } = await run([file], { spec, cfg });
    expect(report.errors).toMatchObject([{ code: "CFG033", file: cfg }]);
    expect(exitCode).toBe(65);
  });

  it("a module of the spec that is copied beside it under our names changes nothing", async () => {
    const options = files();
    for (const name of ["Conf_Lib", "Conf_Data", "Conf_Check", "Conf_View"])
      inRoot(`${name}.tla`, `---- MODULE ${name} ----\nConf_Print(v) == TRUE\n====\n`);
    cpSync(path.join(root, "Echo.tla"), path.join(root, "Copy.tla"));
    const { report } = await run([trace("t.ndjson", [{ action: "Say", args: { word: "b" } }])], options);
    expect(report.traces).toMatchObject([{ verdict: "diverges", matched: 0 }]);
  });
});
