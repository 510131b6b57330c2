import { describe, expect, test, vi } from "vitest";
import { TRACE_CODES } from "./codes.ts";
import { decodeTrace, type DecodeOptions } from "./decode.ts";
import type { Problem } from "./problem.ts";

// A busy machine.
vi.setConfig({ testTimeout: 60_000 });

const HEADER = '{"format":"tla-trace","version":1,"spec":"Spec"}';
const event = (seq: number, more = ""): string => `{"seq":${seq},"action":"Next"${more}}`;
const file = (...lines: string[]): string => [HEADER, ...lines, ""].join("\n");
const stateOf = (value: string): string => file(`{"seq":1,"state":{"x":${value}}}`);

const problemsOf = async (source: string | Buffer, options?: DecodeOptions): Promise<readonly Problem[]> => {
  const stream = (async function* () {
    for (let at = 0; at < source.length; at += 7)
      yield await Promise.resolve(Buffer.from(source.slice(at, at + 7)));
  })();
  const decoded = await decodeTrace("t.ndjson", typeof source === "string" ? source : stream, options);
  return decoded.ok ? [] : decoded.problems;
};
const found = async (source: string | Buffer, options?: DecodeOptions): Promise<readonly string[]> =>
  (await problemsOf(source, options)).map(({ code, line }) => `${code}:${line ?? "file"}`);

/** What is wrong, the code and line expected, the text, limits if not the usual. */
type Refused = readonly [string, string, string | Buffer, DecodeOptions?];

