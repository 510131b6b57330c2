import type { Bridge } from "./bridges.ts";

/** The topics of "Where the model and the product disagree", in the order of the published-model page. */
export const TOPICS = [
  "election proposal",
  "becoming leader, first heartbeat",
  "heartbeat",
  "own leader's repeated heartbeat",
  "scouting",
  "scouting answer",
  "ignored messages",
  "cession",
  "leader receiving a cession",
  "node available again",
  "node unavailable",
  "leader losing quorum",
  "restart",
  "network",
  "quorum",
  "README's claim",
] as const;

export type Topic = (typeof TOPICS)[number];

/** A run of the product that shows a row of the table: told in the words of both specs, and judged by both. */
export interface Row {
  /** Name of its two traces: traces/deviations/election/ID.ndjson and traces/deviations/published/ID.ndjson. */
  readonly id: string;
  readonly topic: Topic;
  /** In traces/deviations/scenarios. */
  readonly scenario: string;
  /** What is passed over on the way there. */
  readonly bridges: readonly Bridge[];
  /** Which spec refuses the trace; both traces end there. Null when both accept them. */
  readonly refused: Refusal | null;
  /** Lines of the run, as the election's trace numbers them, that are left out of it: overtaken messages. */
  readonly overtaken?: readonly number[];
  /** The last line of the election's trace, where nothing is refused by the published model. */
  readonly lastLine?: number;
  readonly says: string;
}

export interface Refusal {
  readonly by: "published" | "election";
  readonly line: number;
  /** None where the model has no action of that kind. */
  readonly action?: string;
  readonly args?: Readonly<Record<string, string>>;
  /** What the explanation must say. */
  readonly because: readonly string[];
}
