/**
 * What JSON leaves raw although terminals obey it or other programs split lines at it: control characters from
 * U+007F, the line separators, and the marks that reverse the reading direction.
 */
const UNSAFE = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** JSON of any value on one line that is safe to print and to split; lone surrogates come out escaped. */
export const jsonText = (value: unknown): string => safeText(JSON.stringify(value));

/** JSON text that is safe to print and to split. */
export const safeText = (json: string): string => json.replace(UNSAFE, escaped);

/** The value as the message of a problem shows it: JSON, cut after 60 characters. */
export const excerpt = (value: unknown): string => {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  const text = jsonText(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};
