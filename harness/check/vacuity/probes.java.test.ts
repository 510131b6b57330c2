import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSpec, type LoadedSpec } from "../../spec/loadSpec.ts";
import { checkFiles } from "../check.ts";
import type { CheckReport } from "../checkReport.ts";
import { sessionIn, toolchain, type Event } from "../fixtures/judge.ts";

/** What a checker that only looks for a counterexample would pass: each must be refused, or passed with a warning. */

const DOOR = `---- MODULE Door ----
EXTENDS Naturals
CONSTANTS Person, Nobody, Limit
ASSUME LimitIsSmall == Limit < 10
VARIABLES open, inside, last, visits
vars == <<open, inside, last, visits>>
Init == open \\in BOOLEAN /\\ inside = {} /\\ last = "none" /\\ visits = [p \\in Person |-> 0]
\\* last is a string at first, and then a number: TLC cannot compare them.
Enter(p) == /\\ open
            /\\ p \\notin inside
            /\\ visits[p] < Limit
            /\\ inside' = inside \\cup {p}
            /\\ visits' = [visits EXCEPT ![p] = @ + 1]
            /\\ last' = visits[p] + 1
            /\\ UNCHANGED open
Leave(p) == p \\in inside /\\ inside' = inside \\ {p} /\\ UNCHANGED <<open, last, visits>>
Look(p) == p /= Nobody /\\ UNCHANGED vars
Turn == open' = ~open /\\ UNCHANGED <<inside, last, visits>>
Next == (\\E p \\in Person : Enter(p) \\/ Leave(p) \\/ Look(p)) \\/ Turn \\/ UNCHANGED vars
Spec == Init /\\ [][Next]_vars
TypeOK == open \\in BOOLEAN /\\ inside \\subseteq Person
NobodyInv == Nobody \\notin inside
All == TypeOK /\\ NobodyInv
Counted == \\A p \\in inside : visits[p] > 0
NotOne(p) == p \\notin inside
Crowded == inside /= {}
Nothing == FALSE
THEOREM Spec => []Counted
====
`;
const STUCK = `---- MODULE Stuck ----
VARIABLE x
Init == x = 0
Never == FALSE /\\ x' = 1
Next == Never
====
`;
const CONSTANTS = (limit: number): string =>
  `SPECIFICATION Spec\nCONSTANTS Person = {a, b, Nobody}\nNobody = Nobody\nLimit = ${limit}\n`;
const CFGS = {
  "Door.cfg": `${CONSTANTS(3)}INVARIANTS All Counted\n`,
  "Door.some.cfg": `${CONSTANTS(3)}INVARIANT TypeOK\n`,
  "Door.none.cfg": `${CONSTANTS(3)}CONSTRAINT Nothing\n`,
  "Door.crowded.cfg": `${CONSTANTS(3)}INVARIANTS All Counted Crowded\n`,
  "Door.assume.cfg": `${CONSTANTS(99)}INVARIANTS All Counted\n`,
  "Stuck.cfg": "INIT Init\nNEXT Next\n",
};

const HEADER = '{"format":"tla-trace","version":1,"spec":"Door"}';
const lines = (events: readonly (Event | string)[], header = HEADER): string =>
  [
    header,
    ...events.map((event, at) =>
      typeof event === "string" ? event : JSON.stringify({ seq: at + 1, ...event }),
    ),
  ]
    .map((line) => `${line}\n`)
    .join("");

