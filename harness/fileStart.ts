import { open } from "node:fs/promises";

/** The first bytes of a file as text; fewer where it ends before. Rejects where it cannot be read. */
export const fileStart = async (file: string, bytes: number): Promise<string> => {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
};
