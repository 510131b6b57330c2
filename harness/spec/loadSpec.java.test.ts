import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureSpec, judge, sessionIn, toolchain } from "../check/fixtures/judge.ts";
import { loadSpec, type LoadedSpec } from "./loadSpec.ts";

/** `Work(k) in Next/Daily`, `-` for one that merely combines others. */
const shapeOf = ({ shape }: LoadedSpec): readonly string[] =>
  shape.occurrences.map(
    ({ name, args, path: around, leaf }) =>
      `${leaf ? "" : "- "}${name}(${args.map(({ parameter }) => parameter).join(", ")})` +
      (around.length === 0 ? "" : ` in ${around.join("/")}`),
  );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "conf-spec-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!toolchain.ok)("Next, unfolded", () => {
  test("IF on top, LET, tuples, guards beside calls, a disjunct without a name", async () => {
    const spec = await fixtureSpec("Shapes", path.join(folder, "shapes"));
    expect(shapeOf(spec)).toEqual([
      "- Next()",
      "- Daily() in Next",
      ...["Work(k) in Next/Daily", "Dusk() in Next/Daily", "Rest() in Next", "Dream(x, y) in Next"],
    ]);
    expect(spec.shape.anonymous).toBe(1);
    const rest = spec.shape.occurrences.find(({ name }) => name === "Rest");
    expect(rest?.before).toEqual(['~((mode = "day"))', "(n > 3)"]);
    const dream = spec.shape.occurrences.find(({ name }) => name === "Dream");
    expect(dream?.binders.map(({ text }) => text.replace(/b\d+/g, "b"))).toEqual([
      "<<Conf_b, Conf_b>> \\in {<<1, 2>>, <<2, 1>>, <<3, 4>>}",
    ]);
  });

  test("instances are actions of their own names", async () => {
    const spec = await fixtureSpec("Instances", path.join(folder, "instances"));
    expect(shapeOf(spec)).toEqual([
      "- Next()",
      ...["- Left!Step() in Next", "Left!Bump() in Next/Left!Step", "Left!Add(k) in Next/Left!Step"],
      ...["- Right!Step() in Next", "Right!Bump() in Next/Right!Step", "Right!Add(k) in Next/Right!Step"],
    ]);
  });

  test("SPECIFICATION, and domains that depend on the state", async () => {
    const spec = await fixtureSpec("Queue", path.join(folder, "queue"));
    expect(shapeOf(spec)).toEqual(["- Next()", "Put(item) in Next", "Take(id) in Next", "Clear() in Next"]);
    expect(spec.behaviour).toMatchObject({ init: "(Init)", nextText: "Next" });
    const [, put, take] = spec.shape.occurrences;
    expect([put, take].map((one) => one?.binders[0]?.constant)).toEqual([true, false]);
  });
});

describe.skipIf(!toolchain.ok)("SPECIFICATION of every form, and what is none", () => {
  const MODULE = `---- MODULE Forms ----
EXTENDS Naturals
CONSTANT C
VARIABLE x
A == x = 0
B == x < 5
N == x' = x + 1
Three == A /\\ [][N]_x /\\ B
Inner == (A /\\ B) /\\ [][N \\/ UNCHANGED x]_x
Fair == Inner /\\ WF_x(N)
Twice == A /\\ [][N]_x /\\ [][B']_x
NoNext == A /\\ B
NoInit == [][N]_x
====
`;
  const load = async (cfg: string) => {
    const specFile = path.join(folder, "Forms.tla");
    const cfgFile = path.join(folder, "Forms.cfg");
    await mkdir(folder, { recursive: true });
    await writeFile(specFile, MODULE);
    await writeFile(cfgFile, cfg);
    const loaded = await loadSpec({ specFile, cfgFile, ...sessionIn(path.join(folder, "run")) });
    return loaded.ok ? loaded.value.behaviour : loaded.problems.map(({ code, line }) => [code, line]);
  };

  test.each([
    ["SPECIFICATION Three", { init: "(A) /\\ (B)", nextText: "N" }],
    ["SPECIFICATION Fair", { init: "(A) /\\ (B)", nextText: "(N \\lor (UNCHANGED x))" }],
    ["INIT A NEXT N", { init: "A", nextText: "N" }],
    ["SPECIFICATION Twice", [["CFG012", undefined]]],
    ["SPECIFICATION NoNext", [["CFG012", undefined]]],
    ["SPECIFICATION NoInit", [["CFG012", undefined]]],
    ["SPECIFICATION Missing", [["CFG011", undefined]]],
    ["INIT A NEXT Missing", [["CFG011", undefined]]],
    ["INIT A", [["CFG010", undefined]]],
    ["INIT A NEXT N\nCONSTANTS C = 1\nD = 2", [["CFG020", 3]]],
    ["INIT A B", [["CFG001", 1]]],
  ])("%s", async (cfg, expected) => {
    expect(await load(cfg)).toMatchObject(expected);
  });

  test("files that are not there", async () => {
    const session = sessionIn(path.join(folder, "none"));
    const none = { specFile: path.join(folder, "No.tla"), cfgFile: path.join(folder, "No.cfg"), ...session };
    expect(await loadSpec(none)).toMatchObject({ ok: false, problems: [{ code: "CFG002" }] });
  });

  test("a module that TLC would take for its own", async () => {
    const specFile = path.join(folder, "Bags.tla");
    const cfgFile = path.join(folder, "Bags.cfg");
    await writeFile(specFile, "---- MODULE Bags ----\nVARIABLE x\nI == x = 1\nN == x' = 1\n====\n");
    await writeFile(cfgFile, "INIT I NEXT N");
    const loaded = await loadSpec({ specFile, cfgFile, ...sessionIn(path.join(folder, "run")) });
    expect(loaded).toMatchObject({ ok: false, problems: [{ code: "SPC023", file: specFile }] });
  });

  test("names that are the checker's own", async () => {
    const specFile = path.join(folder, "Own.tla");
    const cfgFile = path.join(folder, "Own.cfg");
    await writeFile(
      specFile,
      "---- MODULE Own ----\nVARIABLE Conf_l\nI == Conf_l = 1\nN == Conf_l' = 1\n====\n",
    );
    await writeFile(cfgFile, "INIT I NEXT N");
    const loaded = await loadSpec({ specFile, cfgFile, ...sessionIn(path.join(folder, "run")) });
    expect(loaded).toMatchObject({ ok: false, problems: [{ code: "SPC020" }] });
  });
});

