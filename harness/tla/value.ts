/**
 * TLA+ values as data, in the normal form in which TLC compares them: a function with domain 1..n is a
 * sequence, one with only strings in its domain a record, sets have no duplicates.
 */
export type TlaValue =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "model"; readonly name: string }
  | { readonly kind: "set"; readonly elements: readonly TlaValue[] }
  | { readonly kind: "seq"; readonly elements: readonly TlaValue[] }
  | { readonly kind: "record"; readonly fields: readonly (readonly [string, TlaValue])[] }
  | { readonly kind: "function"; readonly entries: readonly (readonly [TlaValue, TlaValue])[] };

export const int = (value: number): TlaValue => ({ kind: "int", value });
export const bool = (value: boolean): TlaValue => ({ kind: "bool", value });
export const string = (value: string): TlaValue => ({ kind: "string", value });
export const model = (name: string): TlaValue => ({ kind: "model", name });
export const seq = (elements: readonly TlaValue[]): TlaValue => ({ kind: "seq", elements });

/** A set without duplicates, in canonical order. */
export const set = (elements: readonly TlaValue[]): TlaValue => {
  const byText = new Map(elements.map((element) => [canonicalText(element), element]));
  return { kind: "set", elements: [...byText].sort(byKey).map(([, element]) => element) };
};

/** A record; the empty record is the empty function and hence the empty sequence. */
export const record = (fields: readonly (readonly [string, TlaValue])[]): TlaValue =>
  fields.length === 0 ? seq([]) : { kind: "record", fields: [...new Map(fields)].sort(byKey) };

/** A function from its graph; a later entry for the same argument wins. */
export const fn = (entries: readonly (readonly [TlaValue, TlaValue])[]): TlaValue => {
  const byText = new Map(entries.map((entry) => [canonicalText(entry[0]), entry]));
  const unique = [...byText].sort(byKey).map(([, entry]) => entry);
  const strings = unique.flatMap(([key, value]) =>
    key.kind === "string" ? [[key.value, value] as const] : [],
  );
  if (strings.length === unique.length) return record(strings);
  const positions = new Map(
    unique.flatMap(([key, value]) => (key.kind === "int" ? [[key.value, value] as const] : [])),
  );
  const inOrder = unique.map((_, index) => positions.get(index + 1));
  const complete = inOrder.filter((value) => value !== undefined);
  return complete.length === unique.length ? seq(complete) : { kind: "function", entries: unique };
};

/** How a printed value is to be read: by people and TLC's own output, or inside a generated module. */
export interface ValueStyle {
  readonly modelValue: (name: string) => string;
  /** What stands between the quotes of a string, before escaping. */
  readonly text: (text: string) => string;
  /** The text of a number below 0. */
  readonly negative: (value: number) => string;
  /** At least one entry. */
  readonly functionValue: (entries: readonly (readonly [string, string])[]) => string;
}

const PLAIN: ValueStyle = {
  modelValue: (name) => name,
  text: (text) => text,
  negative: (value) => String(value),
  functionValue: (entries) => `(${entries.map(([key, image]) => `${key} :> ${image}`).join(" @@ ")})`,
};

/** TLA+ text of a value, equal for equal values. */
export const canonicalText = (value: TlaValue): string => printValue(value, PLAIN);

/** TLA+ text of a value. */
export const printValue = (value: TlaValue, style: ValueStyle): string => {
  const print = (inner: TlaValue): string => printValue(inner, style);
  switch (value.kind) {
    case "int":
      return value.value < 0 ? style.negative(value.value) : String(value.value);
    case "bool":
      return value.value ? "TRUE" : "FALSE";
    case "string":
      return quote(style.text(value.value));
    case "model":
      return style.modelValue(value.name);
    case "set":
      return `{${value.elements.map(print).join(", ")}}`;
    case "seq":
      return `<<${value.elements.map(print).join(", ")}>>`;
    case "record":
      return printRecord(value.fields, style);
    case "function":
      return style.functionValue(value.entries.map(([key, image]) => [print(key), print(image)]));
  }
};

