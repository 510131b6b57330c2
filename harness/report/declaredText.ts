import { fromItf } from "../tla/itfValue.ts";
import { canonicalText } from "../tla/value.ts";
import type { CheckReport, Divergence, SilentReport, TraceReport } from "../check/checkReport.ts";
import { counted } from "./lines.ts";

/** How many silent steps of one trace are listed before "and more". */
const MAX_TAKEN = 20;

/** The silent steps of a trace, one a line, for those who want all. */
export const silentLines = ({ silent }: TraceReport): readonly string[] => {
  if (silent === undefined || silent.steps === 0) return [];
  const more = silent.taken.length - MAX_TAKEN;
  return [
    `  with ${counted(silent.steps, "silent step")}:`,
    ...silent.taken.slice(0, MAX_TAKEN).map((step) => `    ${takenText(step)}`),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
};

const takenText = ({ action, args, before, line, file }: SilentReport["taken"][number]): string => {
  const values = Object.entries(args).map(
    ([name, value]) => `${name} = ${canonicalText(fromItf(value, new Set()))}`,
  );
  const place = file === undefined ? `line ${line}` : `${file}:${line}`;
  return `${action}${values.length === 0 ? "" : `(${values.join(", ")})`} before event ${before} (${place})`;
};

/** `, step 2 of 3 of HandleVote`: which step of a composed event could not happen. */
export const partText = ({ part }: Divergence): string =>
  part === undefined ? "" : `, step ${part.step} of ${part.of} of ${part.event}`;

/** What was allowed besides, for a claim holds for that only. */
export const boundLines = ({ silent }: Divergence): readonly string[] =>
  silent === undefined
    ? []
    : [
        `  with at most ${counted(silent.max, "silent step")} before an event` +
          (silent.boundReached ? " (the bound was reached)" : ""),
      ];

/** The silent steps of all traces, by action. */
export const silentSummary = ({ silentSteps, actions, traces }: CheckReport): readonly string[] => {
  if (silentSteps === undefined) return [];
  const names = Object.entries(actions).flatMap(([name, { silent = 0 }]) =>
    silent === 0 ? [] : [`${name} ${silent}`],
  );
  const matched = traces.reduce((sum, trace) => sum + trace.matched, 0);
  const which = names.length === 0 ? "" : `: ${names.sort().join(", ")}`;
  return [`silent: ${counted(silentSteps, "step")} beside ${counted(matched, "matched event")}${which}`];
};
