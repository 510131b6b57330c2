import type { Problem } from "../../traces/problem.ts";
import { CODE } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";
import { sanyProblems } from "./sanyText.ts";

/** The files that a problem can be in. */
export interface InputSource {
  readonly module: string;
  readonly config: string;
  readonly sanyText: string;
}

/** What the user can mend in the spec or the configuration, when an error message is about that; else empty. */
export const inputProblems = (message: ToolMessage, source: InputSource): readonly Problem[] => {
  if (message.code === CODE.parsingFailed || message.code === CODE.parsingFailedModule) {
    const found = sanyProblems(source.sanyText);
    return found.length > 0 ? found : [unlocatedParseFailure(message, source)];
  }
  const cause = causes(message).find(({ code }) => KINDS.has(code));
  const kind = cause === undefined ? undefined : KINDS.get(cause.code);
  return cause === undefined || kind === undefined ? [] : [problem(kind, cause, source)];
};

/** The message itself and what is nested in it; TLC wraps the errors of its cfg parser in a general one. */
export const causes = (message: ToolMessage): readonly ToolMessage[] => [
  message,
  ...message.nested.flatMap(causes),
];

interface InputKind {
  readonly code: string;
  readonly file: "module" | "config" | "none";
  readonly repair: string;
}

const INPUT_KINDS: readonly (InputKind & { readonly messages: readonly number[] })[] = [
  {
    ...{ code: "CFG002", file: "config", messages: [5001] },
    repair: "Check the path and its permissions.",
  },
  {
    ...{ code: "CFG032", file: "config", messages: [5002, 5003, 5004, 5005, 5006] },
    repair:
      "Mend the line; a keyword (CONSTANT, SPECIFICATION, INVARIANT, ...) comes first, then its entries.",
  },
  {
    ...{ code: "CFG033", file: "config", messages: [2222] },
    repair: "Add CONSTANT <name> = <value> to the configuration.",
  },
  {
    ...{ code: "CFG034", file: "config", messages: [2223, 2224, 2225, 2226, 2242, 2245, 2281] },
    repair: "Mend the assignment or substitution of this constant.",
  },
  {
    ...{ code: "CFG035", file: "config", messages: [2228, 2229, 2234, 2235] },
    repair: "Name an operator without parameters that the spec defines; check the spelling.",
  },
  {
    ...{ code: "CFG036", file: "config", messages: [2227, 2231, 2232] },
    repair: "Give either SPECIFICATION, or INIT and NEXT.",
  },
  {
    ...{ code: "CFG037", file: "config", messages: [2146, 2230, 2233, 2236, 2237, 2241, 2243, 2300] },
    repair:
      "Use a definition of the right kind: a state predicate for an invariant, a temporal formula for a property.",
  },
  {
    ...{ code: "SPC038", file: "module", messages: [2140, 2213, 2214, 2238, 2239, 2240, 2244, 2249, 2301] },
    repair: "Write the spec as Init /\\ [][Next]_vars /\\ fairness, with formulas that TLC can check.",
  },
  {
    ...{ code: "TLC001", file: "none", messages: [1101, 1102] },
    repair: "Check the options given for TLC; this TLC may be too old or too new for one of them.",
  },
];

const KINDS: ReadonlyMap<number, InputKind> = new Map(
  INPUT_KINDS.flatMap((kind) => kind.messages.map((code) => [code, kind] as const)),
);

const problem = (kind: InputKind, { text }: ToolMessage, source: InputSource): Problem => {
  const line = /^TLC found an error in the configuration file at line (\d+)/.exec(text)?.[1];
  return {
    code: kind.code,
    message: text.replace(/\s+/g, " ").trim(),
    ...(kind.file === "none" ? {} : { file: source[kind.file] }),
    ...(line === undefined ? {} : { line: Number(line) }),
    repair: kind.repair,
  };
};

const unlocatedParseFailure = ({ text }: ToolMessage, { module }: InputSource): Problem => ({
  code: "SPC037",
  message: text.replace(/\s+/g, " ").trim(),
  file: module,
  repair: "See tlc.out in the run folder for all that SANY printed.",
});
