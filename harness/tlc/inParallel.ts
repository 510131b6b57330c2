/** Does all items, at most `jobs` at a time, begun in order; the results are in the order of the items. */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  jobs: number,
  act: (item: Item, index: number) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results[next[0]] = await act(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
  return results;
};
