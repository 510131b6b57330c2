import { packageFile } from "../../packageRoot.ts";
import type { TargetCfg } from "../target.ts";

/** What a configuration of spec/election is expected to show; spec/README.md says why, and the file itself its question. */
interface Expected extends Pick<TargetCfg, "violates" | "through" | "lasso"> {
  /** Part of quick runs. */
  readonly quick?: true;
  /** Long enough for the JVM to compile thoroughly. */
  readonly long?: true;
  /** A module that extends the election's. */
  readonly module?: string;
  /** Generated, distinct, depth: exact. Only of models that are searched to the end. */
  readonly figures?: readonly [generated: number, distinct: number, depth?: number];
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  "two-servers-quick": { figures: [509, 303, 15] },
  "two-servers": { quick: true, figures: [5527, 2557, 21] },
  "one-server": { quick: true, figures: [5, 5, 5] },
  "three-servers": { long: true, figures: [730647, 190682, 41] },
  "three-servers-heartbeats": { long: true, figures: [110612, 29802, 29] },
  "three-servers-successor": { long: true, figures: [62214, 19858, 33] },
  "four-servers": { figures: [38547, 9131, 26] },
  "five-servers-successor": { figures: [7190, 1685, 26] },
  "two-servers-links": { figures: [11287, 3516, 18] },
  "two-servers-restarts": { figures: [8459, 2894, 18] },
  "two-servers-quorums": { figures: [13327, 4744, 17] },
  "two-servers-quorum-one": { figures: [12065, 5676, 24] },
  "three-servers-faults": { figures: [13048, 3987, 16] },
  "three-servers-links": { long: true, figures: [114268, 27541, 27] },
  "three-servers-links-successor": { figures: [80478, 19601, 22] },
  "durable-term": { long: true, figures: [119774, 32615, 31] },
  "three-servers-stops": { long: true, figures: [96211, 28765, 32] },
  "three-servers-full-quorum": { figures: [18442, 5012, 27] },
  "three-servers-raised-quorum": { figures: [11373, 2880, 16] },
  "three-servers-forced-leader": { figures: [31702, 8360, 20] },
  "unreachable-quorum": { quick: true, module: "Reachable", figures: [6841, 1771, 13] },
  "quorum-one-never-scouts": { quick: true, module: "Reachable", figures: [263, 157, 14] },
  "volatile-term-two-leaders": { violates: "OneLeaderPerTerm", through: ["Crash", "Start"] },
  "ledger-term-two-leaders": { violates: "OneLeaderPerTerm", through: ["Crash", "Start"] },
  "stopped-elector-two-leaders": { violates: "OneLeaderPerTerm", through: ["Stop", "Start"] },
  "quorum-one-two-leaders": {
    quick: true,
    violates: "OneLeaderPerTerm",
    through: ["RequestVote", "BecomeLeader"],
  },
  "forced-leader-two-leaders": {
    violates: "OneLeaderPerTerm",
    through: ["SetQuorum", "RequestVote", "BecomeLeader"],
  },
  "raised-quorum-keeps-leader": { quick: true, violates: "LeaderHadQuorum", through: ["SetQuorum"] },
  "reach-win-on-timer": {
    module: "Reachable",
    violates: "NeverWaitsWithQuorum",
    through: ["StartScouting", "ApplyElectionResponseEvent", "SetQuorum"],
  },
  "reach-round-ends-early": {
    module: "Reachable",
    violates: "NeverEndsRoundEarly",
    through: ["StartScouting", "ApplyScoutingResponseEvent"],
  },
  "reach-late-yes": {
    quick: true,
    module: "Reachable",
    violates: "NeverCountsLateYes",
    through: ["StartScouting", "ApplyScoutingResponseEvent"],
  },
  "reach-deserted-in-term": {
    module: "Reachable",
    violates: "NeverDesertedInTerm",
    through: ["ApplyNodeUnavailable", "ApplyLeadershipCessionEvent"],
  },
  "reach-regained-follower": {
    module: "Reachable",
    violates: "NeverRegainsFollower",
    through: [
      "ApplyNodeUnavailable",
      "ApplyNodeAvailable",
      "ApplyLeaderHeartbeatEvent",
      "ApplyElectionResponseEvent",
    ],
  },
  "reach-forced-takeover": {
    module: "Reachable",
    violates: "NeverChangesOver",
    through: ["SetQuorum", "RequestVote", "BecomeLeader", "ApplyLeaderHeartbeatEvent"],
  },
  "reach-gives-up-followed": {
    module: "Reachable",
    violates: "NeverGivesUpFollowed",
    through: ["ApplyLeaderHeartbeatEvent", "ApplyNodeUnavailable"],
  },
  "reach-old-round-won": {
    module: "Reachable",
    violates: "NeverWinsOldRound",
    through: ["Stop", "Start", "ApplyScoutingResponseEvent"],
  },
  "proposal-to-one-no-leader": { module: "ProposalToOnePeer", figures: [110, 37, 12] },
  "proposal-to-all-leader": {
    module: "ProposalToOnePeer",
    violates: "NoLeader",
    through: ["StartScouting", "ApplyElectionProposalEvent", "ApplyElectionResponseEvent"],
  },
  "eventually-led-two-servers": { module: "Liveness", figures: [11489, 3683] },
  "eventually-led-three-servers": { module: "Liveness", figures: [13454, 3620] },
  "nobody-clings": { module: "Liveness", figures: [3974, 1584] },
  "equal-terms-never-quiet": {
    module: "Liveness",
    violates: "QuietAgain",
    through: ["RequestVote", "BecomeLeader", "ApplyLeaderHeartbeatEvent"],
    lasso: true,
  },
};

const inFolder = (name: string): string => packageFile("spec", "election", name);

/** A configuration of the election by its name, with what is expected of it. */
export const electionCfg = (name: string): TargetCfg => {
  const { quick = false, long = false, module, figures, ...expected } = EXPECTED[name] ?? {};
  const [generated, distinct, depth] = figures ?? [];
  return {
    name,
    cfgFile: inFolder(`${name}.cfg`),
    ...(module === undefined ? {} : { specFile: inFolder(`${module}.tla`) }),
    ...expected,
    ...(generated === undefined || distinct === undefined
      ? {}
      : { figures: { generated, distinct, ...(depth === undefined ? {} : { depth }) } }),
    quick,
    short: !long,
  };
};

/** All of them, those that must fail included. */
export const electionModels: readonly TargetCfg[] = Object.keys(EXPECTED).map(electionCfg);
