import { describe, expect, test } from "vitest";
import * as e from "./examples.ts";
import { step } from "./step.ts";
import type { ElectorEvent, ElectorState } from "./types.ts";

// E1-E8 of section 1.10 where they need more than one step; the one-step ones have their row in the tables of 1.5.

const run = (state: ElectorState, events: readonly ElectorEvent[]): ElectorState =>
  events.reduce((before, event) => step(before, { event, now: 2000 }).state, state);

describe("1.10", () => {
  test("E1: two leaders of one term keep each other talking", () => {
    const pair = { S1: e.leader(), S2: { ...e.leader(), self: "S2", leaderId: "S2" } } as const;
    const first = step(pair.S1, { event: e.message("S2", "LeaderHeartbeat", 5), now: 1 });
    const second = step(pair.S2, { event: e.message("S1", "LeaderHeartbeat", 5), now: 2 });
    expect([first.output.message, second.output.message]).toEqual([
      { kind: "LeaderHeartbeat", term: 5 },
      { kind: "LeaderHeartbeat", term: 5 },
    ]);
    expect([first.state, second.state]).toEqual([pair.S1, pair.S2]);
  });

  test("E2: lowered below the count, votes never win, the timer does", () => {
    const lowered = run(e.candidate(["S1", "S2"]), [
      { kind: "setQuorum", quorum: 2 },
      e.message("S3", "ElectionResponse", 5),
      e.message("S4", "ElectionResponse", 5),
    ]);
    expect(lowered).toMatchObject({ role: "Candidate", supporters: ["S1", "S2", "S3", "S4"] });
    expect(run(lowered, [e.timer("ELECTION_RESULT")]).role).toBe("Leader");
  });

  test("E4: a yes for an abandoned round counts in the next one", () => {
    const again = run(e.scouting({ S1: true, S2: true }), [
      e.timer("SCOUTING_RESULT"),
      e.timer("RANDOM_WAIT"),
      e.scoutingAnswer("S3", true),
    ]);
    expect(again.scouting.responses).toEqual({ S1: true, S3: true });
    expect(run(again, [e.scoutingAnswer("S4", true)]).role).toBe("Candidate");
  });

  test("E6: stop and start forget the term and keep the round", () => {
    const back = run(e.scouting({ S1: true, S2: true }), [{ kind: "stop" }, { kind: "start" }]);
    expect(back).toMatchObject({ role: "Follower", term: 0, age: 3, scouting: { term: 6 } });
    expect(run(back, [e.scoutingAnswer("S3", true)])).toMatchObject({ role: "Candidate", term: 6 });
  });

  test("E8: the new leader answers the cession, the old one only stamps the time; nobody is counted", () => {
    const old = step(e.leader(), { event: e.message("S2", "LeaderHeartbeat", 6), now: 3000 });
    expect(old.output.message).toEqual({ kind: "LeadershipCession", term: 6 });
    const fresh: ElectorState = { ...e.leader(["S2", "S3", "S4"]), self: "S2", leaderId: "S2", term: 6 };
    const answer = step(fresh, { event: e.message("S1", "LeadershipCession", 6), now: 3001 });
    expect(answer).toMatchObject({
      state: fresh,
      output: { message: { kind: "LeaderHeartbeat", term: 6 }, destination: { kind: "node", node: "S1" } },
    });
    const after = step(old.state, { event: e.message("S2", "LeaderHeartbeat", 6), now: 3002 });
    expect(after.state).toEqual({ ...old.state, lastLeaderHeartbeat: 3002 });
    expect(after.output.message).toBeNull();
  });
});