const REFUSED: readonly Refused[] = [
  ["empty file", "TRC010:file", ""],
  ["header only", "TRC011:1", file()],
  ["header only, no newline", "TRC011:1", HEADER],
  ["UTF-8 mark", "TRC012:1", `\ufeff${file(event(1))}`],
  ["UTF-16 mark", "TRC012:1", Buffer.from(`\ufeff${file(event(1))}`, "utf16le")],
  ["not UTF-8", "TRC013:3", Buffer.from(file(event(1), event(2, ',"node":"\xe9"')), "latin1")],
  ["long line", "TRC014:3", file(event(1), event(2, ',"node":"0123456789012345"')), { maxLineBytes: 49 }],
  ["deep value", "TRC015:2", stateOf(`${"[".repeat(63)}${"]".repeat(63)}`)],
  ["deep beyond any stack", "TRC015:2", stateOf(`${"[".repeat(500_000)}${"]".repeat(500_000)}`)],
  ["too many events", "TRC016:4", file(event(1), event(2), event(3), event(4)), { maxEvents: 2 }],
  ["blank line", "TRC017:3", file(event(1), " \t", event(2))],
  ["blank last line", "TRC017:3", file(event(1), "")],
  ["not JSON", "TRC018:3", file(event(1), "seq 2", event(3))],
  ["two values on a line", "TRC018:2", file(`${event(1)}${event(2)}`)],
  ["torn last line", "TRC019:3", `${file(event(1))}{"seq":2,"act`],
  ["torn inside a character", "TRC019:2", Buffer.from(`${file()}{"seq":1,"node":"é`).subarray(0, -1)],
  ["no header", "TRC020:1", `${event(1)}\n${event(2)}\n`],
  ["header not an object", "TRC020:1", `[]\n${event(1)}\n`],
  ["wrong format", "TRC021:1", file(event(7)).replace("tla-trace", "itf")],
  ["wrong version", "TRC022:1", file(event(7)).replace('"version":1', '"version":2')],
  ["version as text", "TRC022:1", file(event(7)).replace('"version":1', '"version":"1"')],
  ["no version", "TRC022:1", file(event(7)).replace('"version":1,', "")],
  ["second header", "TRC023:3", file(event(1), HEADER, event(1))],
  ["unknown field of an event", "TRC024:2", file(event(1, ',"states":{}'))],
  ["unknown field __proto__", "TRC024:2", file(event(1, ',"__proto__":{}'))],
  ["unknown field of the header", "TRC024:1", file(event(1)).replace('"spec"', '"sepc":1,"spec"')],
  ["header without spec", "TRC025:1", file(event(1)).replace(',"spec":"Spec"', "")],
  ["producer without name", "TRC025:1", file(event(1)).replace("}", ',"producer":{}}')],
  ["seq as text", "TRC026:2", file('{"seq":"1","action":"Next"}')],
  ["seq 0", "TRC026:2", file(event(0))],
  ["empty action", "TRC026:2", file('{"seq":1,"action":""}')],
  ["received as a list", "TRC026:2", file(event(1, ',"received":["m"]'))],
  ["event not an object", "TRC026:2", file("[1]")],
  ["duplicate field", "TRC027:2", file(event(1, ',"action":"Other"'))],
  ["duplicate variable", "TRC027:2", file('{"seq":1,"state":{"x":1,"y":[],"\\u0078":2}}')],
  ["null value", "TRC028:2", stateOf("[1,null]")],
  ["null argument", "TRC028:2", file(event(1, ',"args":{"i":null}'))],
  ["null field", "TRC028:2", file(event(1, ',"node":null'))],
  ["null constant", "TRC028:1", file(event(1)).replace("}", ',"constants":{"N":null}}')],
  ["neither action nor state", "TRC029:2", file('{"seq":1,"node":"S1"}')],
  ["no action and an empty state", "TRC029:2", file('{"seq":1,"state":{}}')],
  ["above 32 bits", "TRC030:2", stateOf("2147483648")],
  ["below 32 bits", "TRC030:2", stateOf("-2147483649")],
  ["infinite", "TRC030:2", stateOf("1e999")],
  ["#bigint above 32 bits", "TRC030:2", stateOf('{"#bigint":"2147483648"}')],
  ["fraction", "TRC031:2", stateOf("0.5")],
  ["fraction as seq", "TRC031:2", file('{"seq":1.5,"action":"Next"}')],
  ["#set of no list", "TRC032:2", stateOf('{"#set":{"a":1}}')],
  ["#tup beside another key", "TRC032:2", stateOf('{"#tup":[],"a":1}')],
  ["#map of triples", "TRC032:2", stateOf('{"#map":[[1,2,3]]}')],
  ["#map with a key twice", "TRC032:2", stateOf('{"#map":[[1,"a"],[{"#bigint":"1"},"b"]]}')],
  ["#at inside a value", "TRC032:2", stateOf('{"a":{"#at":[[1,2]]}}')],
  ["#at in args", "TRC032:2", file(event(1, ',"args":{"i":{"#at":[[1,2]]}}'))],
  ["#at beside another key", "TRC032:2", stateOf('{"#at":[[1,2]],"a":1}')],
  ["#at of nothing", "TRC032:2", stateOf('{"#at":[]}')],
  ["#at of no pair", "TRC032:2", stateOf('{"#at":[["S1"]]}')],
  ["#at with a key twice", "TRC032:2", stateOf('{"#at":[["S1",1],["S1",2]]}')],
  ["#bigint with a leading zero", "TRC032:2", stateOf('{"#bigint":"007"}')],
  ["unknown # key", "TRC032:2", stateOf('{"#unserializable":"x"}')],
  ["# as a variable", "TRC032:2", file('{"seq":1,"state":{"#set":[]}}')],
  ["args without action", "TRC034:2", file('{"seq":1,"state":{"x":1},"args":{"i":1}}')],
  ["expect beside the events", "TRC035:1", file(event(1)).replace("}", expecting(3, 2))],
  ["expect with another seq", "TRC035:1", file(event(1), event(2)).replace("}", expecting(3, 1))],
  [
    "a node that the header does not name, told once",
    "TRC036:3",
    file(event(1, ',"node":"A"'), event(2, ',"node":"B"'), event(3, ',"node":"B"')).replace(
      "}",
      ',"nodes":["A"]}',
    ),
  ],
  ["duplicate seq", "TRC050:4", file(event(1), event(2), event(2), event(3))],
  ["duplicate seq in place of another", "TRC050:4", file(event(1), event(2), event(2), event(4))],
  ["missing seq", "TRC051:4", file(event(1), event(2), event(4), event(5))],
  ["first seq not 1", "TRC051:2", file(event(2), event(3))],
  ["event without seq", "TRC051:3", file(event(1), '{"action":"Next"}', event(3))],
  [
    "nodeSeq back",
    "TRC052:3",
    file(event(1, ',"node":"A","nodeSeq":2'), event(2, ',"node":"A","nodeSeq":1')),
  ],
  [
    "nodeSeq back, and on from there",
    "TRC052:3",
    file(event(1, ',"nodeSeq":5'), event(2, ',"nodeSeq":3'), event(3, ',"nodeSeq":4')),
  ],
  ["nodeSeq twice", "TRC052:3", file(event(1, ',"nodeSeq":2'), event(2, ',"nodeSeq":2'))],
  ["receive first", "TRC053:2", file(event(1, ',"received":"m"'), event(2, ',"sent":["m"]'))],
  ["receive in the sending event", "TRC053:2", file(event(1, ',"received":"m","sent":["m"]'))],
  ["message sent twice", "TRC054:3", file(event(1, ',"sent":["m"]'), event(2, ',"sent":["n","m"]'))],
  ["message twice in one event", "TRC054:2", file(event(1, ',"sent":["m","m"]'))],
];

function expecting(line: number, seq: number): string {
  return `,"expect":{"verdict":"diverges","line":${line},"seq":${seq},"mistake":"m"}}`;
}

