import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fixtureSpec, inFolder, isFull, sessionIn, toolchain } from "../check/fixtures/judge.ts";
import type { LoadedSpec } from "../spec/loadSpec.ts";
import { figures } from "../tlc/figures.ts";
import { classify } from "../tlc/outcome.ts";
import { runTlc } from "../tlc/run.ts";
import type { Declaration, Definition } from "./expression.ts";
import { libraryModule, moduleText } from "./moduleText.ts";
import { bind, freshName, printExpression, rootScope } from "./printExpression.ts";

/** The whole module written anew from SANY's trees. */
const reprint = (spec: LoadedSpec, extended: string): string => {
  const { rootModule, constants, variables, named } = spec.model;
  const own = [...named.values()]
    .filter(({ at }) => at.module === rootModule)
    .sort((a, b) => a.at.line - b.at.line);
  const list = (declared: readonly Declaration[]): string =>
    declared.map(({ name, arity }) => name + holes(arity)).join(", ");
  return moduleText(rootModule, [
    `EXTENDS ${extended}`,
    `CONSTANTS ${list(constants)}`,
    `VARIABLES ${list(variables)}`,
    ...own.map((definition) => definitionText(definition, spec)),
  ]);
};

const holes = (arity: number): string =>
  arity === 0 ? "" : `(${Array.from({ length: arity }, () => "_").join(", ")})`;

const definitionText = ({ name, parameters, body }: Definition, { model }: LoadedSpec): string => {
  const scope = bind(
    rootScope(model),
    parameters.map(({ uid }) => [uid, freshName(uid)] as const),
  );
  const heads = parameters.map(({ uid, arity }) => freshName(uid) + holes(arity));
  const infix = !/^\w+$/.test(name);
  const head = infix ? heads.join(` ${name} `) : heads.length === 0 ? name : `${name}(${heads.join(", ")})`;
  return `${head} == ${printExpression(body, scope)}`;
};

const count = async (module: string, config: string, runDir: string) => {
  const run = await runTlc({
    ...sessionIn(runDir),
    module,
    config,
    workers: 1,
    short: true,
    deadlock: false,
  });
  const { generated, distinct, depth } = figures(run);
  const outcome = classify(run);
  return {
    ...(outcome.kind === "input" ? { problems: outcome.problems } : {}),
    outcome: outcome.kind,
    generated,
    distinct,
    depth,
  };
};

describe.skipIf(!toolchain.ok || !isFull)("a spec written anew from SANY's trees", () => {
  test.each(["Constructs", "Slots", "Messages"])("%s has the same state space", async (name) => {
    await inFolder(async (folder) => {
      const spec = await fixtureSpec(name, folder);
      const source = await readFile(spec.specFile, "utf8");
      const text = reprint(spec, /^EXTENDS (.+)$/m.exec(source)?.[1] ?? "");
      const module = path.join(folder, "anew", `${name}.tla`);
      await mkdir(path.dirname(module));
      await writeFile(module, text);
      // TLC looks for a configuration beside the module only.
      const config = path.join(folder, "anew", `${name}.cfg`);
      await copyFile(spec.cfgFile, config);
      await writeFile(path.join(folder, "anew", "Conf_Lib.tla"), libraryModule(spec.model.modules));
      const original = await count(spec.specFile, spec.cfgFile, path.join(folder, "a"));
      expect(original.outcome).toBe("finished");
      expect(original.distinct).toBeGreaterThan(5);
      expect(await count(module, config, path.join(folder, "b")), text).toEqual(original);
    });
  });
});
