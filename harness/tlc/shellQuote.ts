/** A command as one line for a POSIX shell, for people to copy. Never executed by us: we start programs without a shell. */
export const shellLine = (words: readonly string[]): string => words.map(quoteWord).join(" ");

const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