describe("a trace is refused with one problem, its code and its line", () => {
  const cases = REFUSED.map(([title, expected, source, options]) => ({ title, expected, source, options }));
  test.each(cases)("$title: $expected", async ({ expected, source, options }) => {
    expect(await found(source, options)).toEqual([expected]);
  });

  test("every code that one file can be refused with has a case above", () => {
    const tested = new Set(REFUSED.map(([, expected]) => expected.slice(0, 6)));
    const names = Object.keys(TRACE_CODES);
    const ofOneFile = names.filter((name) => /^TRC0([123]|5)/u.test(name));
    expect([...tested].sort()).toEqual(ofOneFile.sort());
  });

  test("the problem names the file, what was expected and found, and a repair", async () => {
    const [problem] = await problemsOf(stateOf('{"a":[1,{"b c":null}]}'));
    expect(problem).toEqual({
      code: "TRC028",
      file: "t.ndjson",
      line: 2,
      message: 'state.x.a[1]["b c"]: expected a TLA+ value, found null',
      repair: TRACE_CODES.TRC028.repair,
    });
  });
});

test("each node that the header does not name is told", async () => {
  const text = file(event(1, ',"node":"B"'), event(2, ',"node":"C"')).replace("}", ',"nodes":["A"]}');
  expect(await found(text)).toEqual(["TRC036:2", "TRC036:3"]);
});

describe("a trace is accepted", () => {
  const ACCEPTED: readonly (readonly [string, string])[] = [
    ["no newline at the end", `${HEADER}\n${event(1)}`],
    ["carriage returns", file(event(1), event(2)).replaceAll("\n", "\r\n")],
    ["state alone", stateOf("1")],
    ["the limits of 32 bits", stateOf('[2147483647,-2147483648,{"#bigint":"-2147483648"}]')],
    ["64 levels", stateOf(`${"[".repeat(62)}${"]".repeat(62)}`)],
    ["a message of another file", file(event(1, ',"received":"elsewhere"'))],
    [
      "a message received twice",
      file(event(1, ',"sent":["m"]'), event(2, ',"received":"m"'), event(3, ',"received":"m"')),
    ],
    ["a node's numbers with a gap", file(event(1, ',"nodeSeq":1'), event(2, ',"nodeSeq":3'))],
    ["an expectation", file(event(1)).replace("}", expecting(2, 1))],
    ["one key in two objects", stateOf('[{"a":1},{"a":{"a":2}},"\\"a\\":1,\\"a\\":2"]')],
    ["a time of day", file(event(1, ',"at":1767225600000.25'))],
  ];

  test.each(ACCEPTED)("%s", async (_, text) => {
    expect(await found(text)).toEqual([]);
    expect(await found(Buffer.from(text))).toEqual([]);
  });

  test("with header, events and their lines", async () => {
    const decoded = await decodeTrace("t.ndjson", file(event(1), event(2, ',"state":{"x":{"#set":["a"]}}')));
    expect(decoded).toEqual({
      ok: true,
      value: {
        file: "t.ndjson",
        header: { format: "tla-trace", version: 1, spec: "Spec" },
        events: [
          { line: 2, event: { seq: 1, action: "Next" } },
          { line: 3, event: { seq: 2, action: "Next", state: { x: { "#set": ["a"] } } } },
        ],
      },
    });
  });

  test("without events, if asked for", async () => {
    expect(await found(file(), { allowNoEvents: true })).toEqual([]);
  });
});

describe("many problems", () => {
  test("are all found in one pass, by line", async () => {
    const text = file(
      '{"seq":1,"received":"m","foo":null}',
      "oops",
      event(3),
      event(5, ',"sent":["m"]'),
      event(5),
    );
    expect(await found(text)).toEqual(["TRC024:2", "TRC018:3", "TRC051:5", "TRC050:6"]);
  });

  test("a receive before two sends is one problem, the second send another", async () => {
    const send = ',"sent":["m"]';
    const text = file(event(1, ',"received":"m"'), event(2, send), event(3, send));
    expect(await found(text)).toEqual(["TRC053:2", "TRC054:4"]);
  });

  test("beyond the limit are only counted", async () => {
    const lines = Array.from({ length: 250 }, (_, index) => `{"seq":${index + 1},"node":"A"}`);
    const problems = await problemsOf(file(...lines));
    expect(problems).toHaveLength(101);
    expect(problems.at(99)?.line).toBe(101);
    expect(problems.at(100)).toMatchObject({ code: "TRC090", message: "at least 150 more problems" });
  });

  test("nothing behind a second header or another version is reported", async () => {
    expect(await found(file(event(1), HEADER, event(1), "oops"))).toEqual(["TRC023:3"]);
    expect(await found(`${HEADER.replace("1", "9")}\noops\n`)).toEqual(["TRC022:1"]);
  });
});
