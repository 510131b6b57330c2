import { compareTexts } from "../../graph/stateDigest.ts";

/**
 * For each digest, all of them different, its shortest beginning that no other has. Who else is there hardly matters:
 * a digest that comes or goes leaves the names of nearly all others as they are.
 */
export const shortIds = (digests: readonly string[], atLeast: number): readonly string[] => {
  const sorted = [...digests.keys()].sort((left, right) =>
    compareTexts(digests[left] ?? "", digests[right] ?? ""),
  );
  const ids = digests.slice();
  for (const [place, index] of sorted.entries()) {
    const own = digests[index] ?? "";
    const beside = [sorted[place - 1], sorted[place + 1]].map((other) =>
      other === undefined ? 0 : commonLength(own, digests[other] ?? ""),
    );
    if (beside.includes(own.length)) throw new Error(`two things have the digest ${own}`);
    ids[index] = own.slice(0, Math.max(atLeast, ...beside.map((length) => length + 1)));
  }
  return ids;
};

const commonLength = (left: string, right: string): number => {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
};
