import { failure, success, type Problem, type Result } from "../../traces/problem.ts";
import { tokenizeCfg, type CfgToken } from "./cfgTokens.ts";

/** One line of the CONSTANTS section: `name = value`, or `name <- operator` (also `name <- [Module]op`). */
export interface CfgConstant {
  readonly name: string;
  readonly kind: "value" | "operator";
  /** TLA+ text of the value, or the operator's name. */
  readonly text: string;
  readonly line: number;
}

/** What a TLC configuration says; lists keep the file's order. */
export interface Cfg {
  readonly file: string;
  readonly constants: readonly CfgConstant[];
  readonly specification: string | null;
  readonly init: string | null;
  readonly next: string | null;
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
  readonly constraints: readonly string[];
  readonly actionConstraints: readonly string[];
  readonly symmetry: string | null;
  readonly view: string | null;
  readonly alias: string | null;
  readonly postcondition: string | null;
  /** CHECK_DEADLOCK; null when the file does not say. */
  readonly checkDeadlock: boolean | null;
}

/** Parses a TLC configuration; problems carry file and line (CFG001: bad syntax, or said twice). */
export const parseCfg = (file: string, text: string): Result<Cfg> => {
  const tokens = tokenizeCfg(text);
  const draft = emptyDraft();
  const problems: Problem[] = [];
  let position = 0;
  while (position < tokens.length) {
    const section = readSection(tokens, position);
    const message = applySection(draft, section);
    if (message !== null) problems.push(cfgProblem(file, draft.wrongLine ?? section.line, message));
    draft.wrongLine = null;
    position = section.end;
  }
  return problems.length > 0 ? failure(...problems) : success(finish(file, draft));
};

/** The values that a cfg makes model values: names used where a value is expected and nothing else defines them. */
export const modelValuesOf = (cfg: Cfg): ReadonlySet<string> =>
  new Set(
    cfg.constants
      .filter(({ kind }) => kind === "value")
      .flatMap(({ text }) => tokenizeCfg(text))
      .filter(({ kind, text }) => kind === "name" && text !== "TRUE" && text !== "FALSE")
      .map(({ text }) => text),
  );

interface Section {
  readonly keyword: string;
  readonly line: number;
  readonly tokens: readonly CfgToken[];
  readonly end: number;
}

interface Draft {
  constants: CfgConstant[];
  lists: Map<string, string[]>;
  checkDeadlock: boolean | null;
  /** Where what is wrong stands, when that is known better than by its section. */
  wrongLine: number | null;
}

const emptyDraft = (): Draft => ({
  ...{ constants: [], lists: new Map<string, string[]>(), checkDeadlock: null, wrongLine: null },
});

/** Keyword -> the name under which its words are collected. */
const LIST_SECTIONS: Readonly<Record<string, string>> = {
  INVARIANT: "invariants",
  INVARIANTS: "invariants",
  PROPERTY: "properties",
  PROPERTIES: "properties",
  CONSTRAINT: "constraints",
  CONSTRAINTS: "constraints",
  ACTION_CONSTRAINT: "actionConstraints",
  ACTION_CONSTRAINTS: "actionConstraints",
};

const SINGLE_SECTIONS: Readonly<Record<string, string>> = {
  SPECIFICATION: "specification",
  INIT: "init",
  NEXT: "next",
  SYMMETRY: "symmetry",
  VIEW: "view",
  ALIAS: "alias",
  POSTCONDITION: "postcondition",
};

const KEYWORDS = new Set([
  ...Object.keys(LIST_SECTIONS),
  ...Object.keys(SINGLE_SECTIONS),
  "CONSTANT",
  "CONSTANTS",
  "CHECK_DEADLOCK",
]);

const readSection = (tokens: readonly CfgToken[], start: number): Section => {
  const head = tokens[start];
  let end = start + 1;
  while (end < tokens.length && !KEYWORDS.has(tokens[end]?.text ?? "")) end += 1;
  return { keyword: head?.text ?? "", line: head?.line ?? 0, tokens: tokens.slice(start + 1, end), end };
};

/** Applies a section to the draft; returns what is wrong with it, or null. */
const applySection = (draft: Draft, section: Section): string | null => {
  const { keyword, tokens } = section;
  const list = LIST_SECTIONS[keyword];
  const single = SINGLE_SECTIONS[keyword];
  if (keyword === "CONSTANT" || keyword === "CONSTANTS") return applyConstants(draft, tokens);
  if (keyword === "CHECK_DEADLOCK") return applyDeadlock(draft, tokens);
  if (list !== undefined) return append(draft, list, tokens);
  if (single === undefined) return `expected a section keyword such as CONSTANTS or NEXT, found ${keyword}`;
  if (draft.lists.has(single)) return `${keyword} is given twice`;
  if (tokens.length !== 1) return `${keyword} takes one name, found ${tokens.length}`;
  return append(draft, single, tokens);
};

