import { NOT_TOLD, plainly, type Case, type Plan } from "./tellCase.ts";

/** A step that a message caused. */
export const reception = (theCase: Case): Plan => {
  const { showsChange, isUntold, sent } = theCase;
  if (showsChange) return withCession(theCase);
  if (isUntold || isLeftOut(theCase)) return { ...NOT_TOLD, untold: sent };
  return plainly(theCase);
};

/** Steps without an effect on the state, for which the model has no row. */
const isLeftOut = ({ transition, sent, bridged }: Case): boolean => {
  const { name } = transition.action;
  if (sent.length === 0) return bridged("ignored-messages-consumed");
  if (name === "ApplyLeadershipCessionEvent") return bridged("cession-answered");
  return sent.some(({ isRefusal }) => isRefusal) && bridged("scouting-refused");
};

const withCession = (theCase: Case): Plan => {
  const { sent, j, bridged } = theCase;
  const untold = sent.filter(({ kind, to }) => kind === "LeadershipCession" && to !== j);
  if (untold.length === 0 || !bridged("cession-to-all")) return plainly(theCase);
  const heard = sent.filter((one) => !untold.includes(one));
  return { ...plainly(theCase, { put: heard.map(({ record }) => record) }), untold };
};
