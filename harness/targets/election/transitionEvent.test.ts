import { expect, test } from "vitest";
import { createWorld, deliver, feed } from "../../../impl/cluster/world.ts";
import { step } from "../../../impl/elector/step.ts";
import { transitionEvent } from "./transitionEvent.ts";
import { NODE_VARIABLES, worldState } from "./projection.ts";

const nodes = ["S1", "S2"];
const begin = createWorld({ nodes });
const scouted = feed(begin, "S1", { event: { kind: "timer", timer: "INITIAL_WAIT" }, now: 8000, step });

test("an event shows the node's variables and every link it may have written to", () => {
  const action = scouted.step.action;
  if (action === null) throw new Error("scouting is an action");
  const event = transitionEvent({
    node: "S1",
    action,
    before: begin,
    after: scouted.world,
    sent: ["S1.1"],
    at: 8000,
  });
  expect(event.action).toBe("StartScouting");
  expect(event.args).toEqual({ i: "S1" });
  expect(Object.keys(event.state ?? {}).sort()).toEqual(
    [...Object.keys(NODE_VARIABLES), "connected", "messages"].sort(),
  );
  expect(event.state?.["scoutingInfo"]).toEqual({
    "#at": [["S1", { term: 1, responses: { "#set": ["S1"] } }]],
  });
  expect(event.state?.["messages"]).toEqual({
    "#at": [[{ "#tup": ["S1", "S2"] }, [{ mtype: "ScoutingRequest", mterm: 1 }]]],
  });
});

test("a received message shows in the link it came by, a refusal in the answer", () => {
  const answered = deliver(scouted.world, { from: "S1", to: "S2", now: 8001, step });
  const action = answered?.step.action;
  if (answered === undefined || action === null || action === undefined) throw new Error("no answer");
  const event = transitionEvent({
    ...{ node: "S2", action, before: scouted.world, after: answered.world },
    ...{ received: "S1.1", sent: ["S2.1"], at: 8001 },
  });
  expect(event.args).toEqual({ i: "S2", j: "S1" });
  expect(event.state?.["messages"]).toEqual({
    "#at": [
      [{ "#tup": ["S2", "S1"] }, [{ mtype: "ScoutingResponse", mterm: 0, mvote: true }]],
      [{ "#tup": ["S1", "S2"] }, []],
    ],
  });
});

test("the state of a world has the same variables as its events", () => {
  expect(Object.keys(worldState(begin))).toEqual([
    "messages",
    ...Object.keys(NODE_VARIABLES),
    ...["connected", "links", "durableTerm"],
  ]);
});
