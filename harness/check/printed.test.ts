import { describe, expect, test } from "vitest";
import { int, model, seq, string } from "../tla/value.ts";
import { readPrinted } from "./printed.ts";

const line = (tuple: string): string => JSON.stringify(tuple);

describe("lines of generated modules", () => {
  test.each([
    ['<<"Conf", "at", 2, 7>>', { kind: "at", trace: 2, position: 7 }],
    ['<<"Conf", "now", 12, 70>>', { kind: "now", trace: 12, position: 70 }],
    ['<<"Conf", "at", 2, 7, 31, 4, 0>>', { kind: "at", trace: 2, position: 7, numbers: [31, 4, 0] }],
    ['<<"Conf", "now", 2, 7, 32, 31, 4>>', { kind: "now", trace: 2, position: 7, numbers: [32, 31, 4] }],
    ['<<"Conf", "could", 2, 7, 4>>', { kind: "could", trace: 2, position: 7, numbers: [4] }],
    ['<<"Conf", "idle", 2, 7>>', { kind: "idle", trace: 2, event: 7 }],
    ['<<"Conf", "stepLaw", 1, 3, "Inv">>', { kind: "law", trace: 1, event: 3, name: "Inv" }],
    ['<<"Conf", "stateLaw", 1, 3, "Inv">>', { kind: "law", trace: 1, event: 2, name: "Inv" }],
    [
      '<<"Conf", "frontier", 1, <<a, "Conf_u4e2d_">>>>',
      { kind: "frontier", trace: 1, state: [model("a"), string("中")] },
    ],
    [
      '<<"Conf", "guards", 1, {<<2, <<"1">>, << >>>>}>>',
      { kind: "guards", trace: 1, failed: [{ guard: 2, values: ["1"], bound: [] }] },
    ],
    [
      '<<"Conf", "looks", 2, 5, 9, <<3, <<a>>>>>>',
      { kind: "looks", trace: 2, variant: 5, position: 9, found: seq([int(3), seq([model("a")])]) },
    ],
    [
      '<<"Conf", "next", 1, 3, << >>, <<a>>, <<<< >>>>>>',
      { kind: "next", trace: 1, probe: 3, args: [], before: [model("a")], after: [seq([])], broken: [] },
    ],
  ])("%s", (tuple, printed) => {
    expect(readPrinted(line(tuple))).toEqual(printed);
  });

  test.each([
    ...['"hello"', "<<1, 2>>", "", '"<<\\"Conf\\", \\"at\\""', line('<<"Conf", "at", 1>>')],
    ...[line('<<"Conf", "other", 1, 2>>'), line('<<"Conf", "law", a, 2>>'), line('<<"Config", "at", 1, 2>>')],
  ])("of somebody else: %s", (text) => {
    expect(readPrinted(text)).toBeNull();
  });
});
