import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineSplitter } from "./lines.ts";
import { createMessageParser, readMessages, type ToolOutput } from "./messages.ts";

const start = (code: number, severity = 0): string => `@!@!@STARTMSG ${code}:${severity} @!@!@`;
const end = (code: number): string => `@!@!@ENDMSG ${code} @!@!@`;
const block = (code: number, ...body: readonly string[]): string =>
  [start(code), ...body, end(code)].join("\n");

const parse = (text: string): readonly ToolOutput[] => {
  const parser = createMessageParser();
  return [...text.split("\n").flatMap(parser.push), ...parser.end()];
};

describe("message parser", () => {
  it("reads code, severity and body, and gives lines between blocks as they are", () => {
    expect(parse(`before\n${start(2110, 1)}\nInvariant X is violated.\n\n${end(2110)}\nafter`)).toEqual([
      { kind: "line", line: "before" },
      {
        kind: "message",
        message: {
          code: 2110,
          severity: "error",
          text: "Invariant X is violated.",
          nested: [],
          complete: true,
        },
      },
      { kind: "line", line: "after" },
    ]);
  });

  it("keeps a cause inside its error, also behind a colon", () => {
    const [error] = readMessages(
      [start(1000, 1), "The exception was a X", `: ${start(5006)}`, "at line 2", end(5006), end(1000)].join(
        "\n",
      ),
    );
    expect(error).toMatchObject({ code: 1000, text: "The exception was a X\nat line 2", complete: true });
    expect(error?.nested).toMatchObject([
      { code: 5006, severity: "none", text: "at line 2", complete: true },
    ]);
  });

  it("ends a block whose end is missing at the next one, so that nothing behind it is hidden", () => {
    const messages = readMessages(
      [start(2200), "Progress(1)", start(2110, 1), "violated", end(2110)].join("\n"),
    );
    expect(messages.map(({ code, complete }) => [code, complete])).toEqual([
      [2200, false],
      [2110, true],
    ]);
  });

  it("ends an error whose end is missing at the next error", () => {
    const messages = readMessages(
      [start(1000, 1), "broken", start(2121, 1), "The behavior", end(2121)].join("\n"),
    );
    expect(messages.map(({ code, complete }) => [code, complete])).toEqual([
      [1000, false],
      [2121, true],
    ]);
  });

  it("gives the last block as incomplete when the output was cut off", () => {
    expect(readMessages(`${block(2185, "Starting")}\n${start(2217, 4)}\n1: <Initial pred`)).toMatchObject([
      { code: 2185, complete: true },
      { code: 2217, severity: "state", text: "1: <Initial pred", complete: false },
    ]);
  });

  it("ignores an end that nothing began and passes an unknown code and severity through", () => {
    expect(readMessages(`${end(17)}\n${start(-1, 9)}\nx\n${end(-1)}`)).toMatchObject([
      { code: -1, severity: "none", text: "x", complete: true },
    ]);
  });

  it("takes no marker inside a printed value for a marker", () => {
    const forged = `/\\ x = "${start(2193)}"`;
    expect(readMessages(`${start(2217, 4)}\n1: <Initial predicate>\n${forged}\n${end(2217)}`)).toMatchObject([
      { code: 2217, text: `1: <Initial predicate>\n${forged}`, nested: [] },
    ]);
    expect(readMessages(`"${start(2193)}"`)).toEqual([]);
    expect(readMessages(`${start(2193)} and more`)).toEqual([]);
  });

  it("gives up a block that never ends", () => {
    const line = "x".repeat(1024 * 1024);
    const parser = createMessageParser();
    parser.push(start(2217, 4));
    const found = Array.from({ length: 40 }, () => parser.push(line)).flat();
    expect(found.filter(({ kind }) => kind === "message")).toHaveLength(1);
    expect(found.at(-1)?.kind).toBe("line");
  });

  it("recovers every well-formed block, whatever stands between them", () => {
    const text = fc.array(
      fc.string().filter((line) => !line.includes("@!@!@") && !line.includes("\n") && !line.includes("\r")),
      { maxLength: 4 },
    );
    const blocks = fc.array(fc.record({ code: fc.integer({ min: 0, max: 9999 }), body: text, after: text }));
    fc.assert(
      fc.property(blocks, (given) => {
        const output = given
          .map(({ code, body, after }) => [block(code, ...body), ...after].join("\n"))
          .join("\n");
        expect(readMessages(output).map(({ code, complete }) => ({ code, complete }))).toEqual(
          given.map(({ code }) => ({ code, complete: true })),
        );
      }),
    );
  });

  it("never throws and never loses a line of garbage", () => {
    const marker = fc.constantFrom(start(1, 1), start(2), end(1), end(2), `: ${start(2)}`);
    const garbage = fc.integer({ min: 0 }).map((number) => `garbage ${number}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(marker, garbage)), (pieces) => {
        const found = parse(pieces.join("\n"));
        const text = found.map((one) => (one.kind === "line" ? one.line : one.message.text)).join("\n");
        expect(text.split("\n").filter((line) => line !== "")).toEqual(
          pieces.filter((piece) => piece.startsWith("garbage")),
        );
      }),
    );
  });
});

describe("line splitter", () => {
  const split = (chunks: readonly Buffer[]): readonly string[] => {
    const splitter = createLineSplitter();
    return [...chunks.flatMap(splitter.push), ...splitter.end()];
  };

  it("takes CRLF and LF alike", () => {
    expect(split([Buffer.from("a\r\nb\nc")])).toEqual(["a", "b", "c"]);
  });

  it("gives the same lines however the bytes are cut, inside characters too", () => {
    const lines = fc.array(
      fc.string({ unit: "grapheme" }).filter((line) => !/[\n\r]/.test(line)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(lines, fc.array(fc.nat({ max: 200 })), (given, cuts) => {
        const bytes = Buffer.from(given.map((line) => `${line}\n`).join(""));
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ];
        const chunks = places.slice(1).map((to, index) => bytes.subarray(places[index], to));
        expect(split(chunks)).toEqual(given);
      }),
    );
  });
});
