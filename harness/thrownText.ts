/** The text of whatever was thrown. Never throws itself. */
export const thrownText = (error: unknown): string => {
  try {
    const text: unknown = error instanceof Error ? error.message : error;
    return String(text);
  } catch {
    return "something that has no text";
  }
};
