import type { Incomplete } from "../checkReport.ts";
import type { ProbeDepth } from "./probeModule.ts";
import type { Findings } from "./probeRun.ts";

/** How much was asked about a trace, whether TLC came to the end of it, and why no more was. */
export interface Asked {
  readonly depth: ProbeDepth;
  readonly finished: boolean;
  readonly reason: string;
}

/** Of those who want a verdict only. */
export const notAsked = "it was not asked";

/** What was left out for its number, and how many were looked at of the successors of the event's action and of steps. */
interface Looked extends Pick<Findings, "more"> {
  readonly successors: number;
  readonly steps: number;
}

/** What is not known about a divergence, and why: the less TLC could answer, the more. Nothing where all is known. */
export const incompleteOf = (
  { depth, finished, reason }: Asked,
  { more, successors, steps }: Looked,
): readonly Incomplete[] => {
  const unasked = (finished ? BY_DEPTH[depth] : ALL).map((what) => ({ what, reason }));
  const asked = (what: Incomplete["what"]): boolean => !unasked.some((one) => one.what === what);
  return [
    ...unasked,
    ...(more.has("successors") && asked("successors")
      ? [
          {
            what: "successors" as const,
            reason: `of more than ${successors} successors ${successors} were looked at`,
          },
        ]
      : []),
    ...(more.has("steps") && asked("enabled")
      ? [{ what: "enabled" as const, reason: `there are more than ${steps}` }]
      : []),
  ];
};

const ALL = ["states", "guards", "successors", "enabled"] as const;

const BY_DEPTH: Readonly<Record<ProbeDepth, readonly Incomplete["what"][]>> = {
  0: [],
  1: ["enabled"],
  2: ["guards", "enabled"],
  3: ["guards", "successors", "enabled"],
};