describe.skipIf(!toolchain.ok)("specs that would be judged wrongly, or not at all", () => {
  const spec = (body: string): string =>
    `---- MODULE Odd ----\nEXTENDS Naturals\nVARIABLES x, y\n${body}\nI == x = 0 /\\ y = 0\n====\n`;
  const still = "N == UNCHANGED <<x, y>>";

  test.each([
    {
      ...{ what: "a step that leaves a variable open", code: "SPC054", line: 4 },
      ...{ text: spec("N == x' = 1"), cfg: "INIT I NEXT N" },
    },
    {
      ...{ what: "an initial predicate that does", code: "SPC054", line: 4 },
      ...{ text: spec(`J == x = 0\n${still}`), cfg: "INIT J NEXT N" },
    },
    {
      ...{ what: "chance", code: "SPC022", line: 5, cfg: "INIT I NEXT N" },
      text: spec("T == INSTANCE TLC\nN == y' = 1 /\\ x' = T!RandomElement({1, 2})"),
    },
    {
      ...{ what: "a variable that TLC takes for an operator", code: "SPC021", line: 2, cfg: "INIT I NEXT N" },
      text: "---- MODULE Odd ----\nVARIABLE Head\nI == Head = 1\nN == Head' = 1\n====\n",
    },
    {
      what: "a law that is not there",
      code: "CFG011",
      text: spec(still),
      cfg: "INIT I NEXT N INVARIANT Low",
    },
    { what: "a law of steps", code: "CFG037", text: spec(still), cfg: "INIT I NEXT N INVARIANT N" },
    {
      ...{ what: "a law with parameters", code: "CFG037", cfg: "INIT I NEXT N PROPERTY L" },
      text: spec(`L(a) == a = 1\n${still}`),
    },
    {
      ...{ what: "a replacement that is LOCAL", code: "CFG021", line: 2 },
      ...{
        text: spec("LOCAL S == {1}\nD == {2}\nN == x' \\in D /\\ y' = 1"),
        cfg: "INIT I NEXT N\nCONSTANT D <- S",
      },
    },
  ])("$what: $code", async ({ text, cfg, code, ...place }) => {
    const specFile = path.join(folder, "Odd.tla");
    const cfgFile = path.join(folder, "Odd.cfg");
    await writeFile(specFile, text);
    await writeFile(cfgFile, cfg);
    const loaded = await loadSpec({ specFile, cfgFile, ...sessionIn(path.join(folder, "run")) });
    const problems = loaded.ok ? [] : loaded.problems;
    expect(problems).toHaveLength(1);
    expect(problems).toMatchObject([{ code, ...("line" in place && { line: place.line }) }]);
  });
});

describe.skipIf(!toolchain.ok)("names that the spec does not know", () => {
  test("are refused before TLC starts, with the line and the nearest name", async () => {
    const traces = [
      { name: "action", events: [{ action: "Works" }] },
      { name: "argument", events: [{ action: "Dusk" }, { action: "Work", args: { kk: 1 } }] },
      { name: "variable", events: [{ state: { modes: "day" } }] },
      { name: "constant", events: [{ action: "Dusk" }], constants: { Nowhere: 1 } },
      { name: "spec", events: [{ action: "Dusk" }], spec: "Shape" },
      { name: "far", events: [{ action: "SomethingElse" }] },
    ];
    const { report } = await judge(traces, "Shapes");
    expect(report.errors.map(({ code, line, repair }) => [code, line, repair])).toEqual([
      ["TRC040", 2, "Did you mean Work?"],
      ["TRC041", 3, "Did you mean k?"],
      ["TRC042", 2, "Did you mean mode?"],
      ["TRC043", 1, "The spec has none."],
      ["TRC044", 1, "Check it against its own spec, or correct the header."],
      ["TRC040", 2, "The spec has: Next, Daily, Work, Dusk, Rest, Dream."],
    ]);
    expect(report).toMatchObject({ verdict: null, traces: [], tlc: { runs: 0 } });
  });
});
