import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageFile } from "./packageRoot.ts";

// The real program, as built: exit codes and messages for everything a user can get wrong.

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "conformance-cli-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const conformance = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const all = [packageFile("dist", "harness", "cli.js"), ...args];
    const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, all, options, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });

const write = async (name: string, text: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
};

const noStackTrace = ({ out, err }: Ran): void => {
  expect(out + err).not.toMatch(/\n\s+at .*:\d+/);
};

test("no command, an unknown command, an unknown option: usage", async () => {
  for (const args of [[], ["frobnicate"], ["check", "--frobnicate", "x"], ["check"]]) {
    const ran = await conformance(args);
    expect([args, ran.code]).toEqual([args, 64]);
    noStackTrace(ran);
  }
});

test("with --json whatever is wrong is one document on stdout", async () => {
  const ran = await conformance(["check", "--json", "--frobnicate", "x"]);
  expect(ran.code).toBe(64);
  expect(JSON.parse(ran.out)).toMatchObject({
    verdict: null,
    errors: [{ code: "USE003", message: "unknown option '--frobnicate'" }],
  });
});

test("help is no error and shows examples", async () => {
  const ran = await conformance(["--help"]);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain("Examples:");
});

test("wrong numbers, targets and mutants: usage, with what is there", async () => {
  const jobs = await conformance(["check", folder, "--jobs", "many"]);
  expect(jobs.code).toBe(64);
  const target = await conformance(["model", "--target", "raft"]);
  expect(target.code).toBe(64);
  expect(target.out).toContain("election");
  const mutant = await conformance(["record", "--random", "--mutant", "nobody"]);
  expect(mutant.code).toBe(64);
  expect(mutant.out).toContain("votes-twice");
});

test("a missing file and a folder without traces: bad input", async () => {
  const missing = await conformance(["check", "missing.ndjson"]);
  expect(missing.code).toBe(65);
  expect(missing.out).toContain("missing.ndjson");
  const empty = await conformance(["check", await mkdtemp(path.join(folder, "empty-"))]);
  expect(empty.code).toBe(65);
});

test("a spec that does not parse: bad input with its place", async () => {
  const spec = await write("Broken.tla", "---- MODULE Broken ----\nVARIABLE x\nInit == x = \n====\n");
  const cfg = await write("Broken.cfg", "INIT Init\nNEXT Next\n");
  const ran = await conformance(["model", "--spec", spec, "--cfg", cfg]);
  expect(ran.code).toBe(65);
  expect(ran.out).toContain("Broken.tla");
  noStackTrace(ran);
});

test("a cfg that assigns an undeclared constant: bad input, not silently ignored", async () => {
  const spec = await write(
    "Ticker.tla",
    "---- MODULE Ticker ----\nEXTENDS Naturals\nVARIABLE x\nInit == x = 0\nTick == x < 5 /\\ x' = x + 1\nNext == Tick\n====\n",
  );
  const cfg = await write("Ticker.cfg", "INIT Init\nNEXT Next\nCONSTANT Ghost = 3\n");
  const trace = await write(
    "ticker.ndjson",
    '{"format":"tla-trace","version":1,"spec":"Ticker"}\n{"seq":1,"action":"Tick","state":{"x":1}}\n',
  );
  const ran = await conformance(["check", trace, "--spec", spec, "--cfg", cfg]);
  expect(ran.code).toBe(65);
  expect(ran.out).toContain("Ghost");
  const fine = await write("Ticker.cfg", "INIT Init\nNEXT Next\n");
  expect((await conformance(["check", trace, "--spec", spec, "--cfg", fine])).code).toBe(0);
});

test("the configuration need not stand beside the spec", async () => {
  const elsewhere = await mkdtemp(path.join(folder, "cfgs-"));
  const cfg = await write(path.join(path.basename(elsewhere), "Other.cfg"), "INIT Init\nNEXT Next\n");
  const ran = await conformance(["model", "--spec", path.join(folder, "Ticker.tla"), "--cfg", cfg]);
  expect([ran.code, ran.out]).toEqual([0, expect.stringContaining("conforms")]);
});

