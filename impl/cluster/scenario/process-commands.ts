import type { NodeId } from "../../elector/types.ts";
import type { ScriptCommand } from "../script.ts";
import type { CommandVerb } from "./draft.ts";
import { noticeUsage, readNotice } from "./read-links.ts";
import { mostQuorum, mostTerm, readNode, readNumber } from "./read-words.ts";
import { isRefusal, misuse } from "./refusal.ts";
import type { Reading } from "./refusal.ts";

/** `crash S1`, `crash S1 term 2`: which term is left, where `memory ledger` leaves a choice. */
export const crash: CommandVerb = {
  usage: `crash NODE [term N] ${noticeUsage}`,
  read: (words, scenario): Reading<ScriptCommand> => {
    const noticed = readNotice(words);
    if (isRefusal(noticed)) return noticed;
    const { before, notice } = noticed;
    const [name, termWord, number, ...more] = before;
    const hasTerm = termWord === "term" && number !== undefined && more.length === 0;
    if (name === undefined || (termWord !== undefined && !hasTerm)) return misuse(crash.usage);
    const node = readNode(name, scenario);
    if (isRefusal(node)) return node;
    if (number === undefined) return { kind: "crash", node, notice };
    const term = readNumber(number, mostTerm);
    return isRefusal(term) ? term : { kind: "crash", node, term, notice };
  },
};

const ofOneNode = (verb: string, command: (node: NodeId) => ScriptCommand): CommandVerb => {
  const usage = `${verb} NODE`;
  return {
    usage,
    read: ([name, ...more], scenario) => {
      if (name === undefined || more.length > 0) return misuse(usage);
      const node = readNode(name, scenario);
      return isRefusal(node) ? node : command(node);
    },
  };
};

/** `resume S1`: the end of a pause. */
export const resume = ofOneNode("resume", (node) => ({ kind: "resume", node }));
/** `restart S1`: a new process after a crash. */
export const restart = ofOneNode("restart", (node) => ({ kind: "restart", node }));
/** `stop S1`: of the elector alone. */
export const stop = ofOneNode("stop", (node) => ({ kind: "stop", node }));
/** `start S1`: after a stop. */
export const start = ofOneNode("start", (node) => ({ kind: "start", node }));
/** `force S1`: the operator's recipe of 1.8. */
export const force = ofOneNode("force", (node) => ({ kind: "force", node }));

/** `quorum S1 1`, `quorum all 0`: at run time; 0 = majority. */
export const quorum: CommandVerb = {
  usage: "quorum NODE N | quorum all N",
  read: ([name, number, ...more], scenario): Reading<ScriptCommand> => {
    if (name === undefined || number === undefined || more.length > 0) return misuse(quorum.usage);
    const value = readNumber(number, mostQuorum);
    if (isRefusal(value)) return value;
    if (name === "all") return { kind: "quorum", quorum: value };
    const node = readNode(name, scenario);
    return isRefusal(node) ? node : { kind: "quorum", quorum: value, node };
  },
};
