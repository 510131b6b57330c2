import type { LoadedSpec } from "../../spec/loadSpec.ts";
import type { Divergence, TraceReport } from "../checkReport.ts";
import type { Followed } from "../follow.ts";
import { countWhole, type ComposedEvent } from "./composition.ts";
import { silentReport, withinBound } from "./silentReport.ts";
import { silentSteps } from "./silentSteps.ts";

/** What was found out about a trace, back in terms of the events that were logged. */
export interface AsLogged extends Pick<TraceReport, "events" | "matched" | "silent"> {
  readonly divergence: Divergence | null;
  /** Why a divergence proves nothing. */
  readonly reason?: string;
}

/**
 * TLC has followed the steps of composed events, and silent steps between them. Here each event counts once, when its
 * last step was matched; a divergence names file and step; and what the bound of silent steps has kept unseen proves
 * nothing.
 */
export const asLogged = (
  { trace, matched, silent, circles, cut }: Followed,
  spec: LoadedSpec,
  { divergence, boundReached }: { readonly divergence: Divergence | null; readonly boundReached: boolean },
): AsLogged => {
  const plan = silentSteps(spec);
  const counts = {
    events: countWhole(trace.events),
    matched: countWhole(trace.events.slice(0, Math.max(0, matched))),
    ...(plan && {
      silent: silentReport({ trace, silent, circles }, divergence !== null && (boundReached || cut)),
    }),
  };
  const placed = divergence && placedAt(divergence, trace.events[matched]);
  if (placed === null || plan === undefined) return { ...counts, divergence: placed };
  const bounded = withinBound(placed, { plan, boundReached: boundReached || cut });
  return "reason" in bounded ? { ...counts, divergence: null, ...bounded } : { ...counts, ...bounded };
};

/** None for a trace that cannot even begin. */
const placedAt = (divergence: Divergence, located: ComposedEvent | undefined): Divergence => ({
  ...divergence,
  ...(located?.file === undefined ? {} : { file: located.file }),
  ...(located?.part === undefined ? {} : { part: located.part }),
});
