import type { TraceEvent } from "../../traces/schema.ts";
import { every, inOrder, upTo, type Edit } from "./edits.ts";
import { JUMPING_FOLLOWER, scenario, type Source } from "./source.ts";

/** A trace that conforms: a run of the true implementation, or as much of it as tells its story. */
export interface ValidExample {
  readonly name: string;
  readonly purpose: string;
  readonly source: Source;
  readonly edit?: Edit;
}

/** The event without its arguments, and of the state only the role of the node: a coarse log. */
const onlyActionAndRole = ({ seq, node, action, state }: TraceEvent): TraceEvent => ({
  seq,
  ...(node === undefined ? {} : { node }),
  ...(action === undefined ? {} : { action }),
  ...(state?.["state"] === undefined ? {} : { state: { state: state["state"] } }),
});

/** A log of three nodes that knows little; also what one of the invalid examples is made from. */
export const COARSE_LOG: Edit = every(onlyActionAndRole);

const withoutAction = ({ seq, node, state, at }: TraceEvent): TraceEvent => ({
  seq,
  ...(node === undefined ? {} : { node }),
  ...(state === undefined ? {} : { state }),
  ...(at === undefined ? {} : { at }),
});

/** traces/valid, one file each. */
export const VALID_EXAMPLES: readonly ValidExample[] = [
  {
    name: "one-node",
    purpose: "a cluster of one is its own quorum",
    source: { scenario: scenario("one-node") },
  },
  {
    name: "two-nodes",
    purpose: "two nodes, and both must agree",
    source: { scenario: scenario("two-nodes") },
    edit: upTo(21),
  },
  {
    name: "three-nodes",
    purpose: "the normal first election: scouting, proposal, votes, heartbeats",
    source: { scenario: scenario("three-nodes") },
    edit: upTo(30),
  },
  {
    name: "five-nodes",
    purpose: "five nodes on a slow network",
    source: { scenario: scenario("five-nodes") },
    edit: upTo(42),
  },
  {
    name: "seven-nodes",
    purpose: "seven nodes, one of them asleep for most of the election",
    source: { scenario: scenario("seven-nodes") },
  },
  {
    name: "contested-election",
    purpose: "two candidates in one term; the loser gives way to the winner's heartbeat",
    source: { scenario: scenario("contested") },
    edit: upTo(45),
  },
  {
    name: "preempted-candidate",
    purpose: "a candidate gives way to a proposal of a higher term",
    source: { scenario: scenario("preempted-candidate") },
  },
  {
    name: "returning-stale-leader",
    purpose: "a leader sleeps while another is elected, is told of the higher term when it wakes, and cedes",
    source: { scenario: scenario("stale-leader") },
    edit: upTo(59),
  },
  {
    name: "tentative-timeout",
    purpose: "voters drop a candidate they never hear from again, and elect another",
    source: { scenario: scenario("tentative-timeout") },
    edit: upTo(56),
  },
  {
    name: "split-vote",
    purpose: "all stand at once, nobody is elected, random waits break the tie",
    source: { scenario: scenario("split-vote") },
    edit: upTo(39),
  },
  {
    name: "follower-jumps",
    purpose: "a follower ignores a proposal but obeys the heartbeat of a higher term (five nodes)",
    source: { scenario: scenario("follower-jumps") },
  },
  {
    name: "follower-jumps-three",
    purpose: "a follower goes from one leader to the next in one step",
    source: { scenario: JUMPING_FOLLOWER },
  },
  {
    name: "random-schedule",
    purpose: "a random schedule with slow links and pauses: twelve different actions, three terms",
    source: { nodes: 3, seed: 162, steps: 60 },
  },
  {
    name: "coarse-log",
    purpose: "an implementation that logs only action and role: TLC finds the arguments and all the rest",
    source: { scenario: scenario("preempted-candidate") },
    edit: COARSE_LOG,
  },
  {
    name: "states-only",
    purpose: "an implementation that logs states and no actions",
    source: { scenario: scenario("three-nodes") },
    edit: inOrder(upTo(21), every(withoutAction)),
  },
];
