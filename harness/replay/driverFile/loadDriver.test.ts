import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { coverGraph } from "../../graph/cover/cover.ts";
import { counterGraph } from "../fixtures/counter.ts";
import { replayGraph } from "../replay.ts";
import type { ReplayReport } from "../replayReport.ts";
import { DriverError } from "./driverError.ts";
import { loadDriver } from "./loadDriver.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "driver-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SPEC = {
  variables: ["n", "last"],
  modelValues: new Set<string>(),
  actions: ["Inc", "Reset", "Clear", "Idle"],
};

let files = 0;
const load = (text: string, suffix = ".mjs") => {
  files += 1;
  const file = path.join(root, `driver${files}${suffix}`);
  writeFileSync(file, text);
  return loadDriver(file, SPEC);
};

const graph = counterGraph();
const cover = coverGraph(graph);

/** The report of a replay, or the problem that ended it. */
const replayed = async (text: string): Promise<ReplayReport | string> => {
  const loaded = await load(text);
  if (!loaded.ok) return loaded.problems.map(({ code, message }) => `${code} ${message}`).join();
  try {
    return loaded.value.use((driver) => replayGraph(graph, cover, driver));
  } catch (error) {
    if (error instanceof DriverError) return `${error.problem.code} ${error.problem.message}`;
    throw error;
  } finally {
    await loaded.value.stop();
  }
};

const IMMUTABLE = (perform: string, more = ""): string => `
const next = ({ n }, action, by) => {
  if (action === "Inc") return n + by <= 4 ? { n: n + by, last: "inc" } : "too high";
  return n > 0 ? { n: 0, last: "reset" } : "at 0";
};
export default {
  initial: ({ n, last }) => ({ n, last }),
  perform: (world, { action, args, before, after }) => { ${perform} },
  project: ({ n, last }) => ({ n, last }),
  ${more}
};`;

const TRULY = `const found = next(world, action, args.by);
  return typeof found === "string" ? found : { world: found };`;

const STATEFUL = (perform: string, more = ""): string => `
let n = 0, last = "none", starts = 0, stopped = 0;
export default {
  kind: "stateful",
  start: (state) => { n = state.n; last = state.last; starts += 1; },
  perform: ({ action, args, before, after }) => {
    ${perform}
    if (action === "Inc") {
      if (n + args.by > 4) return "too high";
      n += args.by; last = "inc";
    } else {
      if (n === 0) return "at 0";
      n = 0; last = "reset";
    }
    return true;
  },
  project: () => ({ n, last }),
  ${more}
};`;

const GREEN = { verdict: "conforms", edgesCovered: 17, negative: { pairs: 7, checked: 7 } };

describe("a driver whose worlds are values", () => {
  it("is taken along the graph", async () => {
    expect(await replayed(IMMUTABLE(TRULY))).toMatchObject({ ...GREEN, compared: ["n", "last"] });
  });

  it("may be made by a function that is told the spec, and be a class", async () => {
    const text = `
class Driver {
  constructor(spec) { this.spec = spec; }
  initial({ n, last }) { return { n, last }; }
  perform(world, { action, args: { by } }) {
    if (!this.spec.actions.includes(action) || !this.spec.variables.includes("last")) throw new Error("told nothing");
    if (action === "Inc") return world.n + by <= 4 ? { world: { n: world.n + by, last: "inc" } } : "too high";
    return world.n > 0 ? { world: { n: 0, last: "reset" }, action } : "at 0";
  }
  project(world) { return world; }
  ignores() { return this.spec === undefined; }
}
export default async (spec) => new Driver(spec);`;
    expect(await replayed(text)).toMatchObject(GREEN);
  });

  it("is found out where it differs", async () => {
    const report = await replayed(
      IMMUTABLE(`if (action === "Clear" && world.n === 3) return "stuck"; ${TRULY}`),
    );
    expect(report).toMatchObject({
      verdict: "diverges",
      failures: [{ why: [{ kind: "refused", reason: "stuck" }] }],
    });
    const other = await replayed(
      IMMUTABLE(
        `if (action === "Clear" && world.n === 3) return { world: { n: 0, last: "reset" }, action: "Reset" }; ${TRULY}`,
      ),
    );
    expect(other).toMatchObject({ failures: [{ why: [{ kind: "action", performed: "Reset" }] }] });
  });

  it("sees the states before and after, and null where there is no step", async () => {
    const asks = `if (before.n !== world.n || (after === null) !== (typeof next(world, action, args.by) === "string"))
      throw new Error("not as told");`;
    expect(await replayed(IMMUTABLE(`${asks} ${TRULY}`))).toMatchObject(GREEN);
    expect(await replayed(IMMUTABLE(`before.n = 7; ${TRULY}`))).toMatch(
      /^DRV003 perform threw at .*(n|read only)/,
    );
  });

  it("declares what it may do and need not", async () => {
    const idle = `if (action === "Reset" && world.n === 0) return { world }; ${TRULY}`;
    expect(await replayed(IMMUTABLE(idle))).toMatchObject({ verdict: "diverges", failuresTotal: 2 });
    const ignores = 'ignores: (action) => action === "Reset"';
    expect(await replayed(IMMUTABLE(idle, ignores))).toMatchObject({ negative: { ignored: 2 } });
    const exempt = 'exempt: (action, args, state) => action === "Reset" && state.n === 0 ? "harmless" : null';
    expect(await replayed(IMMUTABLE(idle, exempt))).toMatchObject({ negative: { exempt: { harmless: 2 } } });
    const jumps = `if (action === "Inc" && world.n === 1 && args.by === 2) return { world: { n: 4, last: "inc" } }; ${TRULY}`;
    const deviation = `load: ({ n, last }) => ({ n, last }), deviations: [{ id: "jump", reason: "it jumps", where: "here",
      matches: ({ step, expected, actual }) => step.args.by === 2 && expected.n === 3 && actual?.n === 4 }]`;
    expect(await replayed(IMMUTABLE(jumps, deviation))).toMatchObject({
      verdict: "conforms",
      deviations: [{ id: "jump", edges: 1 }],
    });
  });
});

