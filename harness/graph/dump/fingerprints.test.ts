import fc from "fast-check";
import { expect, it } from "vitest";
import { createFingerprints } from "./fingerprints.ts";

const halves = (name: bigint): readonly [number, number] => [
  Number(BigInt.asIntN(32, name >> 32n)),
  Number(BigInt.asIntN(32, name)),
];

it("gives each name one number, in order, and the name back", () => {
  const names = fc.array(
    fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -4n, max: 4n })),
    { maxLength: 6000, size: "max" },
  );
  fc.assert(
    fc.property(names, (given) => {
      const table = createFingerprints();
      const numbers = given.map((name) => table.number(...halves(name)));
      const order = [...new Set(given)];
      expect(numbers).toEqual(given.map((name) => order.indexOf(name)));
      expect(table.count()).toBe(order.length);
      expect(order.map((_, number) => table.text(number))).toEqual(order.map(String));
    }),
    { numRuns: 20 },
  );
});
