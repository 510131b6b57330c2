import { deflateSync, inflateSync } from "node:zlib";
import * as Schema from "@effect/schema/Schema";
import { sha256 } from "../../cache/entry.ts";
import { DIGEST_BYTES } from "../../graph/stateDigest.ts";
import type { Evidence } from "./evidence.ts";

/** What a baseline is about. */
export interface BaselineKey {
  /** The target's name, or that of the driver's file. */
  readonly target: string;
  /** The name of the spec's module. */
  readonly spec: string;
  /** A digest of all that decides what the implementation does. */
  readonly implementation: string;
}

/** The first line; the number is raised when the format changes. */
const FORMAT = "tla-conformance baseline 2";

const Count = Schema.Finite.check(
  Schema.makeFilter((value: number) => Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31, {
    expected: "a whole number from 0",
  }),
);
const Counts = Schema.Record(Schema.String, Count);

const Head = Schema.Struct({
  target: Schema.String,
  spec: Schema.String,
  implementation: Schema.String,
  rate: Schema.Finite,
  seed: Schema.Finite,
  states: Count,
  steps: Count,
  labels: Schema.Array(Schema.String),
  declared: Schema.Array(Schema.String),
  named: Schema.Array(Schema.String),
  notes: Schema.Array(Schema.Struct({ exempt: Counts, excused: Counts, ignored: Count })),
});

/** Three lines: what it is, the SHA-256 of all that follows, what is in it; then the numbers, deflated. */
export const encodeBaseline = (key: BaselineKey, evidence: Evidence): Buffer => {
  const { labels, declared, named, notes, rate, seed } = evidence;
  const [states, steps] = [evidence.asked.length, evidence.parents.length];
  const head: typeof Head.Type = { ...key, rate, seed, states, steps, labels, declared, named, notes };
  const rest = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    deflateSync(Buffer.concat(numbersOf(evidence).map(bytesOf)), { level: 6 }),
  ]);
  return Buffer.concat([Buffer.from(`${FORMAT}\n${sha256(rest)}\n`), rest]);
};

/** A baseline, or what is wrong with it, in one word or two. */
export const decodeBaseline = (
  bytes: Buffer,
): { readonly key: BaselineKey; readonly evidence: Evidence } | string => {
  const first = bytes.indexOf("\n");
  if (bytes.toString("utf8", 0, Math.max(first, 0)) !== FORMAT) return "of another version";
  const second = bytes.indexOf("\n", first + 1);
  const third = bytes.indexOf("\n", second + 1);
  if (second < 0 || third < 0) return "cut off";
  const rest = bytes.subarray(second + 1);
  if (bytes.toString("utf8", first + 1, second) !== sha256(rest)) return "damaged";
  const head = Schema.decodeUnknownOption(Head)(parsed(bytes.toString("utf8", second + 1, third)));
  if (head._tag === "None") return "damaged";
  const { target, spec, implementation, ...found } = head.value;
  const evidence = evidenceOf(found, inflated(bytes.subarray(third + 1), found));
  return evidence === null ? "damaged" : { key: { target, spec, implementation }, evidence };
};

/** The numbers of some evidence in the order of the file: bytes by state, by step, by state. */
const numbersOf = (evidence: Evidence): readonly (Uint8Array | Int32Array)[] => [
  ...[evidence.states, evidence.situations],
  ...[evidence.parents, evidence.stepLabels, evidence.targets, evidence.deviations],
  ...[evidence.askedAt, evidence.asked, evidence.noted],
];

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array | Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

interface Sizes {
  readonly states: number;
  readonly steps: number;
}

const sizeOf = ({ states, steps }: Sizes): number => states * (2 * DIGEST_BYTES + 3 * 4) + steps * 4 * 4;

const inflated = (bytes: Buffer, sizes: Sizes): Buffer | null => {
  try {
    const content = inflateSync(bytes, { maxOutputLength: Math.max(1, sizeOf(sizes)) });
    return content.length === sizeOf(sizes) ? content : null;
  } catch {
    return null;
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const evidenceOf = (
  head: Sizes & Pick<Evidence, "labels" | "declared" | "named" | "notes" | "rate" | "seed">,
  content: Buffer | null,
): Evidence | null => {
  if (content === null) return null;
  const { states, steps, labels, declared, named, notes, rate, seed } = head;
  let offset = 0;
  const take = (length: number): Uint8Array => {
    const part = Uint8Array.from(content.subarray(offset, offset + length));
    offset += length;
    return part;
  };
  const digests = (): Uint8Array => take(states * DIGEST_BYTES);
  const integers = (count: number): Int32Array => new Int32Array(take(count * 4).buffer);
  const evidence: Evidence = {
    ...{ labels, declared, named, notes, rate, seed, states: digests(), situations: digests() },
    ...{ parents: integers(steps), stepLabels: integers(steps) },
    ...{ targets: integers(steps), deviations: integers(steps) },
    ...{ askedAt: integers(states), asked: integers(states), noted: integers(states) },
  };
  return isSound(evidence, { states, steps }) ? evidence : null;
};

/** Whether all numbers are numbers of something: they are not where the machine has another order of bytes. */
const isSound = (evidence: Evidence, { states, steps }: Sizes): boolean => {
  const { labels, notes } = evidence;
  const within = (values: Int32Array, least: number, below: number): boolean =>
    values.every((value) => value >= least && value < below);
  return (
    evidence.parents.every((parent, step) => parent >= -1 && parent < step) &&
    within(evidence.stepLabels, -1, labels.length) &&
    within(evidence.targets, 0, states) &&
    within(evidence.deviations, 0, 2 ** 31 - 1) &&
    within(evidence.askedAt, 0, steps + 1) &&
    within(evidence.asked, 0, labels.length + 1) &&
    within(evidence.noted, 0, notes.length + 1)
  );
};
