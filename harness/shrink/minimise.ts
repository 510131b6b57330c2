/** How candidates are judged, and how many at once. */
export interface MinimiseOptions<T> {
  /** For each candidate whether it still is what it should be, null when unknown; all are judged together. */
  readonly judge: (candidates: readonly (readonly T[])[]) => Promise<readonly (boolean | null)[]>;
  /** Items of all candidates of one judgement, at most; one candidate is always judged. */
  readonly most: number;
  /** Items removed at once at first; all unless told. */
  readonly largest?: number;
  /** Judge what several removals make together one at a time, for each may cost much. */
  readonly oneByOne?: boolean;
  /** Asked between judgements; what is found so far is the result then. */
  readonly stop: () => boolean;
  /** Told of each smaller list. */
  readonly found?: (items: readonly T[]) => void;
}

/** `whole`: every judgement was made and had an answer, so that no single item can be removed. */
export interface Minimised<T> {
  readonly items: readonly T[];
  readonly whole: boolean;
}

/**
 * Delta debugging in rounds: removes runs of items, large ones first, and all that could be removed by themselves
 * together where that is possible. The result is 1-minimal: without any one of its items it is not what it should be.
 */
export const minimise = async <T>(
  items: readonly T[],
  options: MinimiseOptions<T>,
): Promise<Minimised<T>> => {
  let current = items;
  let largest = options.largest ?? items.length;
  for (;;) {
    const { round, whole } = await removable(current, largest, options);
    if (round.length === 0) return { items: current, whole };
    largest = Math.max(...round.map(sizeOf));
    current = without(current, await together(current, round, options));
    options.found?.(current);
  }
};

/** Items from `start` to before `end`. */
interface Removal {
  readonly start: number;
  readonly end: number;
}

const sizeOf = ({ start, end }: Removal): number => end - start;

/** Removals, apart from each other, each of which is possible by itself: the first found. */
const removable = async <T>(
  items: readonly T[],
  largest: number,
  { judge, most, stop }: MinimiseOptions<T>,
): Promise<{ readonly round: readonly Removal[]; readonly whole: boolean }> => {
  let whole = true;
  const weight = Math.max(1, Math.floor(most / Math.max(1, items.length)));
  const all = removals(items.length, largest);
  for (let from = 0; from < all.length; from += weight) {
    if (stop()) return { round: [], whole: false };
    const some = all.slice(from, from + weight);
    const good = await judge(some.map((removal) => without(items, [removal])));
    const possible = some.filter((_, index) => good[index] === true);
    if (possible.length > 0) return { round: apart(possible), whole };
    whole &&= !good.includes(null);
  }
  return { round: [], whole: whole && !stop() };
};

const removals = (length: number, largest: number): readonly Removal[] => {
  const all: Removal[] = [];
  for (let size = Math.min(largest, length); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < length; start += size)
      all.push({ start, end: Math.min(length, start + size) });
  return all;
};

const apart = (removals: readonly Removal[]): readonly Removal[] => {
  const kept: Removal[] = [];
  for (const removal of removals)
    if (kept.every(({ start, end }) => removal.end <= start || end <= removal.start)) kept.push(removal);
  return kept;
};

/** As many of the removals as are possible together: all, half of them, ...; the first one is known to be. */
const together = async <T>(
  items: readonly T[],
  removals: readonly Removal[],
  { judge, stop, oneByOne }: MinimiseOptions<T>,
): Promise<readonly Removal[]> => {
  const choices: (readonly Removal[])[] = [];
  for (let count = removals.length; count > 1; count = count >> 1) choices.push(removals.slice(0, count));
  const groups =
    oneByOne === true ? choices.map((choice) => [choice]) : choices.length === 0 ? [] : [choices];
  for (const group of groups) {
    if (stop()) break;
    const good = await judge(group.map((choice) => without(items, choice)));
    const best = group.find((_, index) => good[index] === true);
    if (best !== undefined) return best;
  }
  return removals.slice(0, 1);
};

const without = <T>(items: readonly T[], removals: readonly Removal[]): readonly T[] =>
  items.filter((_, index) => !removals.some(({ start, end }) => start <= index && index < end));
