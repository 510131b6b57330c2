import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";

const collect = (isTTY: boolean, columns = 30) => {
  const written: string[] = [];
  return { output: { isTTY, columns, write: (text: string) => written.push(text) }, written };
};

test("without a terminal every step is a line of its own", () => {
  const { output, written } = collect(false);
  const progress = createProgress(output);
  progress.show("one");
  progress.show("two");
  progress.clear();
  expect(written).toHaveLength(2);
  expect(written.every((text) => text.endsWith("\n"))).toBe(true);
});

test("on a terminal one line is kept up to date, never wrapped, and removed at the end", () => {
  const { output, written } = collect(true);
  const progress = createProgress(output);
  progress.show("a step with a name longer than the terminal is wide");
  progress.clear();
  expect(written).toHaveLength(2);
  expect(written[0]?.replace("\r\u001B[2K", "").length).toBe(29);
  expect(written[1]).toBe("\r\u001B[2K");
});