/** Equality as TLA+ has it. Part by part, for both are in normal form; replays ask it millions of times. */
export const sameValue = (left: TlaValue, right: TlaValue): boolean => {
  if (left === right) return true;
  switch (left.kind) {
    case "int":
      return right.kind === "int" && left.value === right.value;
    case "bool":
      return right.kind === "bool" && left.value === right.value;
    case "string":
      return right.kind === "string" && left.value === right.value;
    case "model":
      return right.kind === "model" && left.name === right.name;
    case "set":
      return right.kind === "set" && sameElements(left.elements, right.elements);
    case "seq":
      return right.kind === "seq" && sameElements(left.elements, right.elements);
    case "record":
      return right.kind === "record" && sameFields(left.fields, right.fields);
    case "function":
      return right.kind === "function" && sameEntries(left.entries, right.entries);
  }
};

const sameElements = (left: readonly TlaValue[], right: readonly TlaValue[]): boolean =>
  left.length === right.length && left.every((value, index) => isSame(value, right[index]));

const sameFields = (
  left: readonly (readonly [string, TlaValue])[],
  right: readonly (readonly [string, TlaValue])[],
): boolean =>
  left.length === right.length &&
  left.every(([name, value], index) => name === right[index]?.[0] && isSame(value, right[index][1]));

const sameEntries = (
  left: readonly (readonly [TlaValue, TlaValue])[],
  right: readonly (readonly [TlaValue, TlaValue])[],
): boolean =>
  left.length === right.length &&
  left.every(([key, image], index) => isSame(key, right[index]?.[0]) && isSame(image, right[index]?.[1]));

const isSame = (left: TlaValue, right: TlaValue | undefined): boolean =>
  right !== undefined && sameValue(left, right);

/** The TLA+ string literal; TLA+ knows the escapes for backslash, quote, tab, newline, form feed, return. */
export const quote = (text: string): string =>
  `"${text.replace(/[\\"\t\n\f\r]/g, (character) => ESCAPES[character] ?? character)}"`;

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

const IDENTIFIER = /^[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*$/;

const RESERVED = new Set(
  (
    "ACTION ASSUME ASSUMPTION AXIOM BY CASE CHOOSE CONSTANT CONSTANTS COROLLARY DEF DEFINE DEFS DOMAIN ELSE " +
    "ENABLED EXCEPT EXTENDS HAVE HIDE IF IN INSTANCE LAMBDA LEMMA LET LOCAL MODULE NEW OBVIOUS OMITTED ONLY " +
    "OTHER PICK PROOF PROPOSITION PROVE QED RECURSIVE SF_ STATE SUBSET SUFFICES TAKE TEMPORAL THEN THEOREM " +
    "UNCHANGED UNION USE VARIABLE VARIABLES WF_ WITH WITNESS"
  ).split(" "),
);

/** Whether a text can stand as an identifier (a record field, a model value) in a module. */
export const isIdentifier = (text: string): boolean =>
  IDENTIFIER.test(text) && !RESERVED.has(text) && !/^(WF_|SF_)/.test(text);

/** Fields that are no identifiers, or not written as they are, need the function form; both denote the same value. */
const printRecord = (fields: readonly (readonly [string, TlaValue])[], style: ValueStyle): string => {
  const texts = fields.map(([name, value]) => [name, printValue(value, style)] as const);
  return texts.every(([name]) => isFieldName(name) && style.text(name) === name)
    ? `[${texts.map(([name, value]) => `${name} |-> ${value}`).join(", ")}]`
    : style.functionValue(texts.map(([name, value]) => [quote(style.text(name)), value]));
};

/** Specs have few field names and many records. */
const isFieldName = (name: string): boolean => {
  const known = fieldNames.get(name);
  if (known !== undefined) return known;
  const sound = isIdentifier(name);
  fieldNames.set(name, sound);
  return sound;
};

const fieldNames = new Map<string, boolean>();

const byKey = (left: readonly [string, unknown], right: readonly [string, unknown]): number =>
  left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : 0;
