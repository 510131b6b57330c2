import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { mutate } from "../mutate/mutate.ts";
import type { MutateReport } from "../mutate/mutateReport.ts";
import { loadSpec, type LoadedSpec } from "../spec/loadSpec.ts";
import { inFolder, judgeLoaded, sessionIn, toolchain, writeTraces, type Judged } from "./fixtures/judge.ts";

const letters = (first: string): readonly string[] =>
  Array.from({ length: 26 }, (_, index) => String.fromCharCode(first.charCodeAt(0) + index));

/** Every name of one letter, and words that are near at hand for whoever writes a module; all of them variables. */
const NAMES = [
  ...letters("a"),
  ...letters("A"),
  ..."own args state step key value left right low high xs ys seq set elem acc rest index idx event trace".split(
    " ",
  ),
  ..."tid register first last item items name names text where when found variant depth now then next past".split(
    " ",
  ),
];
const REST = NAMES.filter((name) => name !== "a" && name !== "b");

const SPEC = [
  "---- MODULE Short ----",
  "EXTENDS Naturals",
  `VARIABLES ${NAMES.join(", ")}`,
  `Init == ${NAMES.map((name) => `${name} = 0`).join(" /\\ ")}`,
  `Same == UNCHANGED <<${REST.join(", ")}>>`,
  "Grow(by) == a < 3 /\\ a' = a + by /\\ b' = b /\\ Same",
  "Turn == IF a > 0 THEN b' = 1 - b /\\ a' = a /\\ Same ELSE FALSE",
  "Next == (\\E by \\in 1..2 : Grow(by)) \\/ Turn",
  "Low == a < 4",
  "Slow == [][b' # b => a' = a]_<<a, b>>",
  "====",
  "",
].join("\n");
const CFG = "INIT Init\nNEXT Next\nINVARIANT Low\nPROPERTY Slow\n";

const grow = (by: number, a: number) => ({ action: "Grow", args: { by }, state: { a } });
const turn = { action: "Turn", state: { b: 1 } };
const SOUND = [grow(1, 1), turn, grow(2, 3)];
const TRACES = [
  { name: "sound", events: SOUND },
  { name: "guard", events: [...SOUND, { action: "Grow", args: { by: 1 } }] },
  { name: "law", events: [grow(2, 2), { action: "Grow", args: { by: 2 } }] },
  { name: "value", events: [grow(1, 2), turn] },
];

const loadIn = async (folder: string): Promise<LoadedSpec> => {
  const [specFile, cfgFile] = [path.join(folder, "Short.tla"), path.join(folder, "Short.cfg")];
  await mkdir(folder, { recursive: true });
  await writeFile(specFile, SPEC);
  await writeFile(cfgFile, CFG);
  const loaded = await loadSpec({ specFile, cfgFile, ...sessionIn(path.join(folder, "load")) });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
};

/** Bound names and parameters of generated modules would hide the variables, or SANY would refuse them. */
describe.skipIf(!toolchain.ok)(
  "a spec whose variables have the names that one writes without thinking",
  () => {
    let judged: Judged;
    let mutants: MutateReport;
    beforeAll(() =>
      inFolder(async (folder) => {
        const spec = await loadIn(folder);
        const session = { ...sessionIn(path.join(folder, "run")), coverage: () => true };
        judged = await judgeLoaded(TRACES, spec, { folder, session });
        const files = await writeTraces(
          [{ name: "sound", events: SOUND }],
          "Short",
          path.join(folder, "sound"),
        );
        const options = { operators: ["drop", "duplicate"], limit: 20, seed: 1 } as const;
        mutants = await mutate(files, spec, { session: sessionIn(path.join(folder, "mutate")), ...options });
      }),
    );

    test("reasons and hints come without a warning", () => {
      expect(judged.report.errors).toEqual([]);
      expect(judged.report.warnings.filter(({ code }) => code === "INC070")).toEqual([]);
      expect(TRACES.map(({ name }) => judged.of(name).verdict)).toEqual([
        "conforms",
        ...["diverges", "diverges", "diverges"],
      ]);
      expect(judged.of("guard").divergence?.why).toMatchObject([
        { kind: "guard", conjunct: "a < 3", values: { a: "3" } },
      ]);
      expect(judged.of("law").divergence?.why).toMatchObject([
        { kind: "law", name: "Low", broken: { conjunct: "a < 4", values: { a: "4" } } },
      ]);
      expect(judged.of("value").divergence?.looksLike?.[0]).toMatchObject({ kind: "value", event: 1 });
      for (const name of ["guard", "law", "value"]) {
        const { looksLike = [], enabled, incomplete } = judged.of(name).divergence ?? {};
        expect(looksLike.length).toBeGreaterThan(0);
        expect(enabled?.length).toBeGreaterThan(0);
        expect(incomplete).toBeUndefined();
      }
    });

    test("coverage counts", () => {
      expect(judged.report.coverage?.actions).toMatchObject([
        { action: "Grow", taken: 5 },
        { action: "Turn", taken: 2 },
      ]);
    });

    test("equivalences are proven", () => {
      expect(mutants.errors).toEqual([]);
      expect(mutants.survivors.filter(({ meaning }) => meaning === "unknown")).toEqual([]);
      expect(mutants.total.equivalent).toBeGreaterThan(0);
    });
  },
);