test("a malformed line: bad input with file, line and code; the other traces are judged all the same", async () => {
  const spec = path.join(folder, "Ticker.tla");
  const cfg = await write("Ticker2.cfg", "INIT Init\nNEXT Next\n");
  const header = '{"format":"tla-trace","version":1,"spec":"Ticker"}\n';
  const good = await write("good.ndjson", `${header}{"seq":1,"action":"Tick","state":{"x":1}}\n`);
  const torn = await write("torn.ndjson", `${header}{"seq":1,"action":"Ti`);
  const ran = await conformance(["check", good, torn, "--json", "--spec", spec, "--cfg", cfg]);
  const report = JSON.parse(ran.out) as {
    errors: { line: number; file: string }[];
    traces: { verdict: string }[];
  };
  expect(ran.code).toBe(65);
  expect(report.errors.map(({ line }) => line)).toEqual([2]);
  expect(report.traces.map(({ verdict }) => verdict)).toEqual(["conforms"]);
});

test("no Java: tool failure with the repair", async () => {
  const ran = await conformance(["doctor"], { PATH: folder, JAVA_HOME: "" });
  expect(ran.code).toBe(70);
  expect(ran.out).toContain("Java");
});

test("a file that is no jar: tool failure", async () => {
  const ran = await conformance(["doctor", "--tla2tools", await write("fake.jar", "not a jar")]);
  expect(ran.code).toBe(70);
  expect(ran.out).toContain("fake.jar");
});

test("a recorded trace conforms, and the report says which actions matched", async () => {
  const file = path.join(folder, "recorded.ndjson");
  expect((await conformance(["record", "--random", "--nodes", "3", "--seed", "4", "--out", file])).code).toBe(
    0,
  );
  expect((await conformance(["record", "--random", "--out", file])).code).toBe(64);
  const before = await readFile(file, "utf8");
  const ran = await conformance(["check", file, "--json"]);
  expect(ran.code).toBe(0);
  const report = JSON.parse(ran.out) as { traces: { matched: number; events: number }[]; actions: object };
  expect(report.traces).toEqual([expect.objectContaining({ matched: 60, events: 60 })]);
  expect(Object.keys(report.actions)).toContain("StartScouting");
  expect(await readFile(file, "utf8")).toBe(before);
});

test("the published model's figures come out exactly", async () => {
  // With several workers on a busy machine TLC may find a longer way first, and report its length as the depth.
  const alone = ["--jobs", "1"];
  const ran = await conformance([
    "model",
    "--target",
    "published",
    "--cfg",
    "two-servers",
    "--json",
    ...alone,
  ]);
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out)).toMatchObject({
    generated: 571,
    distinct: 340,
    depth: 19,
    verdict: "conforms",
  });
});

/** A trace whose third event TLC never gets done with. */
const endless = async (): Promise<readonly string[]> => {
  const specs = packageFile("harness", "check", "fixtures", "specs");
  const trace = await write(
    "endless.ndjson",
    [
      '{"format":"tla-trace","version":1,"spec":"Endless"}',
      '{"seq":1,"action":"Up","state":{"n":1}}',
      '{"seq":2,"action":"Up","state":{"n":2}}',
      '{"seq":3,"action":"Spin"}',
      "",
    ].join("\n"),
  );
  return [trace, "--spec", path.join(specs, "Endless.tla"), "--cfg", path.join(specs, "Endless.cfg")];
};

/** Waits until a file says something. */
const said = async (file: string, text: string): Promise<void> => {
  for (let tries = 0; tries < 300; tries++) {
    const found = await readFile(file, "utf8").catch(() => "");
    if (found.includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${file} never said ${text}`);
};

test("Ctrl-C: what is known is told, inconclusive, and nothing is left behind", async () => {
  const runDir = path.join(folder, "interrupted");
  const args = ["check", ...(await endless()), "--out-dir", runDir, "--no-cache"];
  const child = spawn(process.execPath, [packageFile("dist", "harness", "cli.js"), ...args], { cwd: folder });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await said(path.join(runDir, "batch-1", "follow-1", "user.out"), ", 1, 3");
  child.kill("SIGINT");
  expect(await ended).toBe(2);
  expect(out).toMatch(/^inconclusive .*endless\.ndjson: 2 of 3 events matched$/mu);
  const kept = await readFile(path.join(runDir, "verdicts.ndjson"), "utf8");
  expect(JSON.parse(kept)).toMatchObject({ verdict: "inconclusive", matched: 2 });
});
