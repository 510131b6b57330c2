import type { ElectorState } from "./types.ts";

/** Why start() would refuse (1.5 DORMANT: "returns an error for invalid/duplicate node ids or if already started"). */
export interface StartProblem {
  readonly code: "ALREADY_STARTED" | "INVALID_NODE_ID" | "DUPLICATE_NODE_ID" | "SELF_NOT_CONFIGURED";
  readonly message: string;
}

/** Everything that keeps this elector from starting; empty when start() will do. */
export const startProblems = (state: ElectorState): readonly StartProblem[] => [
  ...alreadyStarted(state),
  ...invalidIds(state),
  ...duplicateIds(state),
  ...unknownSelf(state),
];

/** 1.8: a quorum is a non-negative integer; 0 = majority, more than N is allowed. */
export const isValidQuorum = (quorum: number): boolean => Number.isSafeInteger(quorum) && quorum >= 0;

const alreadyStarted = ({ self, role }: ElectorState): readonly StartProblem[] =>
  role === "Dormant" ? [] : [{ code: "ALREADY_STARTED", message: `${self} is already started (${role})` }];

const invalidIds = ({ nodes }: ElectorState): readonly StartProblem[] =>
  nodes.includes("") ? [{ code: "INVALID_NODE_ID", message: "a node id is empty" }] : [];

const duplicateIds = ({ nodes }: ElectorState): readonly StartProblem[] => {
  const repeated = nodes.filter((node, index) => nodes.indexOf(node) !== index);
  return [...new Set(repeated)].map((node) => ({
    code: "DUPLICATE_NODE_ID",
    message: `node id ${node} is configured more than once`,
  }));
};

const unknownSelf = ({ self, nodes }: ElectorState): readonly StartProblem[] =>
  nodes.includes(self)
    ? []
    : [{ code: "SELF_NOT_CONFIGURED", message: `${self} is not among the configured nodes` }];
