import { describe, expect, it } from "vitest";
import { projectionDifferences } from "../../replay/compare.ts";
import type { SpecState, SpecStep } from "../../replay/driver.ts";
import { model } from "../../tla/value.ts";
import { parseTlaValue } from "../../tla/valueParser.ts";
import { DEVIATIONS } from "./deviations.ts";
import { publishedDriver } from "./driver.ts";
import { publishedTarget } from "./target.ts";

const stateOf = (variables: Readonly<Record<string, string>>): SpecState =>
  new Map(
    Object.entries({ scoutingInfo: perServer("[term |-> Nil, responses |-> {}]"), ...variables }).map(
      ([name, text]) => [name, parseTlaValue(text)],
    ),
  );

const perServer = (...[first = "", second = first, third = first]: readonly string[]): string =>
  `(S1 :> ${first} @@ S2 :> ${second} @@ S3 :> ${third})`;

const sent = (mtype: string, [from, to]: readonly [string, string], count = 1): string =>
  `[mtype |-> ${mtype}, mterm |-> 2, msource |-> ${from}, mdest |-> ${to}] :> ${count}`;

/** S1 leads term 1, S3 leads term 2 with the vote of S2, and something of S3's is on its way to S1. */
const TWO_LEADERS = {
  currentTerm: perServer("1", "2", "2"),
  state: perServer("Leader", "Follower", "Leader"),
  leaderId: perServer("S1", "S3", "S3"),
  tentativeLeaderId: perServer("Nil"),
  supporters: perServer("{S1, S2}", "{}", "{S2, S3}"),
};

const driver = publishedDriver();

const shownAfter = ({ before, action, args }: SpecStep): SpecState => {
  if (driver.load === undefined) throw new Error("the target cannot be put in a state");
  const performed = driver.perform(driver.load(before), { before, action, args });
  if (performed.kind === "refused") throw new Error(performed.reason);
  return driver.project(performed.world);
};

const deviationCalled = (id: string) => {
  const found = DEVIATIONS.find((deviation) => deviation.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
};

describe("cession-to-all", () => {
  const cession = deviationCalled("cession-to-all");

  it.each([
    ["ApplyLeaderHeartbeatEvent", "LeaderHeartbeat", "S3"],
    ["ApplyHeartbeatResponseEvent", "HeartbeatResponse", "Nil"],
  ])("is what %s of a higher term shows, and nothing else is", (action, kind, leader) => {
    const before = stateOf({ ...TWO_LEADERS, messages: `(${sent(kind, ["S3", "S1"])})` });
    const expected = stateOf({
      ...TWO_LEADERS,
      currentTerm: perServer("2"),
      state: perServer("Follower", "Follower", "Leader"),
      leaderId: perServer(leader, "S3", "S3"),
      supporters: perServer("{}", "{}", "{S2, S3}"),
      messages: `(${sent(kind, ["S3", "S1"], 0)} @@ ${sent("LeadershipCession", ["S1", "S3"])})`,
    });
    const step = { action, args: { i: model("S1"), j: model("S3") }, before, after: expected };
    const actual = shownAfter(step);
    const matches = (shown: SpecState | null): boolean =>
      cession.matches({ step, expected, actual: shown, performed: shown && step, differences: [] });
    expect(projectionDifferences(expected, actual).map(({ path }) => path)).toEqual([
      "messages[[mdest |-> S2, msource |-> S1, mterm |-> 2, mtype |-> LeadershipCession]]",
    ]);
    expect(matches(actual)).toBe(true);
    // It refused, told one only, told nobody, or follows somebody else.
    expect(matches(null)).toBe(false);
    expect(matches(expected)).toBe(false);
    expect(matches(new Map([...actual, ["messages", before.get("messages") ?? model("Nil")]]))).toBe(false);
    expect(matches(new Map([...actual, ["leaderId", parseTlaValue(perServer("S2"))]]))).toBe(false);
  });
});

describe("cession-answered", () => {
  const answered = deviationCalled("cession-answered");
  const before = stateOf({ ...TWO_LEADERS, messages: `(${sent("LeadershipCession", ["S1", "S3"])})` });
  const step = { action: "ApplyLeadershipCessionEvent", args: { i: model("S3"), j: model("S1") }, before };
  const allows = (actual: SpecState): boolean | undefined => answered.allows?.({ step, actual, changes: [] });

  it("is what a leader does that is told of a cession", () => {
    const actual = shownAfter(step);
    expect(projectionDifferences(before, actual)).toHaveLength(2);
    expect(allows(actual)).toBe(true);
  });

  it("is not silence, another answer, or one that goes elsewhere", () => {
    const after = (messages: string): SpecState =>
      new Map([...before, ["messages", parseTlaValue(messages)]]);
    const consumed = sent("LeadershipCession", ["S1", "S3"], 0);
    expect(allows(after(`(${consumed} @@ ${sent("LeaderHeartbeat", ["S3", "S1"])})`))).toBe(true);
    expect(allows(after(`(${consumed})`))).toBe(false);
    expect(allows(after(`(${consumed} @@ ${sent("LeaderHeartbeat", ["S3", "S2"])})`))).toBe(false);
    expect(allows(after(`(${consumed} @@ ${sent("HeartbeatResponse", ["S3", "S1"])})`))).toBe(false);
    expect(allows(before)).toBe(false);
  });
});

describe("what a model without it cannot show", () => {
  const declared = (servers: readonly string[] | null, actions: readonly string[]): readonly string[] => {
    const terms = servers?.map((name) => `${name} :> 0`).join(" @@ ");
    const initial =
      terms === undefined ? {} : { initial: new Map([["currentTerm", parseTlaValue(`(${terms})`)]]) };
    return publishedTarget.drive({ actions: new Set(actions), ...initial }, ({ deviations }) =>
      deviations.map(({ id }) => id),
    );
  };

  it("is not declared there: it would be missed", () => {
    const two = declared(["S1", "S2"], []);
    expect(two).toContain("leader-at-once");
    expect(two).not.toContain("cession-to-all");
    expect(two).not.toContain("restart-loses-links");
    expect(declared(["S1", "S2", "S3"], [])).toEqual([...two, "cession-to-all", "cession-answered"]);
    expect(declared(["S1", "S2"], ["Restart"])).toContain("restart-loses-links");
    expect(declared(null, [])).toContain("cession-to-all");
  });
});
