import { canonicalText, type TlaValue } from "../tla/value.ts";
import type { GraphLabel, StateGraph } from "../graph/stateGraph.ts";
import type { ReplayWhy } from "./replayReport.ts";

/**
 * What failures that are one and the same failure have in common: the action, the kind of the difference and where it
 * shows, whatever the nodes are called and however large the numbers are.
 */
export type Likeness = (label: GraphLabel | null, why: readonly ReplayWhy[]) => string;

/** Nodes are what labels have as arguments: model values that a state alone names (Leader, Nil) mean something. */
export const likenessOf = ({ labels }: StateGraph): Likeness => {
  const nodes = new Set(labels.flatMap(({ args }) => Object.values(args).flatMap(modelNames)));
  return (label, why) => {
    const shape = shaper(nodes);
    const head = headOf(label, why).map((text) => shape(text));
    return [...head, ...new Set(why.map((reason) => shapeOf(reason, shape)))].join("\n");
  };
};

/** The step that it is about; a forbidden one is the one that was done, whatever it was asked for as. */
const headOf = (label: GraphLabel | null, [first]: readonly ReplayWhy[]): readonly string[] => {
  const args = Object.entries(label?.args ?? {}).map(([name, value]) => `${name}=${canonicalText(value)}`);
  return first?.kind === "forbidden" ? [first.done ?? label?.text ?? ""] : [label?.action ?? "", ...args];
};

const modelNames = (value: TlaValue): readonly string[] => (value.kind === "model" ? [value.name] : []);

/** Nodes by the order in which they come, other numbers as `#`. */
const shaper = (nodes: ReadonlySet<string>): ((text: string) => string) => {
  const known = new Map<string, string>();
  const rename = (word: string): string => {
    if (/^\d+$/.test(word)) return "#";
    if (!nodes.has(word)) return word;
    const name = known.get(word) ?? `node ${known.size + 1}`;
    known.set(word, name);
    return name;
  };
  return (text) => text.replace(/-?\b\w+\b/g, (word) => rename(word.replace(/^-(?=\d)/, "")));
};

const shapeOf = (why: ReplayWhy, shape: (text: string) => string): string => {
  switch (why.kind) {
    case "state":
      return `state ${shape(why.path)} ${plain(why.expected, shape)} ${plain(why.logged, shape)}`;
    case "forbidden":
      return `forbidden ${why.paths.map(shape).join(" ")}`;
    case "action":
      return `action ${shape(why.performed)}`;
    case "outcome":
    case "refused":
    case "promise":
    case "deviation":
      return `${why.kind} ${shape(why.reason)}`;
  }
};

/** Of a value only names and truth count; what is a collection, or absent, is told apart by that alone. */
const plain = (text: string, shape: (text: string) => string): string =>
  /^[\w"-]+$/.test(text) ? shape(text) : (text[0] ?? "");
