import { randomBytes } from "node:crypto";
import { fn, printValue, record, seq, set, string, type TlaValue, type ValueStyle } from "./value.ts";

/**
 * Text for generated modules. Every name starts with `Conf_`; a spec that uses the prefix is refused.
 * Model values are reached through declared constants of ours (`CONSTANT Conf_m1 = S1`): whatever the spec
 * calls its own symbols, they cannot collide.
 */
export interface ModelValueNames {
  readonly style: ValueStyle;
  /** Declared constant -> model value, in order of first use; complete once all text is printed. */
  readonly constants: ReadonlyMap<string, string>;
}

export const RESERVED_PREFIX = "Conf_";

/** Collects the model values that a generated module mentions. */
export const createModelValueNames = (): ModelValueNames => {
  const constants = new Map<string, string>();
  const byValue = new Map<string, string>();
  const modelValue = (name: string): string => {
    const known = byValue.get(name);
    if (known !== undefined) return known;
    const fresh = `${RESERVED_PREFIX}m${byValue.size + 1}`;
    byValue.set(name, fresh);
    constants.set(fresh, name);
    return fresh;
  };
  const style = { modelValue, negative, functionValue: balancedFunction, text: encodeText };
  return { constants, style };
};

/**
 * SANY cannot read characters beyond 8 bits nor a backtick, and is not to be trusted with control characters; a string of
 * the trace that has some stands for itself in a form of its own, which no spec contains. TLA+ has escapes for five of them.
 */
const encodeText = (text: string): string =>
  text.replace(/Conf_u|[^\u0020-\u005f\u0061-\u007e\u00a0-\u00ff\t\n\f\r]/g, (found) =>
    found === "Conf_u" ? `${encodeUnit("C")}onf_u` : encodeUnit(found),
  );

const encodeUnit = (unit: string): string => `Conf_u${unit.charCodeAt(0).toString(16).padStart(4, "0")}_`;

const decodeText = (text: string): string =>
  text.replace(/Conf_u([0-9a-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** A value that TLC printed, with the strings as they stood in the trace. */
export const decodeStrings = (value: TlaValue): TlaValue => {
  switch (value.kind) {
    case "int":
    case "bool":
    case "model":
      return value;
    case "string":
      return string(decodeText(value.value));
    case "set":
      return set(value.elements.map(decodeStrings));
    case "seq":
      return seq(value.elements.map(decodeStrings));
    case "record":
      return record(value.fields.map(([name, field]) => [decodeText(name), decodeStrings(field)]));
    case "function":
      return fn(value.entries.map(([key, image]) => [decodeStrings(key), decodeStrings(image)]));
  }
};

/** Text of a value inside a generated module. */
export const valueText = (value: TlaValue, names: ModelValueNames): string => printValue(value, names.style);

/** A sequence literal, one element a line. */
export const tupleText = (elements: readonly string[]): string =>
  elements.length === 0 ? "<< >>" : `<<\n  ${elements.join(",\n  ")}\n>>`;

/** A module with its declarations in order. */
export const moduleText = (name: string, lines: readonly string[]): string =>
  [`---- MODULE ${name} ----`, ...lines, "====", ""].join("\n");

/** The spec may know natural numbers only; and TLC cannot read the text of its own smallest integer. */
const negative = (value: number): string => `${RESERVED_PREFIX}Below(${-(value + 1)})`;

/** `:>` and `@@` of the library module, balanced so that large functions do not nest deeply. */
const balancedFunction = (entries: readonly (readonly [string, string])[]): string => {
  const [only] = entries;
  if (only !== undefined && entries.length === 1) return `${RESERVED_PREFIX}Pair(${only[0]}, ${only[1]})`;
  const middle = entries.length >> 1;
  const [left, right] = [entries.slice(0, middle), entries.slice(middle)].map(balancedFunction);
  return `${RESERVED_PREFIX}Merge(${left ?? ""}, ${right ?? ""})`;
};

/** Standard modules that generated modules can reach as `Conf_Naturals!..`, where some module of the spec uses them. */
export const LIBRARY_INSTANCES = [
  ...["Naturals", "Integers", "Reals", "Sequences", "FiniteSets", "Bags"],
  ...["TLC", "TLCExt", "Json", "Randomization"],
] as const;

/**
 * What generated modules need of the standard modules, under names of our own: the spec may define its own
 * `Len` or `Print`, so the standard modules are instanced locally here and never extended. `modules` are the spec's:
 * a standard module that it does not use is best left out, for TLC takes a variable for an operator of the same name.
 */
export const libraryModule = (modules: readonly string[]): string =>
  moduleText(`${RESERVED_PREFIX}Lib`, [
    ...LIBRARY_INSTANCES.filter((module) => modules.includes(module)).map(
      (module) => `${RESERVED_PREFIX}${module} == INSTANCE ${module}`,
    ),
    ...LIBRARY,
  ]);

/**
 * What tells the lines of generated modules from those that a spec prints itself, which may look like ours: no spec that
 * was written before this process started knows it.
 */
const PRINT_MARK = `${RESERVED_PREFIX}${randomBytes(8).toString("hex")}`;

const MARKED = new RegExp(`^"<<\\\\"${PRINT_MARK}\\\\", (.*)>>"$`, "s");

/** The line as text of the value that a generated module printed; null for a line that the spec printed. */
export const unmarked = (line: string): string | null => {
  const inner = MARKED.exec(line)?.[1];
  return inner === undefined ? null : `"${inner}"`;
};

const SHOWN = new RegExp(`^<<\\s*"${PRINT_MARK}",(.*)>>$`, "s");

/** The text of the value that a generated module printed by `Conf_Show`; null for a line that the spec printed. */
export const unmarkedValue = (line: string): string | null => SHOWN.exec(line)?.[1] ?? null;

const LIBRARY = [
  "LOCAL INSTANCE Integers",
  "LOCAL INSTANCE Sequences",
  "LOCAL INSTANCE TLC",
  `Conf_Print(v) == PrintT(ToString(<<"${PRINT_MARK}", v>>))`,
  // Over several lines, and slower; but TLC keeps every text that ToString makes in memory.
  `Conf_Show(v) == PrintT(<<"${PRINT_MARK}", v>>)`,
  "Conf_Text(v) == ToString(v)",
  "Conf_Len(s) == Len(s)",
  "Conf_Append(s, e) == Append(s, e)",
  // An argument against what an event gives for it: nothing, a value, or a scalar and its text. Scalars are compared
  // as text, because TLC stops at a comparison of, say, an integer with a string.
  "Conf_Fits(v, c) == CASE Len(c) = 0 -> TRUE [] Len(c) = 1 -> v = c[1] [] OTHER -> ToString(v) = c[2]",
  "Conf_Inc(n) == n + 1",
  "Conf_Offset(n, m) == n + m",
  "Conf_Below(n) == -1 - n",
  "Conf_Less(a, b) == a < b",
  "Conf_Upto(n) == 1..n",
  "Conf_Pair(k, v) == k :> v",
  "Conf_Merge(f, g) == f @@ g",
  "Conf_Register(n) == TLCGet(n)",
  "Conf_SetRegister(n, v) == TLCSet(n, v)",
];
