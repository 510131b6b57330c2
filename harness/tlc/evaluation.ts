import { findPlace, type Place } from "./location.ts";
import { CODE } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";

/** Errors in computing a value: TLC's general error and what its operators and modules complain about. */
const EVALUATION_CODES: ReadonlySet<number> = new Set([
  ...[
    CODE.general,
    CODE.stackOverflow,
    CODE.evaluationInitial,
    CODE.assumptionEvaluation,
    CODE.incompleteInitial,
  ],
  ...[CODE.incompleteNext, CODE.invariantEvaluation, CODE.actionPropertyEvaluation, CODE.assertFailed],
  ...[2115, 2133, 2136, 2139, 2141, 2142, 2143, 2144, 2145, 2147, 2154, CODE.compareValue, 2156, 2157, 2158],
  ...[2164, 2165, 2169, 2170, 2172, 2176, 2177, 2178, 2179, 2180, 2181, 2182, 2183, 2184],
  ...[2215, 2246, 2247, 2248, 2250, 2251, 2252, 2260, 2261, 2265, 2266, 2280, 2282, 2283],
]);

/** Whether an error means that the spec asks for a value that TLC cannot compute. */
export const isEvaluation = ({ code }: ToolMessage): boolean => EVALUATION_CODES.has(code);

const FRAME = /^\s+at [\w.$]+\(/;
/** TLC's general error names the Java exception first and goes on, on the next line, with ": " and the text. */
const EXCEPTION = /^The exception was a (.+)$/m;

/**
 * The error in TLC's words, without the three lines that head every general error and without Java's stack, which are
 * both in tlc.out.
 */
export const evaluationMessage = ({ code, text }: ToolMessage): string => {
  const lines = text.split("\n").filter((line) => !FRAME.test(line));
  const whole = lines.join("\n").trim();
  const exception = EXCEPTION.exec(whole);
  if (code !== CODE.general || exception === null) return whole;
  const said = whole.slice(exception.index + exception[0].length).replace(/^\s*:?\s*/, "");
  return said === "" ? (exception[1] ?? whole) : said;
};

/** Where: a place in the error itself, else the innermost expression of the list (2103) that TLC prints after it. */
export const evaluationPlace = (messages: readonly ToolMessage[], index: number): Place | undefined => {
  const own = findPlace(messages[index]?.text ?? "");
  if (own !== undefined) return own;
  const list = messages.slice(index).find(({ code }) => code === CODE.nestedExpressions);
  const innermost = list?.text.trimEnd().split("\n").at(-1);
  return innermost === undefined ? undefined : findPlace(innermost);
};
