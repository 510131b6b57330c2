import { StringDecoder } from "node:string_decoder";

/** Turns chunks of bytes into whole lines, without their ends (LF or CRLF); `end` gives the unfinished last one. */
export interface LineSplitter {
  readonly push: (chunk: Buffer) => readonly string[];
  readonly end: () => readonly string[];
}

/** A splitter for one stream; a multi-byte character cut by a chunk border comes out whole. */
export const createLineSplitter = (): LineSplitter => {
  const decoder = new StringDecoder("utf8");
  let rest: string[] = [];
  const push = (chunk: Buffer): readonly string[] => {
    const [first = "", ...others] = decoder.write(chunk).split("\n");
    rest.push(first);
    const last = others.pop();
    if (last === undefined) return [];
    const lines = [rest.join(""), ...others].map(withoutReturn);
    rest = [last];
    return lines;
  };
  const end = (): readonly string[] => {
    const line = rest.join("") + decoder.end();
    rest = [];
    return line === "" ? [] : [withoutReturn(line)];
  };
  return { push, end };
};

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
