import type { Divergence, Why } from "../checkReport.ts";
import type { Followed } from "../follow.ts";

/** The divergence of a trace that cannot even begin; the initial state counts as event 0, at the header. */
export const initialDivergence = ({ laws }: Followed): Divergence => {
  const why: readonly Why[] =
    laws.length > 0
      ? laws.map((name) => ({ kind: "law", name }))
      : [{ kind: "disabled", action: "Init", message: "the spec has no initial state with these constants" }];
  const summary =
    laws.length > 0
      ? `every initial state violates ${laws.join(" or ")}`
      : "the spec has no initial state with these constants";
  const nothing = { action: null, args: {}, frontier: [], frontierStates: 0, enabled: [] };
  return { line: 1, event: 0, ...nothing, why, summary };
};
