import type { FramingFault } from "./frames.ts";
import type { WireFault } from "./wire.ts";

/** Why a node closed a connection that it should not trust; "stale" and "late" befall honest peers too. */
export type RefusalKind =
  | FramingFault
  | WireFault
  /** The connection ended inside a frame. */
  | "halfFrame"
  | "wrongToken"
  /** The sender says it is a node that it is not, or that is not configured, or that is not to dial this one. */
  | "wrongNode"
  /** A hello or welcome for somebody else. */
  | "wrongTarget"
  /** A frame out of turn: a message before the hello, a second hello. */
  | "unexpected"
  /** A hello older than one that was heard already. */
  | "stale"
  /** A welcome so late that its sender may have ended since. */
  | "late"
  /** Connected, but said no hello in time. */
  | "silent"
  /** Too many connections without a hello at once. */
  | "crowded";

/** How often each befell; kinds that never did are absent. */
export type RefusalCounts = Readonly<Partial<Record<RefusalKind, number>>>;

export interface RefusalTally {
  readonly count: (kind: RefusalKind) => void;
  readonly counts: () => RefusalCounts;
}

/** A tally at zero. */
export const createRefusalTally = (): RefusalTally => {
  const counts: Partial<Record<RefusalKind, number>> = {};
  return {
    count: (kind) => {
      counts[kind] = (counts[kind] ?? 0) + 1;
    },
    counts: () => ({ ...counts }),
  };
};

/** Sums by kind, kinds sorted. */
export const addRefusals = (all: readonly RefusalCounts[]): RefusalCounts => {
  const kinds = new Set(all.flatMap((counts) => Object.keys(counts) as RefusalKind[]));
  return Object.fromEntries(
    [...kinds].sort().map((kind) => [kind, all.reduce((sum, counts) => sum + (counts[kind] ?? 0), 0)]),
  );
};
