/** One line of a file as bytes, without its newline. */
export interface RawLine {
  /** 1-based. */
  readonly number: number;
  /** Empty when the line is too long. */
  readonly bytes: Buffer;
  /** False only for a last line without a newline. */
  readonly terminated: boolean;
  readonly tooLong: boolean;
}

/**
 * Cuts a stream of bytes at newlines and holds no more than one line of the permitted length. A line that is whole in one
 * chunk is a part of it.
 */
export interface LineSplitter {
  readonly push: (chunk: Buffer) => readonly RawLine[];
  /** The last line, if it had no newline. */
  readonly end: () => readonly RawLine[];
}

const NEWLINE = 0x0a;

/** A splitter at the start of a file; a line longer than `maxLineBytes` is skipped, not kept. */
export const createLineSplitter = (maxLineBytes: number): LineSplitter => {
  let number = 0;
  let parts: Buffer[] = [];
  let length = 0;

  const append = (part: Buffer): void => {
    length += part.length;
    if (length > maxLineBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (terminated: boolean): RawLine => {
    const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    const line = { number: ++number, bytes, terminated, tooLong: length > maxLineBytes };
    parts = [];
    length = 0;
    return line;
  };

  return {
    push: (chunk) => {
      const lines: RawLine[] = [];
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        append(chunk.subarray(start, end));
        lines.push(take(true));
        start = end + 1;
      }
      // A copy: whoever reads may use the chunk's memory for the next.
      if (length + chunk.length - start <= maxLineBytes) append(Buffer.from(chunk.subarray(start)));
      else append(chunk.subarray(start));
      return lines;
    },
    end: () => (length > 0 ? [take(false)] : []),
  };
};