const append = (draft: Draft, list: string, tokens: readonly CfgToken[]): string | null => {
  const wrong = tokens.find(({ kind }) => kind !== "name");
  if (wrong !== undefined) return `expected a name, found ${wrong.text}`;
  draft.lists.set(list, [...(draft.lists.get(list) ?? []), ...tokens.map(({ text }) => text)]);
  return null;
};

const applyDeadlock = (draft: Draft, tokens: readonly CfgToken[]): string | null => {
  const text = tokens[0]?.text;
  if (tokens.length !== 1 || (text !== "TRUE" && text !== "FALSE"))
    return "CHECK_DEADLOCK takes TRUE or FALSE";
  draft.checkDeadlock = text === "TRUE";
  return null;
};

const applyConstants = (draft: Draft, tokens: readonly CfgToken[]): string | null => {
  const starts = tokens.flatMap((token, index) => (isAssignment(token) ? [index - 1] : []));
  if (tokens.length > 0 && starts[0] !== 0) return `expected NAME = value or NAME <- operator`;
  for (const [order, start] of starts.entries()) {
    const name = tokens[start];
    const value = tokens.slice(start + 2, starts[order + 1] ?? tokens.length);
    if (name === undefined || value.length === 0)
      return `no value is given for ${name?.text ?? "a constant"}`;
    const kind = tokens[start + 1]?.text === "=" ? "value" : "operator";
    draft.wrongLine = name.line;
    if (kind === "value" && !isValue(value)) return strangeValue(name.text, value);
    if (kind === "operator" && !isOperator(value)) return strangeOperator(name.text, value);
    draft.wrongLine = null;
    const text = value.map((token) => token.text).join(kind === "value" ? " " : "");
    draft.constants.push({ name: name.text, kind, text, line: name.line });
  }
  return null;
};

const textOf = (tokens: readonly CfgToken[]): string => tokens.map(({ text }) => text).join(" ");

const strangeValue = (name: string, value: readonly CfgToken[]): string =>
  `${name} = ${textOf(value)} is no value that TLC reads here: numbers from 0, strings, TRUE, FALSE, model values and ` +
  `sets of them; define anything else in a module and write ${name} <- Definition`;

const strangeOperator = (name: string, value: readonly CfgToken[]): string =>
  `${name} <- ${textOf(value)} is no replacement: a name is expected, or [Module] and a name`;

/** `{a, {1, "x"}}`: TLC knows numbers from 0, strings, names and sets. */
const isValue = (tokens: readonly CfgToken[]): boolean => valueEnd(tokens, 0) === tokens.length;

/** Where the value that starts at a token ends; -1 when none does. */
const valueEnd = (tokens: readonly CfgToken[], start: number): number => {
  const first = tokens[start];
  if (first === undefined) return -1;
  if (first.text !== "{") return first.kind === "symbol" || first.text.startsWith("-") ? -1 : start + 1;
  let next = start + 1;
  if (tokens[next]?.text === "}") return next + 1;
  for (;;) {
    const end = valueEnd(tokens, next);
    if (end < 0) return -1;
    if (tokens[end]?.text === "}") return end + 1;
    if (tokens[end]?.text !== ",") return -1;
    next = end + 1;
  }
};

/** `Other`, `[Module]Other` */
const isOperator = (tokens: readonly CfgToken[]): boolean =>
  /^(?:symbol:\[ name symbol:\] )?name $/.test(
    tokens.map(({ kind, text }) => (kind === "symbol" ? `symbol:${text} ` : `${kind} `)).join(""),
  );

const isAssignment = ({ kind, text }: CfgToken): boolean =>
  kind === "symbol" && (text === "=" || text === "<-");

const finish = (file: string, draft: Draft): Cfg => {
  const list = (name: string): readonly string[] => draft.lists.get(name) ?? [];
  const single = (name: string): string | null => list(name)[0] ?? null;
  return {
    file,
    constants: draft.constants,
    specification: single("specification"),
    init: single("init"),
    next: single("next"),
    invariants: list("invariants"),
    properties: list("properties"),
    constraints: list("constraints"),
    actionConstraints: list("actionConstraints"),
    symmetry: single("symmetry"),
    view: single("view"),
    alias: single("alias"),
    postcondition: single("postcondition"),
    checkDeadlock: draft.checkDeadlock,
  };
};

const cfgProblem = (file: string, line: number, message: string): Problem => ({
  code: "CFG001",
  file,
  line,
  message,
  repair:
    "See `CONSTANTS`, `INIT`, `NEXT`, `SPECIFICATION`, `INVARIANT` in any TLC configuration for the form.",
});
