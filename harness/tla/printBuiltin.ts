import type { Application, BoundGroup, Expression } from "./expression.ts";
import { isIdentifier, quote } from "./value.ts";

/** The expression cannot be written down outside its place; the caller then uses it whole, by name. */
export class UnprintableError extends Error {}

/** Prints operands in the scope of an application; `bound` enters the scope of its binders. */
export interface OperandPrinter {
  readonly print: (operand: Expression) => string;
  readonly bound: (groups: readonly BoundGroup[]) => {
    readonly text: string;
    readonly inner: OperandPrinter;
  };
}

/** TLA+ text of an application of a built-in operator. */
export const builtinText = (application: Application, printer: OperandPrinter): string => {
  const writer = WRITERS[application.operator.name];
  if (writer !== undefined) return writer(application, printer);
  const { name } = application.operator;
  const operands = printAll(application.operands, printer);
  const [first, second] = operands;
  if (first === undefined) return name;
  if (second !== undefined && operands.length === 2 && !name.startsWith("$"))
    return `(${first} ${name} ${second})`;
  if (operands.length === 1 && !name.startsWith("$")) return `(${name} ${first})`;
  throw new UnprintableError(name);
};

type Writer = (application: Application, printer: OperandPrinter) => string;

const printAll = (operands: readonly Expression[], printer: OperandPrinter): readonly string[] =>
  operands.map(printer.print);

const joined =
  (open: string, separator: string, close: string): Writer =>
  ({ operands }, printer) =>
    open + printAll(operands, printer).join(separator) + close;

const quantified =
  (symbol: string): Writer =>
  ({ bound, operands }, printer) => {
    const binders = printer.bound(bound);
    return `(${symbol} ${binders.text} : ${printAll(operands, binders.inner).join(", ")})`;
  };

const comprehension =
  (write: (binders: string, body: string) => string): Writer =>
  ({ bound, operands }, printer) => {
    const binders = printer.bound(bound);
    return write(binders.text, printAll(operands, binders.inner).join(", "));
  };

const subscripted =
  (open: string, close: string): Writer =>
  ({ operands }, printer) => {
    const [action, subscript] = printAll(operands, printer);
    return `${open}${action ?? ""}${close}_(${subscript ?? ""})`;
  };

/** Pairs of a record constructor, a set of records or a CASE. */
const pairs = (
  operands: readonly Expression[],
  printer: OperandPrinter,
  write: (key: Expression, value: string) => string,
): readonly string[] =>
  operands.map((pair) => {
    const [key, value] = pair.kind === "apply" ? pair.operands : [];
    if (key === undefined || value === undefined) throw new UnprintableError("$Pair");
    return write(key, printer.print(value));
  });

const fieldName = (key: Expression): string => {
  if (key.kind !== "string" || !isIdentifier(key.text)) throw new UnprintableError("field name");
  return key.text;
};

const recordWith =
  (separator: string): Writer =>
  ({ operands }, printer) =>
    `[${pairs(operands, printer, (key, value) => `${fieldName(key)} ${separator} ${value}`).join(", ")}]`;

const writeCase: Writer = ({ operands }, printer) =>
  `(CASE ${pairs(operands, printer, (key, value) => `${printer.print(key)} -> ${value}`).join(" [] ")})`;

const writeExcept: Writer = ({ operands }, printer) => {
  const [base, ...updates] = operands;
  if (base === undefined) throw new UnprintableError("$Except");
  const texts = pairs(updates, printer, (path, value) => {
    const steps = path.kind === "apply" ? printAll(path.operands, printer) : [];
    return `!${steps.map((step) => `[${step}]`).join("")} = ${value}`;
  });
  return `[${printer.print(base)} EXCEPT ${texts.join(", ")}]`;
};

const writeSelect: Writer = ({ operands }, printer) => {
  const [base, field] = operands;
  if (base === undefined || field?.kind !== "string") throw new UnprintableError("$RcdSelect");
  return `(${printer.print(base)})[${quote(field.text)}]`;
};

const writeApply: Writer = ({ operands }, printer) => {
  const [base, ...args] = printAll(operands, printer);
  return `(${base ?? ""})[${args.join(", ")}]`;
};

const writeIf: Writer = ({ operands }, printer) => {
  const [test, yes, no] = printAll(operands, printer);
  return `(IF ${test ?? ""} THEN ${yes ?? ""} ELSE ${no ?? ""})`;
};

const writeFairness =
  (name: string): Writer =>
  ({ operands }, printer) => {
    const [subscript, action] = printAll(operands, printer);
    return `${name}_(${subscript ?? ""})(${action ?? ""})`;
  };

/** `f[x \\in S] == e`: a LET gives the function the name by which its body calls it. */
const writeRecursiveFunction: Writer = ({ bound: [self, ...groups], operands }, printer) => {
  if (self === undefined) throw new UnprintableError("$RecursiveFcnSpec");
  const named = printer.bound([self]);
  const binders = named.inner.bound(groups);
  const body = printAll(operands, binders.inner).join(", ");
  return `(LET ${named.text}[${binders.text}] == ${body} IN ${named.text})`;
};

const WRITERS: Readonly<Record<string, Writer>> = {
  "'": joined("(", "", ")'"),
  "\\lnot": joined("(~", "", ")"),
  $ConjList: joined("(", " /\\ ", ")"),
  $DisjList: joined("(", " \\/ ", ")"),
  $SetEnumerate: joined("{", ", ", "}"),
  $Tuple: joined("<<", ", ", ">>"),
  $CartesianProd: joined("(", " \\X ", ")"),
  $SetOfFcns: joined("[", " -> ", "]"),
  $FcnApply: writeApply,
  $RcdSelect: writeSelect,
  $RcdConstructor: recordWith("|->"),
  $SetOfRcds: recordWith(":"),
  $Except: writeExcept,
  $IfThenElse: writeIf,
  $Case: writeCase,
  $SquareAct: subscripted("[", "]"),
  $AngleAct: subscripted("<<", ">>"),
  $WF: writeFairness("WF"),
  $SF: writeFairness("SF"),
  $BoundedExists: quantified("\\E"),
  $BoundedForall: quantified("\\A"),
  $UnboundedExists: quantified("\\E"),
  $UnboundedForall: quantified("\\A"),
  $BoundedChoose: quantified("CHOOSE"),
  $UnboundedChoose: quantified("CHOOSE"),
  $FcnConstructor: comprehension((binders, body) => `[${binders} |-> ${body}]`),
  $RecursiveFcnSpec: writeRecursiveFunction,
  $NonRecursiveFcnSpec: comprehension((binders, body) => `[${binders} |-> ${body}]`),
  $SubsetOf: comprehension((binders, body) => `{${binders} : ${body}}`),
  $SetOfAll: comprehension((binders, body) => `{${body} : ${binders}}`),
};
