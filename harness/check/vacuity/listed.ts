/** Names that are listed before "and more". */
const MAX_NAMES = 8;

/** `a, b, c`, or the first few and how many more there are. */
export const listed = (names: readonly string[], most = MAX_NAMES): string => {
  const more = names.length - most;
  return more <= 1 ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${more} more`;
};

/** `1 of 3 traces`; `the only trace`, `all 3 traces`. */
export const share = (some: number, all: number, noun: string): string => {
  if (all === 1) return `the only ${noun}`;
  return some === all ? `all ${all} ${noun}s` : `${some} of ${all} ${noun}s`;
};
