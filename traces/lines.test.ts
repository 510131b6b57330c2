import * as fc from "fast-check";
import { expect, test } from "vitest";
import { excerpt } from "./jsonText.ts";
import { scanJson } from "./jsonScan.ts";
import { createLineSplitter, type RawLine } from "./lines.ts";

const split = (chunks: readonly string[], limit = 1000): readonly RawLine[] => {
  const splitter = createLineSplitter(limit);
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()];
};
const textOf = ({ bytes }: RawLine): string => bytes.toString();

test("however a text is cut into chunks, its lines are the same", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(piece), (chunks) => {
      const lines = split(chunks);
      const expected = chunks.join("").split("\n");
      const last = expected.pop();
      if (last !== "" && last !== undefined) expected.push(last);
      expect(lines.map(textOf)).toEqual(expected);
      expect(lines.map(({ number }) => number)).toEqual(expected.map((_, index) => index + 1));
      expect(lines.map(({ terminated }) => terminated)).toEqual(
        expected.map((_, index) => last === "" || index < expected.length - 1),
      );
    }),
  );
});

test("a chunk's memory may be used for the next", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(piece), (chunks) => {
      const splitter = createLineSplitter(1000);
      const memory = Buffer.alloc(6);
      const lines = chunks.flatMap((chunk) =>
        splitter.push(memory.subarray(0, memory.write(chunk))).map(textOf),
      );
      expect([...lines, ...splitter.end().map(textOf)]).toEqual(split(chunks).map(textOf));
    }),
  );
});

test("a line over the limit is skipped and the next one is whole", () => {
  const lines = split(["aaa\nbb", "bb", "bb\ncc", "c\nddddd"], 4);
  expect(lines.map((line) => (line.tooLong ? "too long" : textOf(line)))).toEqual([
    "aaa",
    "too long",
    "ccc",
    "too long",
  ]);
  expect(lines.map(({ bytes }) => bytes.length)).toEqual([3, 0, 3, 0]);
});

test("a scan finds a key twice in one object only, however it is spelt", () => {
  const duplicate = (json: string): string | undefined => scanJson(json).duplicateKey;
  expect(duplicate('{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}')).toBeUndefined();
  expect(duplicate('{"a":{"b":1},"c":{"b":2,"b":3}}')).toBe("b");
  expect(duplicate('{"a\\"":1,"a\\u0022":2}')).toBe('a"');
  expect(duplicate('{"\\\\":1,"x":"\\\\","\\\\":2}')).toBe("\\");
  expect(duplicate('{"__proto__":1,"__proto__":2}')).toBe("__proto__");
  expect(duplicate('{"a":":{\\"a\\":","b":"}"}')).toBeUndefined();
});

test("an excerpt is short and harmless to a terminal", () => {
  expect(excerpt("x".repeat(100))).toHaveLength(60);
  expect(excerpt("\u009b31m\u001b")).toBe('"\\u009b31m\\u001b"');
  expect(excerpt(undefined)).toBe("nothing");
  expect(excerpt(Infinity)).toBe("Infinity");
});
