import type { SpecModel } from "./expression.ts";
import { reachOf } from "./reach.ts";
import { symbolsIn } from "./symbolsIn.ts";

/**
 * The recursive definitions that a recursive one needs, itself included: each is announced by a RECURSIVE of its own
 * module, so they can only be written out together. Those of a LET inside stay where they are.
 */
export const recursionOf = (start: string, model: SpecModel): readonly string[] => {
  const all = [...new Set([start, ...reachOf(start, model)])].flatMap(
    (uid) => model.definitions.get(uid) ?? [],
  );
  const inner = new Set(all.flatMap(({ body }) => [...symbolsIn(body).defined]));
  return all.filter(({ uid, recursive }) => recursive && !inner.has(uid)).map(({ uid }) => uid);
};
