/** How TLC rates a message (class tlc2.output.MP): 0, 1, 2, 3, 4. */
export type Severity = "none" | "error" | "bug" | "warning" | "state";

/** One `@!@!@STARTMSG code:severity @!@!@ ... @!@!@ENDMSG code @!@!@` block of `-tool` output. */
export interface ToolMessage {
  readonly code: number;
  readonly severity: Severity;
  /** Body without markers; bodies of nested blocks stand in it where they were printed. */
  readonly text: string;
  /** Blocks inside this one: TLC prints the cause of an error inside the error. */
  readonly nested: readonly ToolMessage[];
  /** False when the end of the block never came (TLC was killed, or output got mixed up). */
  readonly complete: boolean;
}
