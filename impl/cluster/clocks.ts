import type { NodeId } from "../elector/types.ts";

/** A clock that runs at `rate`, and showed `shown` at the virtual time `since`. */
export interface Clock {
  readonly since: number;
  readonly shown: number;
  readonly rate: number;
}

/** By node; who has none goes by virtual time. */
export type Clocks = Readonly<Record<NodeId, Clock>>;

interface Moment {
  readonly now: number;
  readonly clocks: Clocks;
}

/** What the clock of `node` shows now; it never goes back. */
export const localTime = ({ now, clocks }: Moment, node: NodeId): number => {
  const clock = clocks[node];
  return clock === undefined ? now : clock.shown + Math.floor((now - clock.since) * clock.rate);
};

/** How much virtual time passes while the clock of `node` goes on by `ms`. */
export const virtualDelay = ({ clocks }: Pick<Moment, "clocks">, node: NodeId, ms: number): number =>
  Math.ceil(ms / rateOf(clocks, node));

/** The clocks when that of `node` runs at `rate` from now on. */
export const withRate = (moment: Moment, node: NodeId, rate: number): Clocks => ({
  ...moment.clocks,
  [node]: { since: moment.now, shown: localTime(moment, node), rate },
});

/** 1 without a skew. */
export const rateOf = (clocks: Clocks, node: NodeId): number => clocks[node]?.rate ?? 1;
