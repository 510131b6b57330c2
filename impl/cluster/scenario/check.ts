import type { ElectorState, NodeId } from "../../elector/types.ts";
import type { Transition } from "../transition.ts";
import { electorOf, isCrashed } from "../world.ts";
import type { World } from "../world.ts";
import type { Expectation, Wanted } from "./expectation.ts";
import type { NodeRole } from "./vocabulary.ts";

/** Whether an expectation is met, and what was found in its place. */
export interface Finding {
  readonly met: boolean;
  readonly found: string;
}

/** Compares the present world, and what happened so far, with one expectation. */
export const findOut = (
  expectation: Expectation,
  { world, history }: { readonly world: World; readonly history: readonly Transition[] },
): Finding => {
  switch (expectation.kind) {
    case "leader": {
      const { role, term } = electorOf(world, expectation.node);
      const met = role === "Leader" && (expectation.term ?? term) === term;
      return { met, found: describeLeaders(world) };
    }
    case "noLeader":
      return { met: leadersOf(world).length === 0, found: describeLeaders(world) };
    case "node": {
      const shown = shownNode(world, expectation.node);
      return { met: isAsWanted(shown, expectation.wanted), found: describeNode(world, expectation.node) };
    }
    case "action": {
      const own = history.filter(({ node }) => node === expectation.node);
      return counted(own.filter(({ action }) => action.name === expectation.action).length);
    }
    case "reason":
      return counted(history.filter((transition) => turnedTo(transition, expectation)).length);
  }
};

/** One node in the words of `expect`. */
export const describeNode = (world: World, node: NodeId): string => {
  const { role, term, leader, tentative, reason, supporters } = shownNode(world, node);
  const names = `leader ${leader ?? "none"} tentative ${tentative ?? "none"}`;
  const support = supporters === "" ? "" : ` supporters ${supporters.replaceAll(",", " ")}`;
  return `${node} role ${role} term ${term} ${names} reason ${reason}${support}`;
};

/** What a node is at this moment, in the terms of `expect`. */
const shownNode = (world: World, node: NodeId): Required<Wanted> => {
  const elector = electorOf(world, node);
  return {
    role: roleOf(world, node),
    reason: elector.reason,
    term: elector.term,
    leader: elector.leaderId,
    tentative: elector.tentativeLeaderId,
    supporters: elector.supporters.join(","),
  };
};

/** The role of the elector; a node without a process is Crashed. */
export const roleOf = (world: World, node: NodeId): NodeRole =>
  isCrashed(world, node) ? "Crashed" : electorOf(world, node).role;

const isAsWanted = (has: Required<Wanted>, wanted: Wanted): boolean => {
  const whole: Required<Wanted> = { ...has, ...wanted };
  return JSON.stringify(whole) === JSON.stringify(has);
};

const leadersOf = (world: World): readonly ElectorState[] =>
  Object.values(world.electors).filter(({ role }) => role === "Leader");

const describeLeaders = (world: World): string =>
  leadersOf(world)
    .map(({ self, term }) => `leader ${self} term ${term}`)
    .join(", ") || "leader none";

const counted = (times: number): Finding => ({ met: times > 0, found: `happened ${times} times` });

const turnedTo = (
  { node, before, after }: Transition,
  wanted: Extract<Expectation, { kind: "reason" }>,
): boolean =>
  node === wanted.node &&
  electorOf(after, node).reason === wanted.reason &&
  electorOf(before, node).reason !== wanted.reason;
