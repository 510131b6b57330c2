import path from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder, pathFolders } from "./environment.ts";
import { shellLine } from "./shellQuote.ts";

describe("cacheFolder", () => {
  it("follows the conventions of each system", () => {
    const env = { HOME: "/home/me", LOCALAPPDATA: "/local", XDG_CACHE_HOME: "/xdg" };
    expect(cacheFolder(env, "linux")).toBe(path.join("/xdg", "tla-conformance"));
    expect(cacheFolder({ HOME: "/home/me" }, "linux")).toBe(
      path.join("/home/me", ".cache", "tla-conformance"),
    );
    expect(cacheFolder({ ...env, XDG_CACHE_HOME: "relative" }, "linux")).toContain(
      path.join("/home/me", ".cache"),
    );
    expect(cacheFolder(env, "darwin")).toBe(path.join("/home/me", "Library", "Caches", "tla-conformance"));
    expect(cacheFolder(env, "win32")).toBe(path.join("/local", "tla-conformance"));
  });
});

describe("pathFolders", () => {
  it("leaves empty entries out, which would mean the current folder", () => {
    expect(pathFolders({ PATH: ["/a", "", "/b"].join(path.delimiter) })).toEqual(["/a", "/b"]);
    expect(pathFolders({})).toEqual([]);
  });
});

describe("shellLine", () => {
  it("quotes what a shell would interpret", () => {
    expect(shellLine(["java", "-cp", "a b", "it's", "$(rm x)", ""])).toBe(
      `java -cp 'a b' 'it'\\''s' '$(rm x)' ''`,
    );
  });
});
