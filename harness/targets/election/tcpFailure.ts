import type { ClusterFailure } from "../../../impl/cluster/tcp/failure.ts";
import type { Problem } from "../../../traces/problem.ts";

/** Why a run of processes ended early, for whoever asked for it. */
export const failureProblem = ({ cause, node, reason }: ClusterFailure): Problem => {
  const who = node ?? "the run";
  switch (cause) {
    case "listen":
      return {
        code: "TCP001",
        message: `${who} cannot listen on 127.0.0.1 (${reason})`,
        repair: "Another program has the port, or the system allows no sockets here.",
      };
    case "record":
      return {
        code: "TCP002",
        message: `${who} cannot write its trace: ${reason}`,
        repair: "Give a folder you may write to with --out-dir, and see whether the disk is full.",
      };
    case "ended":
      return {
        code: "TCP003",
        message: `the process of ${who} ${reason}`,
        repair: "Something else has ended it; run again.",
      };
    case "silent":
      return {
        code: "TCP004",
        message: `the process of ${who} gave ${reason}`,
        repair: "The machine is very busy; run again, with fewer nodes.",
      };
    case "aborted":
      return {
        code: "INC060",
        message: "the run was given up; its files are removed",
        repair: "Run again, for a shorter time.",
      };
  }
};
