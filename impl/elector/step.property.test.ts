import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createElector } from "./create.ts";
import { exampleNodes } from "./examples.ts";
import type { Invariant } from "./invariants.ts";
import { violatedByState, violatedByStep } from "./invariants.ts";
import { step } from "./step.ts";
import type { ElectorEvent, ElectorState, MessageKind, TimerKind } from "./types.ts";

// Any input at all, however absurd, to one elector.

const node = fc.constantFrom(...exampleNodes, "S9");
const term = fc.nat({ max: 6 });
const kinds: readonly MessageKind[] = [
  "ElectionProposal",
  "ElectionResponse",
  "LeaderHeartbeat",
  "HeartbeatResponse",
  "ScoutingRequest",
  "ScoutingResponse",
  "LeadershipCession",
  "NodeStatus",
];
const timers: readonly TimerKind[] = [
  "INITIAL_WAIT",
  "RANDOM_WAIT",
  "ELECTION_RESULT",
  "HEARTBEAT_CHECK",
  "HEARTBEAT_BROADCAST",
  "SCOUTING_RESULT",
];
const received = fc.record({
  kind: fc.constant("message" as const),
  from: node,
  message: fc.record({
    kind: fc.constantFrom(...kinds),
    term,
    willVote: fc.boolean(),
    isAvailable: fc.boolean(),
  }),
});
const eventArbitrary: fc.Arbitrary<ElectorEvent> = fc.oneof(
  { weight: 12, arbitrary: received },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("timer" as const), timer: fc.constantFrom(...timers) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("nodeAvailable" as const, "nodeUnavailable" as const),
      node,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("setQuorum" as const), quorum: fc.nat({ max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.constantFrom<ElectorEvent>({ kind: "start" }, { kind: "stop" }) },
);
const inputs = fc.array(fc.tuple(eventArbitrary, fc.nat({ max: 25000 })), { minLength: 1, maxLength: 60 });

const first: ElectorState = step(createElector({ self: "S1", nodes: exampleNodes }), {
  event: { kind: "start" },
  now: 0,
}).state;

type Watch = (before: ElectorState, event: ElectorEvent, now: number) => ElectorState;

const walk = (events: readonly (readonly [ElectorEvent, number])[], watch: Watch): void => {
  let state = first;
  let now = 0;
  for (const [event, elapsed] of events) {
    now += elapsed;
    state = watch(state, event, now);
  }
};

const deepFreeze = <T>(value: T): T => {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
};

describe("whatever one elector is told", () => {
  test("its promises hold, after every step and over every step", () => {
    fc.assert(
      fc.property(inputs, (events) => {
        walk(events, (before, event, now) => {
          const { state } = step(before, { event, now });
          const violated: readonly Invariant[] = [
            ...violatedByState(state),
            ...violatedByStep(before, state),
          ];
          expect(violated).toEqual([]);
          return state;
        });
      }),
      { numRuns: 2000 },
    );
  });

  test("the walks reach every role, so the promises were tried", () => {
    const roles = new Set<string>();
    fc.assert(
      fc.property(inputs, (events) => {
        walk(events, (before, event, now) => {
          const { state } = step(before, { event, now });
          roles.add(state.role);
          return state;
        });
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect([...roles].sort()).toEqual(["Candidate", "Dormant", "Follower", "Leader"]);
  });

  test("step is pure: frozen input, same answer twice, outputs well formed", () => {
    fc.assert(
      fc.property(inputs, (events) => {
        walk(events, (before, event, now) => {
          const input = deepFreeze({ event, now });
          const once = step(deepFreeze(before), input);
          expect(step(before, input)).toEqual(once);
          expect(once.output.message === null).toBe(once.output.destination === null);
          expect(once.state.age - before.age).toBe(once.output.stateChanged ? 1 : 0);
          if (once.action === null) expect(once.state).toBe(before);
          return once.state;
        });
      }),
    );
  });
});
