import { createHash } from "node:crypto";

/** Of the files themselves; raised by hand when they are written in another way. */
const FORMAT = "tla-conformance cache 1";

/**
 * An entry as the text of a file: a line that says what it is, under which key it was kept and what the SHA-256 of the
 * rest is; then the payload as JSON.
 */
export const encodeEntry = (key: string, payload: unknown): string => {
  const text = JSON.stringify(payload);
  return `${headLine(key, text)}\n${text}`;
};

/** The payload of an entry; undefined for anything that is not exactly what was kept under that key. */
export const decodeEntry = (key: string, text: string): unknown => {
  const end = text.indexOf("\n");
  const payload = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === headLine(key, payload) ? JSON.parse(payload) : undefined;
};

const headLine = (key: string, payload: string): string =>
  JSON.stringify({ format: FORMAT, key, digest: sha256(payload) });

/** In hexadecimal. */
export const sha256 = (content: string | Buffer): string =>
  createHash("sha256").update(content).digest("hex");

/** Equal for equal parts only. */
export const digestOf = (...parts: readonly unknown[]): string => sha256(JSON.stringify(parts));