describe("a driver of a system that steps change", () => {
  it("is taken along the graph, started anew for every path", async () => {
    expect(await replayed(STATEFUL(""))).toMatchObject(GREEN);
  });

  it("is found out where it differs, where it refuses and acts all the same, and where it takes what is not there", async () => {
    const stuck = await replayed(STATEFUL('if (action === "Clear" && n === 3) return "stuck";'));
    expect(stuck).toMatchObject({ failures: [{ why: [{ kind: "refused", reason: "stuck" }] }] });
    const sly = await replayed(
      STATEFUL('if (action === "Reset" && n === 0 && last === "none") { last = "sly"; return "no"; }'),
    );
    expect(sly).toMatchObject({
      failuresTotal: 1,
      failures: [
        {
          why: [
            {
              kind: "forbidden",
              reason:
                'the spec has no Reset here; the implementation said no (no), and yet it acted, changing last from "none" to "sly"',
            },
          ],
        },
      ],
    });
    const rash = await replayed(
      STATEFUL('if (action === "Reset" && n === 0) { last = "rash"; return true; }'),
    );
    expect(rash).toMatchObject({ verdict: "diverges", edgesCovered: 17, failuresTotal: 2 });
  });

  it("must do the same again after the same steps", async () => {
    const text = STATEFUL("").replace("starts += 1;", 'starts += 1; if (starts > 1) last = "worn";');
    expect(await replayed(text)).toMatch(/^DRV005 after the same steps/);
  });
});