const enter = (p: string, visits: number, inside: readonly string[]): Event => ({
  action: "Enter",
  args: { p },
  state: { open: true, inside: { "#set": inside }, last: visits, visits: { "#at": [[p, visits]] } },
});
const leave = (p: string, inside: readonly string[]): Event => ({
  action: "Leave",
  args: { p },
  state: { inside: { "#set": inside } },
});
const look = (p: string): Event => ({ action: "Look", args: { p } });
const turn = (open: boolean): Event => ({ action: "Turn", state: { open } });

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "vacuity-"));
  for (const [name, text] of Object.entries({ "Door.tla": DOOR, "Stuck.tla": STUCK, ...CFGS }))
    await writeFile(path.join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const load = async (cfg: keyof typeof CFGS): Promise<LoadedSpec> => {
  const runDir = path.join(folder, "runs", cfg);
  await mkdir(runDir, { recursive: true });
  const module = cfg.replace(/\..*/, ".tla");
  const files = { specFile: path.join(folder, module), cfgFile: path.join(folder, cfg) };
  const loaded = await loadSpec({ ...files, ...sessionIn(runDir) });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
};

let runs = 0;
/** Judges files by name and text; the report names them without their folder. */
const judge = async (spec: LoadedSpec, texts: Readonly<Record<string, string>>): Promise<CheckReport> => {
  runs += 1;
  const own = path.join(folder, `set-${runs}`);
  await mkdir(own);
  for (const [name, text] of Object.entries(texts)) await writeFile(path.join(own, name), text);
  const files = Object.keys(texts).map((name) => path.join(own, name));
  const session = { ...sessionIn(path.join(own, "run")), looksLike: false };
  const report = await checkFiles(files, spec, session);
  return JSON.parse(JSON.stringify(report).replaceAll(`${own}${path.sep}`, "")) as CheckReport;
};

const warned = ({ warnings }: CheckReport): Readonly<Record<string, string>> =>
  Object.fromEntries(warnings.map(({ code, message }) => [code, message]));
const verdicts = ({ traces }: CheckReport): Readonly<Record<string, string>> =>
  Object.fromEntries(traces.map(({ file, verdict, matched }) => [file, `${verdict} ${matched}`]));

describe.skipIf(!toolchain.ok)("passes that would mean nothing", () => {
  let door: LoadedSpec;
  beforeAll(async () => {
    door = await load("Door.cfg");
  });

  test("are refused before TLC starts, where the trace is to blame", async () => {
    const state = (text: string): string => lines([`{"seq":1,"action":"Turn","state":${text}}`]);
    const probes: Readonly<Record<string, readonly [code: string, text: string]>> = {
      "empty file": ["TRC010", ""],
      "header alone": ["TRC011", lines([])],
      "misspelt action": ["TRC040", lines([{ action: "turn" }])],
      "misspelt argument": ["TRC041", lines([{ action: "Look", args: { q: "a" } }])],
      "misspelt variable": ["TRC042", lines([{ ...turn(true), state: { opened: true } }])],
      "unknown constant": ["TRC043", lines([turn(true)], HEADER.replace("}", ',"constants":{"Limt":1}}'))],
      "another spec": ["TRC044", lines([turn(true)], HEADER.replace("Door", "Window"))],
      "null for absent": ["TRC028", state('{"open":null}')],
      "empty #at": ["TRC032", state('{"visits":{"#at":[]}}')],
      "says nothing": ["TRC029", lines([{ state: {} }])],
      "two runs": ["TRC023", lines([turn(true), HEADER, turn(false)])],
      "events left out": ["TRC051", lines([turn(true), '{"seq":3,"action":"Turn"}'])],
      torn: ["TRC019", `${lines([turn(true)])}{"seq":2,"act`],
      "no trace at all": ["TRC020", '{"seq":1,"action":"Turn"}\n'],
    };
    const texts = Object.fromEntries(Object.entries(probes).map(([name, [, text]]) => [name, text]));
    const report = await judge(door, texts);
    expect(report).toMatchObject({ verdict: null, traces: [], tlc: { runs: 0 } });
    for (const [name, [code]] of Object.entries(probes))
      expect(
        report.errors.filter(({ file }) => file === name).map((error) => error.code),
        name,
      ).toContain(code);
  });

  test("diverge, where the values are to blame; a rich set has no warnings", async () => {
    const rich = [enter("a", 1, ["a"]), enter("b", 1, ["a", "b"]), leave("a", ["b"]), turn(false), look("b")];
    const report = await judge(door, {
      rich: lines(rich),
      "outside the domain": lines([{ action: "Turn", state: { visits: { "#at": [["c", 0]] } } }]),
      "a sequence for a set": lines([{ action: "Turn", state: { inside: [] } }]),
      "nothing leads there": lines([leave("a", [])]),
      "an argument outside its domain": lines([look("c")]),
      "a step that its guard forbids": lines([look("Nobody")]),
    });
    expect(report.errors).toEqual([]);
    expect(verdicts(report)).toEqual({
      rich: "conforms 5",
      "outside the domain": "diverges 0",
      "a sequence for a set": "diverges 0",
      "nothing leads there": "diverges 0",
      "an argument outside its domain": "diverges 0",
      "a step that its guard forbids": "diverges 0",
    });
    expect(warned(report)).toEqual({});
  });

  test("are warned of, where each event can do nothing: exactly these traces, however long", async () => {
    const still = { open: true };
    const report = await judge(door, {
      looks: lines([look("a"), look("b"), look("a")]),
      stands: lines(Array.from({ length: 40 }, () => ({ state: still }))),
      once: lines([{ state: { inside: { "#set": [] } } }]),
      "a step at the end": lines([look("a"), look("b"), { state: still }, turn(false)]),
      "a step at the beginning": lines([turn(true), look("b")]),
      "a step in the middle": lines([
        { state: still },
        { state: { open: false } },
        { state: { open: false } },
      ]),
      "there and back": lines([{ state: still }, { state: { open: false } }, { state: still }]),
    });
    expect(new Set(report.traces.map(({ verdict }) => verdict))).toEqual(new Set(["conforms"]));
    expect(warned(report)).toEqual({
      VAC001: expect.stringMatching(/^3 of 7 traces can be passed .*: looks, once, stands$/) as string,
      VAC002: "no event says anything of 2 of 4 variables: last, visits",
      VAC003: "2 of 4 actions were matched by no event that names its action: Enter, Leave",
    });
  });

  test("are warned of, where a whole set says little", async () => {
    const twice = lines(
      Array.from({ length: 11 }, () => ({ action: "Look", args: { p: "a" }, state: { last: "none" } })),
    );
    const poor = await judge(door, {
      one: twice,
      two: twice,
      three: lines([{ action: "Look" }, { action: "Turn" }]),
    });
    expect(warned(poor)).toEqual({
      VAC001: expect.stringContaining("2 of 3 traces") as string,
      VAC002: "no event says anything of 3 of 4 variables: inside, open, visits",
      VAC003: "2 of 4 actions were matched by no event: Enter, Leave",
      VAC004: expect.stringMatching(/: last$/) as string,
      VAC005: expect.stringMatching(/: Look\.p$/) as string,
      VAC008: "1 of 3 traces says exactly what another says: two = one",
    });
    const actions = await judge(door, {
      alone: lines([{ action: "Turn" }, { action: "Enter" }, { action: "Leave" }, look("a")]),
    });
    expect(Object.keys(warned(actions))).toEqual(["VAC006", "VAC011"]);
    const states = await judge(door, {
      alone: lines([{ state: { open: true, inside: { "#set": [] } } }, { state: { open: false } }]),
    });
    expect(Object.keys(warned(states))).toEqual(["VAC002", "VAC007"]);
  });

  test("are warned of, where the configuration leaves invariants out, or restricts the states", async () => {
    const [some, none] = [await load("Door.some.cfg"), await load("Door.none.cfg")];
    const left = (names: string) => expect.stringMatching(new RegExp(`does not name: ${names}$`)) as string;
    expect(warned(await judge(some, {}))).toEqual({
      CFG043: left("NobodyInv, Counted"),
      VAC010: "no trace was judged",
    });
    const cut = await judge(none, { rich: lines([turn(true), look("b"), turn(false), turn(true)]) });
    expect(verdicts(cut)).toEqual({ rich: "conforms 4" });
    expect(warned(cut)).toMatchObject({
      CFG040: expect.stringContaining("CONSTRAINT Nothing") as string,
      CFG042: expect.stringContaining("names no invariant") as string,
      CFG043: left("TypeOK, NobodyInv, Counted"),
    });
  });

  test("cannot be had from a spec that allows nothing", async () => {
    const crowded = await judge(await load("Door.crowded.cfg"), { any: lines([look("a")]) });
    expect(crowded.traces).toMatchObject([{ verdict: "diverges", divergence: { event: 0 } }]);
    expect(warned(crowded)).toEqual({ VAC010: "not one event of any trace matched" });
    const assumed = await judge(await load("Door.assume.cfg"), { any: lines([look("a")]) });
    expect(assumed).toMatchObject({ verdict: null, errors: [{ code: "SPC052" }] });
    const header = HEADER.replace("Door", "Stuck");
    const stuck = await judge(await load("Stuck.cfg"), {
      stands: lines([{ state: { x: 0 } }], header),
      moves: lines([{ action: "Never" }], header),
    });
    expect(verdicts(stuck)).toEqual({ stands: "diverges 0", moves: "diverges 0" });
  });
});
