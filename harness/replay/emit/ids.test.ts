import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../cache/entry.ts";
import { graphLabel } from "../../graph/label.ts";
import { int, model, string } from "../../tla/value.ts";
import { labelIds } from "./labelIds.ts";
import { shortIds } from "./shortIds.ts";

describe("shortIds", () => {
  it("are beginnings that no other has, and no longer than that takes", () => {
    const digits = fc.string({ unit: fc.constantFrom("0", "1"), minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.uniqueArray(digits, { minLength: 1 }),
        fc.integer({ min: 1, max: 4 }),
        (digests, atLeast) => {
          const ids = shortIds(digests, atLeast);
          for (const [index, id] of ids.entries()) {
            expect(digests[index]?.startsWith(id)).toBe(true);
            expect(digests.filter((digest) => digest.startsWith(id))).toHaveLength(1);
            const shorter = id.slice(0, -1);
            if (id.length > atLeast)
              expect(digests.filter((digest) => digest.startsWith(shorter)).length).toBeGreaterThan(1);
          }
        },
      ),
    );
  });

  it("leave nearly all others as they are when one comes", () => {
    const digests = Array.from({ length: 5000 }, (_, index) => sha256(String(index)).slice(0, 32));
    const [before, after] = [shortIds(digests.slice(1), 6), shortIds(digests, 6).slice(1)];
    expect(before.filter((id, index) => id !== after[index]).length).toBeLessThan(2);
  });

  it("are not given to two things with the same digest", () => {
    expect(() => shortIds(["abc", "abc"], 2)).toThrow("two things have the digest abc");
  });
});

describe("labelIds", () => {
  const label = (action: string, ...values: readonly (string | number)[]) =>
    graphLabel(
      action,
      Object.fromEntries(
        values.map((value, index) => [`p${index}`, typeof value === "number" ? int(value) : model(value)]),
      ),
    );

  it("are the capitals of the action and its arguments", () => {
    expect(labelIds([label("StartScouting", "S1"), label("Next"), label("SetQuorum", "S1", -2)])).toEqual([
      "SS.S1",
      "Next",
      "SQ.S1.-2",
    ]);
  });

  it("have more letters of the words that tell actions apart", () => {
    expect(
      labelIds([
        label("ApplyScoutingRequestEvent"),
        label("ApplyScoutingResponseEvent"),
        label("ApplyScoutingRetryEvent"),
      ]),
    ).toEqual(["ASReqE", "ASResE", "ASRetE"]);
  });

  it("have a piece of a digest where nothing else tells them apart, and no odd letters", () => {
    const ids = labelIds([
      graphLabel("Say", { text: string("S1") }),
      graphLabel("Say", { text: string("a long text, with \n in it") }),
      graphLabel("Take", { a: model("S1") }),
      graphLabel("Take", { b: model("S1") }),
    ]);
    expect(ids[0]).toMatch(/^Say\.[0-9a-f]{4}$/);
    expect(ids[2]).toMatch(/^Take\.S1~[0-9a-f]{4}$/);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^\S+$/);
  });
});
