import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TAKE, variantsOf, WINDOW, type Suspect, type Variant } from "./variant.ts";

const suspect = (keys: string, failed: number, can: Partial<Suspect["can"]> = {}): Suspect => ({
  events: Array.from(keys, (key) => ({ key, hasAction: true, hasArgs: true, hasState: true })),
  failed,
  can: { asLogged: true, withoutState: true, anyStep: true, ...can },
});

/** The events of the trace as a variant takes them, with a mark for what is not taken as it is logged. */
const path = (keys: string, { start, items, next }: Variant): string => {
  const marks = ["", "~", "(", "!", "?"];
  const spliced = items.map(({ at, take }) =>
    take === TAKE.anyStep ? "?" : `${keys[at] ?? ""}${marks[take] ?? ""}`,
  );
  return keys.slice(0, start) + spliced.join("") + keys.slice(next);
};

const paths = (keys: string, failed: number, can: Partial<Suspect["can"]> = {}): readonly string[] =>
  variantsOf(suspect(keys, failed, can)).map((variant) => path(keys, variant));

describe("edits that are tried", () => {
  test("on a short trace, each as the trace that it makes", () => {
    expect(paths("abcd", 2).toSorted()).toEqual(
      [
        ...["acbd", "cabd", "abdc", "bcad", "bacd"],
        ...["abd", "acd", "bcd"],
        ...["abc~d", "ab~cd", "a~bcd"],
        ...["abc(d", "abc!d", "ab(cd", "ab!cd", "a(bcd", "a!bcd"],
        ...["ab?cd", "a?bcd", "?abcd"],
      ].toSorted(),
    );
  });

  test("an event that TLC cannot take as it is stays where it is, and nothing before it is doubted", () => {
    expect(paths("abcd", 2, { asLogged: false, anyStep: false })).toEqual(["abd", "abc~d"]);
    expect(paths("abcd", 2, { asLogged: false, anyStep: false, withoutState: false })).toEqual(["abd"]);
  });

  test("without steps of which nothing is known", () => {
    expect(paths("abc", 1, { anyStep: false })).toEqual(["bac", "acb", "ac", "bc", "ab~c", "a~bc"]);
  });

  test("an event without arguments, or state, or action has none that are wrong", () => {
    const events = [{ key: "a", hasAction: true, hasArgs: false, hasState: false }];
    const can = { asLogged: true, withoutState: true, anyStep: true };
    const kinds = variantsOf({ events, failed: 0, can }).map(({ edit }) => edit.kind);
    expect(kinds).toEqual(["drop", "action", "insert"]);
    const one = { key: "a", hasAction: false, hasArgs: false, hasState: false };
    expect(variantsOf({ events: [one], failed: 0, can }).map(({ edit }) => edit.kind)).toEqual([
      "drop",
      "insert",
    ]);
    const logged = { events: [{ ...one, hasState: true }], failed: 0 };
    const kindsOf = (anyStep: boolean) =>
      variantsOf({ ...logged, can: { ...can, anyStep } }).map(({ edit }) => edit.kind);
    expect(kindsOf(true)).toEqual(["drop", "value", "insert"]);
    expect(kindsOf(false)).toEqual(["drop"]);
  });

  test("no trace is tried twice, none is the trace itself, and none leaves the window", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(word, fc.nat(), (keys, any) => {
        const failed = any % keys.length;
        const variants = variantsOf(suspect(keys, failed));
        const made = variants.map((variant) => path(keys, variant));
        const unchanged = variants.filter(({ items }) => items.every(({ take }) => take === TAKE.asLogged));
        const moved = unchanged.map((variant) => path(keys, variant));
        expect(moved).not.toContain(keys);
        expect(new Set(variants.map((variant) => JSON.stringify({ ...variant, edit: null }))).size).toBe(
          made.length,
        );
        for (const { start, next } of variants) {
          expect(start).toBeLessThanOrEqual(failed);
          expect(start).toBeGreaterThanOrEqual(failed - WINDOW);
          expect(next).toBeLessThanOrEqual(keys.length);
        }
      }),
    );
  });
});
