/**
 * A small seeded generator as a value: the same value gives the same number and the same successor, on every machine.
 * (A Weyl sequence with a 32-bit mixing function; not for secrets.)
 */
export interface Prng {
  readonly word: number;
}

/** A drawn value and the generator to go on with. */
export interface Drawn<T> {
  readonly value: T;
  readonly random: Prng;
}

/** Both ends included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Neighbouring seeds give unrelated sequences. */
export const seeded = (seed: number): Prng => ({ word: mix(mix(seed | 0) ^ Math.trunc(seed / 2 ** 32)) });

/** Uniform integer in the range. */
export const drawInteger = (random: Prng, { min, max }: Range): Drawn<number> => {
  const { value, random: next } = draw(random);
  return { value: min + Math.floor((value / 2 ** 32) * (max - min + 1)), random: next };
};

/** One of the given. Drawing from nothing is a bug. */
export const drawOne = <T>(random: Prng, choices: readonly T[]): Drawn<T> => {
  const { value: index, random: next } = drawInteger(random, { min: 0, max: choices.length - 1 });
  const value = choices[index];
  if (value === undefined) throw new Error("drawing from an empty list");
  return { value, random: next };
};

/** `count` draws in a row. */
export const drawMany = <T>(
  random: Prng,
  count: number,
  one: (random: Prng, index: number) => Drawn<T>,
): Drawn<readonly T[]> =>
  Array.from({ length: count }).reduce<Drawn<readonly T[]>>(
    ({ value, random: current }, _, index) => {
      const drawn = one(current, index);
      return { value: [...value, drawn.value], random: drawn.random };
    },
    { value: [], random },
  );

const draw = ({ word }: Prng): Drawn<number> => {
  const next = (word + 0x9e3779b9) | 0;
  return { value: mix(next) >>> 0, random: { word: next } };
};

/** Spreads every bit of the word over all of it. */
const mix = (word: number): number => {
  const once = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
  return twice ^ (twice >>> 15);
};
