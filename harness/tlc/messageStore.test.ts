import { describe, expect, it } from "vitest";
import { coverage } from "./coverage.ts";
import { figures } from "./figures.ts";
import { createMessageStore } from "./messageStore.ts";
import type { ToolMessage } from "./messages.ts";

const message = (code: number, text = ""): ToolMessage => ({
  code,
  severity: "none",
  text,
  nested: [],
  complete: true,
});
const store = (...messages: readonly ToolMessage[]): readonly ToolMessage[] => {
  const kept = createMessageStore();
  for (const one of messages) kept.add(one);
  return kept.all();
};
const action = (name: string, counts: string): ToolMessage =>
  message(2772, `<${name} line 1, col 1 to line 1, col 2 of module M>: ${counts}`);

describe("message store", () => {
  it("keeps the latest whole coverage report only", () => {
    const report = (counts: string) => [message(2201), action("A", counts), message(2202)];
    const kept = store(message(2185), ...report("1:1"), message(2200, "p1"), ...report("2:5"), message(2186));
    expect(kept.map(({ code }) => code)).toEqual([2185, 2200, 2201, 2772, 2202, 2186]);
    expect(coverage({ messages: kept }).map(({ states }) => states)).toEqual([{ distinct: 2, generated: 5 }]);
  });

  it("prefers a whole report over a newer one that was cut off, and a cut off one over none", () => {
    const cut = [message(2201), action("A", "9:9")];
    expect(store(message(2201), action("A", "1:1"), message(2202), ...cut).at(1)?.text).toContain("1:1");
    expect(store(message(2185), ...cut).at(-1)?.text).toContain("9:9");
  });

  it("keeps the latest progress only", () => {
    expect(
      store(message(2200, "one"), message(2269, "x"), message(2200, "two")).map(({ text }) => text),
    ).toEqual(["x", "two"]);
  });

  it("keeps messages of other kinds that come inside a report", () => {
    const kept = store(message(2201), message(2110, "violated"), action("A", "1:1"), message(2202));
    expect(kept.map(({ code }) => code)).toEqual([2110, 2201, 2772, 2202]);
  });
});

describe("coverage and figures", () => {
  it("adds the disjuncts of one action name up", () => {
    const messages = [
      message(2201),
      action("A", "1:2"),
      action("B", "0:0"),
      action("A", "10:20"),
      message(2202),
    ];
    expect(figures({ messages, durationMs: 5 }).actions).toEqual({
      A: { distinct: 11, generated: 22 },
      B: { distinct: 0, generated: 0 },
    });
  });

  it("reads headings of newer TLCs, with arguments and with the place of the body", () => {
    const text = "<Move(S1, 2) line 3, col 1 to line 3, col 9 of module M (4 5 6 7)>: 1:2";
    expect(coverage({ messages: [message(2772, text)] })).toMatchObject([
      {
        kind: "action",
        name: "Move",
        place: { module: "M", line: 3 },
        states: { distinct: 1, generated: 2 },
      },
    ]);
  });

  it("reads grouped digits of a progress line when TLC never came to its statistics", () => {
    const text =
      "Progress(20000) at 2026-11-24 19:16:55: 20,001 states generated (434,489 s/min), 20,000 distinct states found (434,467 ds/min), 3 states left on queue.";
    expect(figures({ messages: [message(2200, text)], durationMs: 1 })).toMatchObject({
      ...{ generated: 20001, distinct: 20000, queue: 3, depth: 20000, initial: null },
    });
  });

  it("knows nothing without messages", () => {
    const nothing = {
      initial: null,
      initialGenerated: null,
      generated: null,
      distinct: null,
      queue: null,
      depth: null,
    };
    expect(figures({ messages: [], durationMs: 1 })).toEqual({ ...nothing, actions: {}, durationMs: 1 });
  });
});