describe("what is no driver", () => {
  it("is refused with a reason", async () => {
    expect(await replayed("export const driver = {};")).toMatch(/^DRV001 the module has no default export/);
    expect(await replayed("export default 7;")).toBe(
      "DRV002 this is no driver: the default export is no object",
    );
    expect(await replayed("export default {};")).toContain("initial, project must be functions");
    expect(await replayed('export default { kind: "magic" };')).toContain('kind is "magic"');
    expect(await replayed('export default { kind: "stateful", start() {} };')).toContain(
      "perform, project must be functions",
    );
    expect(await replayed(IMMUTABLE(TRULY, "outcomes: () => []"))).toContain("one of perform and outcomes");
    expect(await replayed(IMMUTABLE(TRULY, 'chooses: "Inc"'))).toContain("chooses must be an array");
    expect(await replayed(IMMUTABLE(TRULY, 'chooses: ["Jump"]'))).toContain("chooses names Jump");
    expect(await replayed(IMMUTABLE(TRULY, "deviations: [{}]"))).toContain("deviations must be");
    expect(await replayed(IMMUTABLE(TRULY, "deviations: []"))).toContain("must have load");
    expect(await replayed("export default () => { throw new Error('no luck'); };")).toContain("no luck");
    expect(await replayed("export default {")).toMatch(/^DRV001 the module cannot be loaded/);
    expect((await loadDriver(path.join(root, "none.mjs"), SPEC)).ok).toBe(false);
  });

  it("ends the replay where it shows only then", async () => {
    const project = (text: string): string => IMMUTABLE(TRULY).replace("({ n, last }),\n  \n};", `${text}};`);
    expect(await replayed(project("({ n, m: 1 })"))).toMatch(/^DRV004 project shows m, .* are n, last$/);
    expect(await replayed(project("({})"))).toBe("DRV004 project shows no variable at all");
    expect(await replayed(project("[n]"))).toContain("DRV004 project must give an object");
    expect(await replayed(project("({ n: undefined })"))).toBe(
      "DRV004 n is undefined, which is no value of TLA+",
    );
    expect(await replayed(IMMUTABLE("return undefined;"))).toMatch(
      /^DRV004 perform gave neither .* at Reset$/,
    );
    expect(await replayed(IMMUTABLE('return { world, action: "Jump" };'))).toContain("no action of the spec");
    expect(await replayed(IMMUTABLE("return { world, args: { by: null } };"))).toContain("args.by is null");
    for (const late of ["return Promise.resolve({ world });", "return Promise.reject(new Error('late'));"])
      expect(await replayed(IMMUTABLE(late))).toBe("DRV004 perform gave a promise at Reset");
    expect(await replayed(IMMUTABLE("return { world, action: 1n };"))).toContain("an action that is bigint");
    expect(await replayed(IMMUTABLE('throw new Error("broken");'))).toBe(
      "DRV003 perform threw at Reset: broken",
    );
    expect(await replayed(STATEFUL("return undefined;"))).toContain("DRV004 perform gave neither true");
    expect(await replayed(STATEFUL("").replace("start: (", "start: async ("))).toContain(
      "start gave a promise",
    );
    expect(
      await replayed(IMMUTABLE(TRULY, "ignores: () => 1").replace("at 0", "").replace("n > 0 ?", "true ?")),
    ).toBe("DRV004 ignores must give true or false");
  });

  it("throws whatever can be thrown, wherever code of its own is run", async () => {
    for (const thrown of ["Object.create(null)", "{ toString() { throw 1; } }"])
      expect(await replayed(IMMUTABLE(`throw ${thrown};`))).toBe(
        "DRV003 perform threw at Reset: something that has no text",
      );
    const shown = (text: string): string => IMMUTABLE(TRULY).replace("({ n, last }),\n  \n};", `${text}};`);
    const unread = "DRV003 what project gave threw when it was read: no";
    expect(await replayed(shown("({ get n() { throw new Error('no'); } })"))).toBe(unread);
    expect(await replayed(shown("new Proxy({}, { ownKeys() { throw new Error('no'); } })"))).toBe(unread);
    expect(await replayed(IMMUTABLE("return { world, get args() { throw new Error('no'); } };"))).toBe(
      "DRV003 what perform gave threw when it was read: no",
    );
  });

  it("says in which line of the file something was thrown", async () => {
    const loaded = await load(IMMUTABLE('\n\nthrow new Error("broken");'));
    if (!loaded.ok) throw new Error("no driver");
    let line: number | undefined;
    try {
      loaded.value.use((driver) => replayGraph(graph, cover, driver));
    } catch (error) {
      if (error instanceof DriverError) ({ line } = error.problem);
    }
    expect(line).toBe(10);
    const made = await load("\nexport default () => {\n  throw new Error('no database');\n};");
    expect(made).toMatchObject({ problems: [{ code: "DRV002", line: 3 }] });
  });

  it("is awaited when it is stopped, and told what was thrown then", async () => {
    const text = STATEFUL("return true;").replace(
      "start: (",
      "stop: async () => { throw new Error('late'); },\n  start: (",
    );
    const loaded = await load(text);
    if (!loaded.ok) throw new Error("no driver");
    await expect(loaded.value.stop()).rejects.toMatchObject({
      problem: { code: "DRV003", message: "stop threw: late" },
    });
  });

  it("changes the world that it is given", async () => {
    const text = IMMUTABLE(
      TRULY.replace("return", "if (typeof found !== 'string') Object.assign(world, found); return"),
    );
    expect(await replayed(text)).toMatch(/^DRV005 the world that was given changed at Inc/);
  });
});
