/** Numbers in [0, 1) that depend on the seed alone. */
export type Random = () => number;

/** Mulberry32 over a hash (FNV-1a) of the seed's text: the same numbers on every machine. */
export const createRandom = (seed: string): Random => {
  let state = hash(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** At most `count` of the items, each with the same chance, in random order; needs memory for the sample only. */
export const sample = <T>(items: Iterable<T>, count: number, random: Random): readonly T[] => {
  const chosen: T[] = [];
  let seen = 0;
  for (const item of items) {
    seen += 1;
    const place = Math.floor(random() * seen);
    if (chosen.length < count) chosen.push(item);
    else if (place < count) chosen[place] = item;
  }
  return shuffled(chosen, random);
};

const shuffled = <T>(items: readonly T[], random: Random): readonly T[] =>
  items
    .map((item) => ({ item, rank: random() }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ item }) => item);

const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value;
};
