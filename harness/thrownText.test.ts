import { expect, test } from "vitest";
import { thrownText } from "./thrownText.ts";

test("anything that can be thrown has a text", () => {
  const evil = {
    toString: (): string => {
      throw new Error("no");
    },
  };
  const lying = Object.assign(new Error("x"), { message: evil });
  const texts = [new Error("one"), "two", null, undefined, Symbol("s"), Object.create(null), evil, lying].map(
    thrownText,
  );
  expect(texts.slice(0, 5)).toEqual(["one", "two", "null", "undefined", "Symbol(s)"]);
  expect(new Set(texts.slice(5))).toEqual(new Set(["something that has no text"]));
});
