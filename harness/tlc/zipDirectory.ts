import { open, type FileHandle } from "node:fs/promises";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
/** The end record may be followed by a comment of up to 64 KiB. */
const LONGEST_TAIL = END_LENGTH + 0xffff;

/**
 * Names of the entries of a zip file, from its central directory; undefined when the file is no whole zip (text, a
 * truncated download). Only the directory is read, at the end of the file, so a cut-off file cannot pass.
 */
export const zipEntries = async (file: string): Promise<ReadonlySet<string> | undefined> => {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const tail = await readAt(handle, Math.max(0, size - LONGEST_TAIL), Math.min(size, LONGEST_TAIL));
    const end = findEnd(tail);
    if (end === undefined) return undefined;
    const length = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (start + length > size) return undefined;
    return namesIn(await readAt(handle, start, length), tail.readUInt16LE(end + 10));
  } finally {
    await handle.close();
  }
};

const readAt = async (handle: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};

const findEnd = (tail: Buffer): number | undefined => {
  for (let at = tail.length - END_LENGTH; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
};

const namesIn = (directory: Buffer, count: number): ReadonlySet<string> | undefined => {
  const names = new Set<string>();
  let at = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + ENTRY_LENGTH > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY)
      return undefined;
    const nameLength = directory.readUInt16LE(at + 28);
    const nameStart = at + ENTRY_LENGTH;
    names.add(directory.toString("utf8", nameStart, nameStart + nameLength));
    at = nameStart + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
};
