import { expect, test } from "vitest";
import { HORIZON, suspectTables } from "./suspectTables.ts";
import type { Variant } from "./variant.ts";

const dropAt = (at: number): Variant => ({ edit: { kind: "drop", at }, start: at, items: [], next: at + 1 });
const swapAt = (at: number): Variant => ({
  edit: { kind: "move", at: at + 1, to: at },
  start: at,
  items: [
    { at: at + 1, take: 0 },
    { at, take: 0 },
  ],
  next: at + 2,
});

const text = (lines: readonly string[], name: string): string =>
  (lines.find((line) => line.startsWith(`${name} == `)) ?? "").replace(`${name} == `, "").replace(/\s+/g, "");

test("variants of different traces that do the same at the same distance are one", () => {
  const { lines, variant, last } = suspectTables([
    { length: 9, failed: 4, variants: [swapAt(3), dropAt(3), dropAt(4)] },
    { length: 500, failed: 1, variants: [swapAt(0), dropAt(1)] },
  ]);
  expect(text(lines, "Conf_TryV")).toBe("<<<<<<<<1,0>>,<<0,0>>>>,2>>,<<<<>>,1>>,<<<<>>,2>>>>");
  expect(text(lines, "Conf_TryM")).toBe("<<<<1,2>>,<<3>>,<<1>>>>");
  expect(text(lines, "Conf_TryS")).toBe("<<<<1,2>>,<<3,2>>>>");
  expect(text(lines, "Conf_TryB")).toBe("<<4,1>>");
  expect(text(lines, "Conf_TryZ")).toBe("<<Conf_Below(2),0>>");
  expect(text(lines, "Conf_TryK")).toBe("<<5,2>>");
  expect(last).toEqual([9, 2 + HORIZON]);
  expect(variant(0, 3)).toEqual(dropAt(4));
  expect(variant(1, 3)).toEqual(dropAt(1));
  expect(variant(1, 2)).toBeUndefined();
});
