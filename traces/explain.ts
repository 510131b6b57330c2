import * as Schema from "@effect/schema/Schema";
import * as SchemaIssue from "@effect/schema/SchemaIssue";
import type { TraceCodeName } from "./codes.ts";
import { excerpt } from "./jsonText.ts";
import { TraceEventSchema, TraceHeaderSchema } from "./schema.ts";
import { isObject } from "./shape.ts";
import { loggedValueFindings, pathText, valueFindings, type Finding, type Path } from "./valueFindings.ts";

const STRICT = { onExcessProperty: "error", errors: "all" } as const;
const decodeEvent = Schema.decodeUnknownResult(TraceEventSchema, STRICT);
const decodeHeader = Schema.decodeUnknownResult(TraceHeaderSchema, STRICT);

/** Why the schema refuses a value as an event; nothing when it accepts it. */
export const eventFindings = (value: unknown): readonly Finding[] => {
  const decoded = decodeEvent(value);
  return decoded._tag === "Success" ? [] : findings(decoded.failure.issue, value);
};

/** Why the schema refuses a value as a header; nothing when it accepts it. */
export const headerFindings = (value: unknown): readonly Finding[] => {
  const decoded = decodeHeader(value);
  return decoded._tag === "Success" ? [] : findings(decoded.failure.issue, value);
};

interface Leaf {
  readonly path: Path;
  readonly issue: SchemaIssue.Issue;
}

const findings = (issue: SchemaIssue.Issue, root: unknown): readonly Finding[] => {
  const seen = new Set<string>();
  return leaves(issue, []).flatMap(({ path, issue: leaf }) => {
    const place = isInValue(path) ? path.slice(0, 2) : path;
    // A union reports every alternative that failed; each field is explained once.
    if (seen.has(pathText(place))) return [];
    seen.add(pathText(place));
    const ofValue = isInValue(path) ? valueFindingsAt(place, root) : [];
    return ofValue.length > 0 ? ofValue : [fieldFinding({ path: place, issue: leaf }, root)];
  });
};

const leaves = (issue: SchemaIssue.Issue, path: Path): readonly Leaf[] => {
  switch (issue._tag) {
    case "Composite":
      return issue.issues.flatMap((inner) => leaves(inner, path));
    case "Pointer":
      return leaves(issue.issue, [...path, ...issue.path.map(keyOf)]);
    case "AnyOf":
      return issue.issues.length > 0
        ? issue.issues.flatMap((inner) => leaves(inner, path))
        : [{ path, issue }];
    case "Filter":
    case "Encoding":
    case "MissingKey":
    case "UnexpectedKey":
    case "InvalidType":
    case "InvalidValue":
    case "Forbidden":
    case "OneOf":
      return [{ path, issue }];
  }
};

const keyOf = (key: PropertyKey): string | number => (typeof key === "symbol" ? key.toString() : key);

/** Where TLA+ values stand, the reasons come from the value itself: a union's own text names every alternative. */
const isInValue = ([field, name]: Path): boolean =>
  (field === "state" || field === "args" || field === "constants") && name !== undefined;

const valueFindingsAt = (path: Path, root: unknown): readonly Finding[] => {
  if (String(path[1]).startsWith("#")) {
    return [{ code: "TRC032", text: `${pathText(path)}: expected a name, found ${excerpt(path[1])}` }];
  }
  const value = valueAt(root, path);
  return path[0] === "state" ? loggedValueFindings(value, path) : valueFindings(value, path);
};

const fieldFinding = ({ path, issue }: Leaf, root: unknown): Finding => {
  const found = valueAt(root, path);
  const where = path.length === 0 ? "" : `${pathText(path)}: `;
  if (issue._tag === "UnexpectedKey") {
    return { code: "TRC024", text: `${where}unknown field, found ${excerpt(found)}` };
  }
  if (issue._tag === "MissingKey") {
    return {
      code: path[0] === "seq" ? "TRC051" : "TRC025",
      text: `${where}expected the field, found nothing`,
    };
  }
  if (issue._tag === "Filter" && path.length === 0) return combinationFinding(root);
  return { code: fieldCode(found), text: `${where}${expectation(issue)}, found ${excerpt(found)}` };
};

/** The one check of a whole event: what it has, it has right, but not enough of it. */
const combinationFinding = (event: unknown): Finding =>
  isObject(event) && "args" in event
    ? { code: "TRC034", text: "args: expected an action, found none" }
    : { code: "TRC029", text: "expected an action or the state of a variable, found neither" };

const fieldCode = (found: unknown): TraceCodeName => {
  if (found === null) return "TRC028";
  return typeof found === "number" && Number.isFinite(found) && !Number.isInteger(found)
    ? "TRC031"
    : "TRC026";
};

const formatted = SchemaIssue.makeFormatterDefault();

/** The schema's own words, without the place it adds. */
const expectation = (issue: SchemaIssue.Issue): string => {
  const [line = ""] = formatted(issue).split("\n");
  return line.charAt(0).toLowerCase() + line.slice(1);
};

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
