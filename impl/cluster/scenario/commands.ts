import type { ScriptCommand } from "../script.ts";
import type { CommandVerb } from "./draft.ts";
import { cut, disconnect, heal } from "./network-commands.ts";
import { crash, force, quorum, restart, resume, start, stop } from "./process-commands.ts";
import { readFactor, readLink, readMs, readNode, readRange } from "./read-words.ts";
import { isRefusal, misuse } from "./refusal.ts";
import type { Reading } from "./refusal.ts";

const pause: CommandVerb = {
  usage: "pause NODE [for MS]",
  read: ([name, forWord, time, ...more], scenario): Reading<ScriptCommand> => {
    const hasEnd = forWord === "for" && time !== undefined && more.length === 0;
    if (name === undefined || (forWord !== undefined && !hasEnd)) return misuse(pause.usage);
    const node = readNode(name, scenario);
    if (isRefusal(node)) return node;
    if (time === undefined) return { kind: "pause", node };
    const forMs = readMs(time);
    return isRefusal(forMs) ? forMs : { kind: "pause", node, forMs };
  },
};

const delay: CommandVerb = {
  usage: "delay [FROM>TO] MIN..MAX",
  read: (words, scenario): Reading<ScriptCommand> => {
    const [rangeWord, linkWord, ...more] = words.toReversed();
    if (rangeWord === undefined || more.length > 0) return misuse(delay.usage);
    const range = readRange(rangeWord);
    if (isRefusal(range)) return range;
    if (linkWord === undefined) return { kind: "delay", range };
    const link = readLink(linkWord, scenario);
    return isRefusal(link) ? link : { kind: "delay", range, link };
  },
};

const skew: CommandVerb = {
  usage: "skew NODE FACTOR (0.1 to 10; 1 is true time)",
  read: ([name, number, ...more], scenario): Reading<ScriptCommand> => {
    if (name === undefined || number === undefined || more.length > 0) return misuse(skew.usage);
    const [node, factor] = [readNode(name, scenario), readFactor(number)];
    if (isRefusal(node)) return node;
    return isRefusal(factor) ? factor : { kind: "skew", node, factor };
  },
};

/** Every command of the script, by its verb: a new kind of command does not compile without one. */
export const commands: Readonly<Record<ScriptCommand["kind"], CommandVerb>> = {
  pause,
  resume,
  delay,
  skew,
  cut,
  heal,
  disconnect,
  crash,
  restart,
  stop,
  start,
  quorum,
  force,
};
