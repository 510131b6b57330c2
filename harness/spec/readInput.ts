import { readRegularFile } from "../../traces/regularFile.ts";
import { failure, success, type Problem, type Result } from "../../traces/problem.ts";

/** What a file is for, and how much of it is read. */
export interface InputKind {
  /** Of every problem with the file. */
  readonly code: string;
  /** `spec`, `configuration` */
  readonly what: string;
  readonly maxBytes: number;
  readonly repair: string;
}

/**
 * The text of a file that a user names: a regular file of bounded size, in UTF-8, that does not change meanwhile. A
 * named pipe, a device or a folder is refused unopened.
 */
export const readInput = async (file: string, kind: InputKind): Promise<Result<string>> => {
  const read = await readRegularFile(file, (source) => gather(source, kind.maxBytes));
  if (!read.ok) return failure(...read.problems.map(({ message }) => problem(file, kind, message)));
  const { value: bytes, changed } = read.value;
  if (changed !== undefined) return failure(problem(file, kind, `it changed while it was read`));
  if (bytes === null) return failure(problem(file, kind, `it has more than ${kind.maxBytes} bytes`));
  try {
    return success(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return failure(problem(file, kind, "it is not UTF-8"));
  }
};

/** Null for more than the limit. */
const gather = async (source: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
};

const problem = (file: string, { code, what, repair }: InputKind, reason: string): Problem => ({
  ...{ code, file, message: `the ${what} cannot be read: ${reason}`, repair },
});
