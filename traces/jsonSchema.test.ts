import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { traceJsonSchema, traceJsonSchemaText } from "./jsonSchema.ts";
import { isTraceEvent } from "./shape.ts";

// Property tests on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const SCHEMA = traceJsonSchema();
const FILE = new URL("trace.schema.json", import.meta.url);

test("the published file is what the decoder's schema gives (vitest -u rewrites it)", async () => {
  await expect(traceJsonSchemaText()).toMatchFileSnapshot(FILE.pathname);
  expect(JSON.parse(await readFile(FILE, "utf8"))).toEqual(SCHEMA);
});

test("every object with named fields is closed", () => {
  const objects: Json[] = [];
  const collect = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const schema = node as Json;
    if (schema["type"] === "object") objects.push(schema);
    Object.values(schema).forEach(collect);
  };
  collect(SCHEMA);
  // `details` of the producer is the one open record, and its values are plain.
  const open = objects.filter(({ additionalProperties }) => additionalProperties !== false);
  expect(objects.length).toBeGreaterThan(8);
  expect(open.map(({ properties }) => properties)).toEqual([undefined]);
});

type Json = Readonly<Record<string, unknown>>;

/** What each keyword of JSON Schema 2020-12 demands; an unknown keyword fails the test. */
const KEYWORDS: Readonly<Record<string, (argument: unknown, json: unknown, schema: Json) => boolean>> = {
  $ref: (name, json) => valid(definition(String(name)), json),
  anyOf: (schemas, json) => list(schemas).some((schema) => valid(schema, json)),
  allOf: (schemas, json) => list(schemas).every((schema) => valid(schema, json)),
  enum: (values, json) => list(values).includes(json),
  type: (type, json) => typeOf(json) === type || (type === "number" && typeOf(json) === "integer"),
  minimum: (limit, json) => typeof json !== "number" || json >= Number(limit),
  maximum: (limit, json) => typeof json !== "number" || json <= Number(limit),
  minLength: (limit, json) => typeof json !== "string" || characters(json) >= Number(limit),
  maxLength: (limit, json) => typeof json !== "string" || characters(json) <= Number(limit),
  pattern: (source, json) => typeof json !== "string" || new RegExp(String(source), "u").test(json),
  items: (schema, json) => !Array.isArray(json) || json.every((item) => valid(schema, item)),
  prefixItems: (schemas, json) =>
    !Array.isArray(json) ||
    list(schemas).every((schema, index) => index >= json.length || valid(schema, json[index])),
  minItems: (limit, json) => !Array.isArray(json) || json.length >= Number(limit),
  maxItems: (limit, json) => !Array.isArray(json) || json.length <= Number(limit),
  required: (names, json) =>
    !isRecord(json) || list(names).every((name) => Object.hasOwn(json, String(name))),
  minProperties: (limit, json) => !isRecord(json) || Object.keys(json).length >= Number(limit),
  properties: (schemas, json) =>
    !isRecord(json) ||
    Object.entries(schemas as Json).every(
      ([key, schema]) => !Object.hasOwn(json, key) || valid(schema, json[key]),
    ),
  patternProperties: (schemas, json) =>
    !isRecord(json) ||
    Object.entries(schemas as Json).every(([source, schema]) =>
      Object.keys(json).every((key) => !new RegExp(source, "u").test(key) || valid(schema, json[key])),
    ),
  additionalProperties: (schema, json, { properties = {}, patternProperties = {} }) =>
    !isRecord(json) ||
    Object.keys(json)
      .filter((key) => !Object.hasOwn(properties as Json, key))
      .filter(
        (key) => !Object.keys(patternProperties as Json).some((source) => new RegExp(source, "u").test(key)),
      )
      .every((key) => valid(schema, json[key])),
};
const ANNOTATIONS = new Set(["$schema", "$defs", "title", "description"]);

const valid = (schema: unknown, json: unknown): boolean => {
  if (typeof schema === "boolean") return schema;
  return Object.entries(schema as Json).every(([keyword, argument]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`keyword ${keyword} is not judged here`);
    return check(argument, json, schema as Json);
  });
};
const characters = (text: string): number => Array.from(text).length;
const list = (value: unknown): readonly unknown[] => value as readonly unknown[];
const isRecord = (json: unknown): json is Json => typeOf(json) === "object";
const typeOf = (json: unknown): string => {
  if (json === null) return "null";
  if (Array.isArray(json)) return "array";
  return Number.isInteger(json) ? "integer" : typeof json;
};
const definition = (reference: string): unknown =>
  (SCHEMA["$defs"] as Json)[reference.replace("#/$defs/", "")];

