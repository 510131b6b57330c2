import { violatedByState, violatedByStep, violatedTogether } from "../elector/invariants.ts";
import type { Invariant } from "../elector/invariants.ts";
import type { NodeId } from "../elector/types.ts";
import { survivingTerms } from "./processes.ts";
import type { Transition } from "./transition.ts";
import { channelKey, electorOf, isCrashed, isUp } from "./world.ts";
import type { World } from "./world.ts";

// What must hold of a cluster under faults, whatever happens to it: names of what is violated.

/** Of a world at one moment. */
export type WorldInvariant =
  | "DeadChannelsAreEmpty"
  | "ChannelsKeepTheirOrder"
  | "CrashedHearNothing"
  | "CrashedHaveNoConnection"
  | "CrashedDoNothing"
  | "OnlyConnectedNodesAreNamed";

/** Of one transition. */
export type TransitionInvariant = "OnlyTheActorChanges" | "SentIsInFlight" | "CrashLeavesASurvivingTerm";

/** Which of these a world breaks. */
export const violatedByWorld = (world: World): readonly WorldInvariant[] =>
  worldChecks.filter(([, holds]) => !holds(world)).map(([name]) => name);

/** Which of these a transition breaks. */
export const violatedByTransition = (transition: Transition): readonly TransitionInvariant[] =>
  transitionChecks.filter(([, holds]) => !holds(transition)).map(([name]) => name);

/** Everything that one transition of a cluster breaks: of its elector, of all together, of the world. */
export const violations = (
  transition: Transition,
): readonly (Invariant | WorldInvariant | TransitionInvariant)[] => {
  const { node, action, before, after } = transition;
  const elector = electorOf(after, node);
  return [
    ...violatedByState(elector),
    // A crash begins a new elector, whose age begins anew.
    ...(action.name === "Crash" ? [] : violatedByStep(electorOf(before, node), elector)),
    ...violatedTogether(Object.values(after.electors)),
    ...violatedByWorld(after),
    ...violatedByTransition(transition),
  ];
};

type Check<Name, Value> = readonly [Name, (value: Value) => boolean];

const nodesOf = (world: World): readonly NodeId[] => Object.keys(world.electors);

const worldChecks: readonly Check<WorldInvariant, World>[] = [
  [
    "DeadChannelsAreEmpty",
    ({ links, channels }) =>
      Object.entries(channels).every(([key, flight]) => links[key] || flight.length === 0),
  ],
  [
    "ChannelsKeepTheirOrder",
    ({ channels }) =>
      Object.values(channels).every((flight) => {
        const numbers = flight.map(({ id }) => Number(id.split(".")[1]));
        return numbers.every((number, index) => index === 0 || (numbers[index - 1] ?? 0) < number);
      }),
  ],
  [
    "CrashedHearNothing",
    (world) =>
      world.crashed.every((node) =>
        nodesOf(world).every((peer) => peer === node || !isUp(world, peer, node)),
      ),
  ],
  [
    "CrashedHaveNoConnection",
    ({ crashed, connected }) => crashed.every((node) => connected[node]?.length === 0),
  ],
  ["CrashedDoNothing", (world) => world.crashed.every((node) => electorOf(world, node).role === "Dormant")],
  // 1.5 NODE_UNAVAILABLE: who has lost its connection is nobody's leader, and nobody's supporter.
  [
    "OnlyConnectedNodesAreNamed",
    (world) =>
      Object.values(world.electors).every(({ self, leaderId, tentativeLeaderId, supporters }) =>
        [leaderId, tentativeLeaderId, ...supporters].every(
          (named) => named === null || named === self || world.connected[self]?.includes(named),
        ),
      ),
  ],
];

const transitionChecks: readonly Check<TransitionInvariant, Transition>[] = [
  [
    "OnlyTheActorChanges",
    ({ node, before, after }) =>
      nodesOf(before).every(
        (other) =>
          other === node ||
          (before.electors[other] === after.electors[other] &&
            before.connected[other] === after.connected[other] &&
            isCrashed(before, other) === isCrashed(after, other)),
      ),
  ],
  [
    "SentIsInFlight",
    ({ node, after, sent }) => {
      const flight = nodesOf(after).flatMap((peer) => after.channels[channelKey(node, peer)] ?? []);
      return sent.every((id) => flight.some((one) => one.id === id));
    },
  ],
  [
    "CrashLeavesASurvivingTerm",
    ({ node, action, before, after }) => {
      const { min, max } = survivingTerms(before, node);
      const { term } = electorOf(after, node);
      return action.name !== "Crash" || (min <= term && term <= max);
    },
  ],
];
