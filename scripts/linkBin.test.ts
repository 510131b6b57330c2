import { accessSync, constants, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

describe("npx conformance", () => {
  test("finds the built command in node_modules/.bin", () => {
    const target = realpathSync(path.join(root, "node_modules", ".bin", "conformance"));
    expect(path.relative(realpathSync(root), target)).toBe(path.join("dist", "harness", "cli.js"));
    expect(() => accessSync(target, constants.X_OK)).not.toThrow();
  });

  test("is not in package.json, or npx would install this folder first (docs/adr-003)", () => {
    const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { bin: object };
    expect(Object.keys(manifest.bin)).toEqual(["tla-conformance"]);
  });
});
