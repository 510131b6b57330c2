import type { Edit } from "./edits.ts";
import type { Source } from "./source.ts";

/**
 * A trace that must be refused, for one mistake. Where is stated here, from understanding, and confirmed by TLC; it is
 * not computed. All have three nodes: each other size would cost every check of the folder one more run of TLC.
 */
export interface InvalidExample {
  readonly name: string;
  readonly source: Source;
  readonly edit: Edit;
  /** What the edit did, for the header; none when a mutant made the mistake. */
  readonly edited?: string;
  readonly refusedAt: { readonly line: number; readonly action: string };
  /** What is wrong in that line, in the words of the protocol. */
  readonly mistake: string;
}