const line = (text: string): boolean => valid(SCHEMA, JSON.parse(text));

describe("one line against the JSON Schema", () => {
  test.each([
    '{"format":"tla-trace","version":1,"spec":"S"}',
    '{"format":"tla-trace","version":1,"spec":"S","constants":{"N":{"#set":["a"]}},"nodes":["a"],"purpose":"p"}',
    '{"format":"tla-trace","version":1,"spec":"S","producer":{"name":"n","seed":7,"details":{"any":true}}}',
    '{"format":"tla-trace","version":1,"spec":"S","expect":{"verdict":"diverges","line":3,"seq":2,"mistake":"m"}}',
    '{"seq":1,"action":"A"}',
    '{"seq":1,"state":{"x":{"#at":[["S1",{"term":1,"responses":{"#set":["S1"]}}]]}}}',
    '{"seq":2,"node":"S","nodeSeq":1,"action":"A","args":{"i":"S"},"received":"a","sent":["b","c"],"at":1.5}',
    '{"seq":1,"state":{"x":[{"#tup":[1]},{"#map":[[1,2]]},{"#bigint":"-7"},{},true,""]}}',
  ])("valid: %s", (text) => {
    expect(line(text)).toBe(true);
  });

  test.each([
    '{"format":"tla-trace","version":2,"spec":"S"}',
    '{"format":"itf","version":1,"spec":"S"}',
    '{"format":"tla-trace","version":1}',
    '{"format":"tla-trace","version":1,"spec":"S","sepc":1}',
    '{"format":"tla-trace","version":1,"spec":"S","producer":{"name":"n","sede":7}}',
    '{"format":"tla-trace","version":1,"spec":"S","constants":{"N":null}}',
    '{"seq":1}',
    '{"seq":0,"action":"A"}',
    '{"seq":1.5,"action":"A"}',
    '{"action":"A"}',
    '{"seq":1,"state":{}}',
    '{"seq":1,"args":{},"state":{"x":1}}',
    '{"seq":1,"action":"A","states":{}}',
    '{"seq":1,"action":"A","node":null}',
    '{"seq":1,"action":"","node":"A"}',
    '{"seq":1,"action":"A","args":{"x":{"#at":[[1,2]]}}}',
    '{"seq":1,"state":{"x":null}}',
    '{"seq":1,"state":{"x":0.5}}',
    '{"seq":1,"state":{"x":2147483648}}',
    '{"seq":1,"state":{"x":{"#set":1}}}',
    '{"seq":1,"state":{"x":{"#map":[[1]]}}}',
    '{"seq":1,"state":{"x":{"#at":[]}}}',
    '{"seq":1,"state":{"x":{"#odd":1}}}',
    '{"seq":1,"state":{"x":{"#bigint":"01"}}}',
    "[]",
    "null",
  ])("invalid: %s", (text) => {
    expect(line(text)).toBe(false);
  });

  test("accepts every event the decoder accepts, and little else", () => {
    const leaf = fc.oneof(
      fc.integer({ min: -(2 ** 32), max: 2 ** 32 }),
      fc.constantFrom(null, "", "S", true, 0.5),
    );
    const pairs = fc.array(fc.array(leaf, { minLength: 1, maxLength: 3 }), { maxLength: 2 });
    const content = fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), pairs);
    const special = fc.tuple(fc.constantFrom("#set", "#tup", "#map", "#at", "#bigint", "a"), content);
    const value = fc.oneof(
      leaf,
      special.map(([key, inner]) => ({ [key]: inner })),
    );
    const event = fc.record(
      {
        seq: fc.integer({ min: 0, max: 9 }),
        action: fc.constantFrom("A", ""),
        state: fc.dictionary(fc.string(), value),
      },
      { requiredKeys: [] },
    );
    const loose = new Set<string>();
    fc.assert(
      fc.property(event, (json) => {
        if (isTraceEvent(json)) expect(valid(SCHEMA, json)).toBe(true);
        else if (valid(SCHEMA, json)) loose.add(JSON.stringify(json));
      }),
      { numRuns: 500 },
    );
    // What the language cannot say: a key of a function twice.
    for (const text of loose) expect(text).toMatch(/#map|#at/u);
  });
});
