import { PRINT_TAG } from "../../check/followModule.ts";
import { decodeStrings } from "../../tla/moduleText.ts";
import { canonicalText } from "../../tla/value.ts";
import { parseTlaValue } from "../../tla/valueParser.ts";

/** A line that meaningModule.ts has printed; states by number, equal ones by the same. */
export type Told =
  | { readonly kind: "state"; readonly trace: number; readonly position: number; readonly state: number }
  | {
      readonly kind: "step";
      readonly trace: number;
      readonly position: number;
      /** The position after the step. */
      readonly next: number;
      readonly state: number;
      readonly after: number;
    };

/**
 * Reads the lines of one run; null for other lines. Most lines repeat what another trace said, so each distinct text is
 * parsed once.
 */
export const createToldReader = (): ((line: string) => Told | null) => {
  const parsed = new Map<string, readonly number[]>();
  const numbers = new Map<string, number>();
  const statesOf = (text: string): readonly number[] => {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const found = readStates(text).map((state) => {
      const number = numbers.get(state) ?? numbers.size;
      numbers.set(state, number);
      return number;
    });
    parsed.set(text, found);
    return found;
  };
  return (line) => {
    const [, kind, trace, position, next, text] = LINE.exec(line) ?? [];
    if (text === undefined) return null;
    const [state, after] = statesOf(text);
    const place = { trace: Number(trace), position: Number(position) };
    if (kind === "state" && state !== undefined) return { kind, ...place, state };
    if (kind !== "step" || state === undefined || after === undefined) return null;
    return { kind, ...place, next: Number(next), state, after };
  };
};

const LINE = new RegExp(
  `^"<<\\\\"${PRINT_TAG}\\\\", \\\\"(state|step)\\\\", (\\d+), (\\d+)(?:, (\\d+))?, (<<.*)>>"$`,
  "u",
);

/** The canonical texts of one or two states; TLC printed the string literal of their text. */
const readStates = (escaped: string): readonly string[] => {
  const text = parseTlaValue(`"<<${escaped}>>"`);
  const states = text.kind === "string" ? decodeStrings(parseTlaValue(text.value)) : null;
  return states?.kind === "seq" ? states.elements.map(canonicalText) : [];
};
