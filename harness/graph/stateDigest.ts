import { hash } from "node:crypto";
import { canonicalText, type TlaValue } from "../tla/value.ts";
import type { StateGraph } from "./stateGraph.ts";

/** Bytes of a state's digest that are kept: two states of a graph that have them in common will not be met. */
export const DIGEST_BYTES = 16;

/**
 * By state, one after the other, the first bytes of the SHA-256 of what it says: `x = 1` and so on, a line a variable, in
 * name order. Equal for equal states of any graph, whatever their numbers.
 */
export const stateDigests = (graph: StateGraph): Uint8Array => {
  const digests = new Uint8Array(graph.states * DIGEST_BYTES);
  const textOf = rememberedTexts();
  for (let state = 0; state < graph.states; state += 1)
    digests.set(digestOf(stateText(graph.stateOf(state), textOf)), state * DIGEST_BYTES);
  return digests;
};

/** The digest of one state in hexadecimal. */
export const hexDigest = (digests: Uint8Array, state: number): string =>
  Buffer.from(digests.subarray(state * DIGEST_BYTES, (state + 1) * DIGEST_BYTES)).toString("hex");

/** Variables in the order in which digests and suites have them: by name, as texts compare. */
export const variablesOf = (state: ReadonlyMap<string, TlaValue>): readonly string[] =>
  [...state.keys()].sort(compareTexts);

/** An order of texts that is the same everywhere. */
export const compareTexts = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;

const digestOf = (text: string): Uint8Array => hash("sha256", text, "buffer").subarray(0, DIGEST_BYTES);

const stateText = (state: ReadonlyMap<string, TlaValue>, textOf: (value: TlaValue) => string): string => {
  let text = "";
  for (const name of variablesOf(state)) {
    const value = state.get(name);
    if (value !== undefined) text += `${name} = ${textOf(value)}\n`;
  }
  return text;
};

/** The texts of values of which many are one object: states share most of theirs. */
export const rememberedTexts = (): ((value: TlaValue) => string) => {
  const texts = new WeakMap<TlaValue, string>();
  return (value) => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = canonicalText(value);
    texts.set(value, text);
    return text;
  };
};
