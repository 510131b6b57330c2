import type { ElectorState } from "../../elector/types.ts";
import type { Transition } from "../transition.ts";
import { electorOf } from "../world.ts";
import type { World } from "../world.ts";
import type { Expectation, Wanted } from "./expectation.ts";

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
      const elector = electorOf(world, expectation.node);
      return { met: isAsWanted(elector, expectation.wanted), found: describeElector(elector) };
    }
    case "action": {
      const own = history.filter(({ node }) => node === expectation.node);
      return counted(own.filter(({ action }) => action.name === expectation.action).length);
    }
    case "reason":
      return counted(history.filter((transition) => turnedTo(transition, expectation)).length);
  }
};

/** One elector in the words of `expect`. */
export const describeElector = (elector: ElectorState): string => {
  const { self, role, term, leaderId, tentativeLeaderId, reason, supporters } = elector;
  const names = `leader ${leaderId ?? "none"} tentative ${tentativeLeaderId ?? "none"}`;
  const support = supporters.length === 0 ? "" : ` supporters ${supporters.join(" ")}`;
  return `${self} role ${role} term ${term} ${names} reason ${reason}${support}`;
};

const isAsWanted = (elector: ElectorState, wanted: Wanted): boolean => {
  const has: Required<Wanted> = {
    role: elector.role,
    reason: elector.reason,
    term: elector.term,
    leader: elector.leaderId,
    tentative: elector.tentativeLeaderId,
  };
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
