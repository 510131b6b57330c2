import { sha256 } from "../../cache/entry.ts";
import { graphLabel } from "../../graph/label.ts";
import type { GraphLabel } from "../../graph/stateGraph.ts";
import { canonicalText, type TlaValue } from "../../tla/value.ts";
import { parseTlaValue, ValueSyntaxError } from "../../tla/valueParser.ts";
import type { SuiteSource } from "./suite.ts";
import { SuiteSyntaxError } from "./suiteProblems.ts";

/** A step as a line says it: a label and the name of the next state, `cut` for one outside of the constraint. */
export interface DraftStep {
  readonly label: string;
  /** A step of a test may leave it out. */
  readonly target: string | undefined;
  readonly line: number;
}

/** A state or a test: its name or its initial state, and the steps below it. */
export interface DraftBlock {
  readonly id: string;
  readonly line: number;
  /** Of a state: names of its values, in the order of the variables; of a test: how much of the one before it begins with. */
  readonly values: readonly string[];
  readonly steps: DraftStep[];
}

/** The lines of a suite, each understood by itself. */
export interface SuiteDraft {
  readonly read: (text: string, line: number) => void;
  readonly texts: Map<"name" | "command", string>;
  readonly sources: SuiteSource[];
  readonly actions: string[];
  readonly modelValues: string[];
  readonly figures: Map<string, number>;
  /** Variable -> name of a value -> value. */
  readonly variables: Map<string, Map<string, TlaValue>>;
  readonly labels: { readonly id: string; readonly action: string; readonly args: Map<string, TlaValue> }[];
  readonly initial: Omit<DraftBlock, "steps" | "values">[];
  readonly states: DraftBlock[];
  readonly tests: DraftBlock[];
}

export const createDraft = (): SuiteDraft => {
  let inner: Inner = nothingInside;
  const draft: SuiteDraft = {
    ...{
      texts: new Map(),
      sources: [],
      actions: [],
      modelValues: [],
      figures: new Map(),
      variables: new Map(),
    },
    ...{ labels: [], initial: [], states: [], tests: [] },
    read: (text, line) => {
      if (text === "" || text.startsWith("#")) return;
      if (text.startsWith("  ")) inner(text.slice(2), line);
      else inner = readOuter(draft, text, line);
    },
  };
  return draft;
};

/** The labels of a draft by name. */
export const draftLabels = ({ labels }: SuiteDraft): readonly GraphLabel[] =>
  labels.map(({ action, args }) => graphLabel(action, Object.fromEntries(args)));

/** Reads a line that belongs to the one above. */
type Inner = (text: string, line: number) => void;

const nothingInside: Inner = (_, line) => {
  throw new SuiteSyntaxError(line, "this line belongs to nothing");
};

/** Takes in a line that stands for itself; what it gives reads the lines below. */
const readOuter = (draft: SuiteDraft, text: string, line: number): Inner => {
  const [keyword = "", first = "", ...more] = text.split(" ");
  const rest = text.slice(keyword.length + 1);
  switch (keyword) {
    case "name":
      draft.texts.set("name", rest);
      return nothingInside;
    case "command":
      draft.texts.set("command", quoted(rest, line));
      return nothingInside;
    case "source":
      draft.sources.push({ digest: first, file: quoted(more.join(" "), line) });
      return nothingInside;
    case "action":
      draft.actions.push(rest);
      return nothingInside;
    case "model-value":
      draft.modelValues.push(rest);
      return nothingInside;
    case "figure":
      draft.figures.set(first, wholeNumber(more.join(" "), line));
      return nothingInside;
    case "variable":
      return readValues(draft, rest);
    case "label":
      return readArguments(draft, first, more.join(" "));
    case "initial":
      draft.initial.push({ id: rest, line });
      return nothingInside;
    case "state":
      return readSteps(draft.states, { id: first, values: more, line });
    case "test":
      return readSteps(draft.tests, { id: first, values: more, line });
    default:
      throw new SuiteSyntaxError(line, `no line begins with ${JSON.stringify(keyword.slice(0, 40))}`);
  }
};

const readValues = ({ variables }: SuiteDraft, variable: string): Inner => {
  const values = new Map<string, TlaValue>();
  variables.set(variable, values);
  return (text, line) => {
    const [id = ""] = text.split(" ", 1);
    const valueText = text.slice(id.length + 1);
    if (id === "" || values.has(id) || !sha256(valueText).startsWith(id))
      throw new SuiteSyntaxError(line, `${JSON.stringify(id)} is not the name of this value`);
    values.set(id, valueOf(valueText, line));
  };
};

const readArguments = ({ labels }: SuiteDraft, id: string, action: string): Inner => {
  const args = new Map<string, TlaValue>();
  labels.push({ id, action, args });
  return (text, line) => {
    const [parameter = ""] = text.split(" = ", 1);
    args.set(parameter, valueOf(text.slice(parameter.length + 3), line));
  };
};

const readSteps = (blocks: DraftBlock[], block: Omit<DraftBlock, "steps">): Inner => {
  const steps: DraftStep[] = [];
  blocks.push({ ...block, steps });
  return (text, line) => {
    const [label = "", target, ...more] = text.split(" ");
    if (more.length > 0) throw new SuiteSyntaxError(line, "a step is a label and a state, and no more");
    steps.push({ label, target, line });
  };
};

const valueOf = (text: string, line: number): TlaValue => {
  try {
    const value = parseTlaValue(text);
    if (canonicalText(value) === text) return value;
    throw new SuiteSyntaxError(line, "a value is not written as suites write it");
  } catch (error) {
    if (!(error instanceof ValueSyntaxError)) throw error;
    throw new SuiteSyntaxError(line, `a value cannot be read: ${error.message}`);
  }
};

const quoted = (text: string, line: number): string => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return value;
  } catch {
    // Told below.
  }
  throw new SuiteSyntaxError(line, "a quoted text is expected");
};

const wholeNumber = (text: string, line: number): number => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new SuiteSyntaxError(line, "a whole number is expected");
};
