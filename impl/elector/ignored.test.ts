import { describe, expect, test } from "vitest";
import { noOutput } from "./effect.ts";
import * as e from "./examples.ts";
import { step } from "./step.ts";
import type { ElectorEvent, ElectorState, MessageKind } from "./types.ts";
import { isValidQuorum, startProblems } from "./validation.ts";

// The ignore rules of section 1.3, the refusals of start() and setQuorum, and the run-time quorum of 1.8.

const run = (state: ElectorState, event: ElectorEvent) => step(state, { event, now: 2000 });

const expectIgnored = (state: ElectorState, event: ElectorEvent) => {
  expect(run(state, event)).toEqual({ state, action: null, output: noOutput });
};

const withTerm: readonly MessageKind[] = [
  "LeaderHeartbeat",
  "LeadershipCession",
  "ElectionProposal",
  "ElectionResponse",
  "HeartbeatResponse",
  "ScoutingRequest",
];

describe("1.3: ignored input is no action", () => {
  test.each(["S1", "S9"])("messages and link news of %s (self, not configured)", (from) => {
    for (const kind of [...withTerm, "ScoutingResponse", "NodeStatus"] as const)
      expectIgnored(e.scouting(), e.message(from, kind, 9));
    expectIgnored(e.leader(), { kind: "nodeAvailable", node: from });
    expectIgnored(e.leader(["S1"]), { kind: "nodeUnavailable", node: from });
  });

  test.each(withTerm)("%s with term 0", (kind) => {
    for (const state of [e.follower({ term: 0 }), e.candidate(), e.leader(), e.following("S2")])
      expectIgnored(state, e.message("S2", kind, 0));
  });

  test("but scouting answers and node status do not look at the term", () => {
    expect(run(e.scouting(), e.scoutingAnswer("S2", true, 0)).state.scouting.responses).toEqual({
      S1: true,
      S2: true,
    });
    expect(run(e.following("S2"), e.nodeStatus("S2", false)).state.leaderId).toBeNull();
  });
});

describe("start() tells why it refuses, and does nothing", () => {
  test.each([
    { given: e.follower(), codes: ["ALREADY_STARTED"] },
    { given: e.dormant({ nodes: ["S1", "S2", "S2", "S2"] }), codes: ["DUPLICATE_NODE_ID"] },
    { given: e.dormant({ nodes: ["S1", ""] }), codes: ["INVALID_NODE_ID"] },
    { given: e.dormant({ self: "S9" }), codes: ["SELF_NOT_CONFIGURED"] },
    {
      given: e.dormant({ nodes: ["", ""] }),
      codes: ["INVALID_NODE_ID", "DUPLICATE_NODE_ID", "SELF_NOT_CONFIGURED"],
    },
  ])("$codes", ({ given, codes }) => {
    expect(startProblems(given).map(({ code }) => code)).toEqual(codes);
    expectIgnored(given, { kind: "start" });
  });

  test("a sound configuration has no problem", () => expect(startProblems(e.dormant())).toEqual([]));
});

describe("1.8: quorum at run time", () => {
  test.each([-1, 1.5, Number.NaN, Infinity])("%d is no quorum", (quorum) => {
    expect(isValidQuorum(quorum)).toBe(false);
    expectIgnored(e.follower(), { kind: "setQuorum", quorum });
  });

  test.each([e.dormant(), e.follower(), e.candidate(["S1", "S2", "S3"]), e.leader()])(
    "changes nothing but the number itself: $role",
    (state) => {
      for (const quorum of [0, 1, 4, 99])
        expect(run(state, { kind: "setQuorum", quorum })).toEqual({
          state: { ...state, quorum },
          action: { name: "SetQuorum", args: { i: "S1", quorum } },
          output: noOutput,
        });
    },
  );

  test("0 means majority of all nodes, self included", () => {
    const three = { ...e.candidate(["S1", "S2"]), quorum: 0 };
    expect(run(three, e.message("S3", "ElectionResponse", 5)).state.role).toBe("Leader");
    expect(
      run({ ...three, nodes: [...three.nodes, "S5", "S6"] }, e.message("S3", "ElectionResponse", 5)).state
        .role,
    ).toBe("Candidate");
  });

  test("is read at the decision: lowered during a round, the next answer decides", () => {
    const lowered = run(e.scouting(), { kind: "setQuorum", quorum: 2 }).state;
    expect(run(lowered, e.scoutingAnswer("S2", true)).state.role).toBe("Candidate");
    expect(run(e.scouting(), e.scoutingAnswer("S2", true)).state.role).toBe("Follower");
  });
});
