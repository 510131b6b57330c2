import type { ScriptCommand } from "../script.ts";
import type { CommandVerb } from "./draft.ts";
import { readLink, readMs, readNode, readRange } from "./read-words.ts";
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

const resume: CommandVerb = {
  usage: "resume NODE",
  read: ([name, ...more], scenario): Reading<ScriptCommand> => {
    if (name === undefined || more.length > 0) return misuse(resume.usage);
    const node = readNode(name, scenario);
    return isRefusal(node) ? node : { kind: "resume", node };
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

/** Every command of the script, by its verb: a new kind of command does not compile without one. */
export const commands: Readonly<Record<ScriptCommand["kind"], CommandVerb>> = { pause, resume, delay };
