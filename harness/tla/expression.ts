/** A place in a module, 1-based, as SANY reports it. */
export interface Place {
  readonly module: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What an operator application applies; `uid` is SANY's number of the symbol. */
export interface OperatorRef {
  readonly kind: "builtin" | "defined" | "declared" | "parameter";
  readonly uid: string;
  readonly name: string;
}

/** Symbols bound by a quantifier or comprehension: `x, y \in domain`, or `<<x, y>> \in domain` for a tuple. */
export interface BoundGroup {
  readonly uids: readonly string[];
  readonly tuple: boolean;
  readonly domain: Expression | null;
}

/** Level: 0 constant, 1 state, 2 action, 3 temporal. */
interface Node {
  readonly at: Place;
  readonly level: number;
}

/** A semantic expression tree, SANY's without what the harness does not use. */
export type Expression =
  | (Node & {
      readonly kind: "apply";
      readonly operator: OperatorRef;
      readonly operands: readonly Expression[];
      readonly bound: readonly BoundGroup[];
    })
  | (Node & { readonly kind: "number"; readonly text: string })
  | (Node & { readonly kind: "string"; readonly text: string })
  | (Node & { readonly kind: "let"; readonly definitions: readonly string[]; readonly body: Expression })
  | (Node & { readonly kind: "at" })
  /** An operator passed as an argument: its name, or a LAMBDA by its definition. */
  | (Node & { readonly kind: "operator"; readonly operator: OperatorRef })
  /** The body of an instanced definition with what INSTANCE substitutes for declared symbols. */
  | (Node & {
      readonly kind: "substitution";
      readonly substitutions: readonly { readonly uid: string; readonly value: Expression }[];
      /** `Inst!`, where it is known whose body it is. */
      readonly prefix?: string;
      readonly body: Expression;
    })
  /** Something the harness does not look into (a standard module's body, a proof step). */
  | (Node & { readonly kind: "opaque"; readonly what: string });

export type Application = Extract<Expression, { kind: "apply" }>;

/** A conjunction, as a list or infix. */
export const isConjunction = ({ operator }: Application): boolean =>
  operator.name === "$ConjList" || operator.name === "\\land";

/** A disjunction, as a list or infix. */
export const isDisjunction = ({ operator }: Application): boolean =>
  operator.name === "$DisjList" || operator.name === "\\lor";

/** A parameter of an operator or a bound symbol; arity above 0 is an operator parameter. */
export interface Parameter {
  readonly uid: string;
  readonly name: string;
  readonly arity: number;
}

export interface Definition {
  readonly uid: string;
  readonly name: string;
  readonly level: number;
  readonly at: Place;
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
  readonly recursive: boolean;
}

/** A declared CONSTANT or VARIABLE. */
export interface Declaration {
  readonly uid: string;
  readonly name: string;
  readonly arity: number;
  readonly kind: "constant" | "variable";
  readonly at: Place;
}

/** What SANY knows of a spec: everything visible from its root module. */
export interface SpecModel {
  readonly rootModule: string;
  readonly modules: readonly string[];
  readonly constants: readonly Declaration[];
  readonly variables: readonly Declaration[];
  /** By SANY's number; includes definitions inside LET. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Global definitions by name (`Inst!Op` for instances) that a module sees which extends the spec. */
  readonly named: ReadonlyMap<string, Definition>;
  /** Global definitions that only the root module itself sees: LOCAL ones. */
  readonly local: ReadonlyMap<string, Definition>;
  /** Bound symbols and parameters by SANY's number. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Names of the operators that a THEOREM says hold always: `THEOREM Spec => []Inv`. */
  readonly theorems: readonly string[];
}
