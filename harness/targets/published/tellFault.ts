import { isCrashed } from "../../../impl/cluster/world.ts";
import type { NodeId } from "../../../impl/elector/types.ts";
import type { TlaValue } from "../../tla/value.ts";
import { NOT_TOLD, peersOf, plainly, type Case, type Plan } from "./tellCase.ts";
import { lostIn, type Part } from "./telling.ts";
import { bagRecord } from "./world.ts";

/**
 * Crash, Start, Stop. The model has no process that is gone, so what is lost with one shows when the node is back: the
 * start of a new process is its Restart, and so is that of a stopped elector. A goodbye is MakeUnavailable.
 */
export const process = (theCase: Case): Plan => {
  const { transition, i, args, after, telling, bridged } = theCase;
  if (transition.action.name === "Crash") return kept(theCase, i);
  if (transition.action.name === "Stop") return plainly(theCase, { action: "MakeUnavailable" });
  const taken = bridged("restart-loses-links") ? [] : (telling.lost[i] ?? []);
  return { parts: [{ action: "Restart", args, elector: after, taken }], lost: { [i]: [] } };
};

/** LinkDown: nobody notices, and what was on the way is gone. */
export const linkDown = (theCase: Case): Plan => {
  const taken = lossOf(theCase);
  return taken.length === 0 ? NOT_TOLD : { parts: [{ taken }] };
};

/** ApplyNodeAvailable: no step of the model; told by what it sends. */
export const connection = ({ sent, bridged }: Case): Plan => {
  if (sent.length === 0) return NOT_TOLD;
  if (bridged("available-again")) return { parts: [], untold: sent };
  return { parts: [{ put: sent.map(({ record }) => record) }] };
};

/** ApplyNodeUnavailable, and the goodbye of a stopping elector. */
export const unavailability = (theCase: Case): Plan => {
  const { transition, j, showsChange, sent, taken, bridged } = theCase;
  if (j === undefined) throw new Error(`${transition.action.name} names no other node`);
  // What a crashed peer wrote before is lost with its process, not with the network.
  const crashed = isCrashed(transition.after, j);
  const loss = crashed ? [] : lossOf(theCase);
  const lost = crashed ? kept(theCase, j) : NOT_TOLD;
  if (!bridged("unavailability-is-local"))
    return { ...lost, ...availability(theCase, [...taken, ...loss], []) };
  if (!showsChange && sent.length === 0)
    return { ...lost, parts: loss.length === 0 ? [] : [{ taken: loss }] };
  const { i, notices } = noticeOf(theCase, j);
  const [own] = notices.filter(({ to }) => to === i);
  const tells: Part = { action: "MakeUnavailable", args: { i: j }, put: notices.map(({ record }) => record) };
  return {
    ...lost,
    ...availability(theCase, [...loss, ...(own === undefined ? [] : [own.record])], [tells]),
  };
};

const availability = (theCase: Case, taken: readonly TlaValue[], before: readonly Part[]): Plan => {
  const [part] = plainly(theCase, { action: "ApplyAvailability" }).parts;
  return { parts: [...before, { ...part, taken }] };
};

/** What the model would have the other node send: it knows unavailability only as a message about oneself. */
const noticeOf = ({ i, after }: Case, from: NodeId) => ({
  i,
  notices: [i, ...peersOf(after)]
    .filter((to) => to !== from)
    .map((to) => ({ to, record: bagRecord({ from, to, message: "NodeUnavailable" }) })),
});

const kept = (theCase: Case, node: NodeId): Plan => {
  const before = theCase.telling.lost[node] ?? [];
  return { parts: [], lost: { [node]: [...before, ...lossOf(theCase)] } };
};

/** Told messages that were on the way and are no more. */
const lossOf = ({ transition, telling, bridged }: Case): readonly TlaValue[] =>
  bridged("network-loses")
    ? []
    : lostIn(transition)
        .filter(({ id }) => !telling.untold.has(id))
        .map(({ record }) => record);
