import { canonicalText, type TlaValue } from "../tla/value.ts";
import type { GraphLabel } from "./stateGraph.ts";

/** A label and its text. */
export const graphLabel = (action: string, args: Readonly<Record<string, TlaValue>>): GraphLabel => ({
  action,
  args,
  text: actionText({ action, args }),
});

/** `RequestVote(i = S1, j = S2)` */
export const actionText = ({ action, args }: Pick<GraphLabel, "action" | "args">): string => {
  const given = Object.entries(args).map(([name, value]) => `${name} = ${canonicalText(value)}`);
  return given.length === 0 ? action : `${action}(${given.join(", ")})`;
};
