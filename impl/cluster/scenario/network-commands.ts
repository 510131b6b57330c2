import type { Link, ScriptCommand } from "../script.ts";
import type { CommandVerb, Scenario } from "./draft.ts";
import { linksUsage, noticeUsage, readLinks, readNotice } from "./read-links.ts";
import { isRefusal, misuse } from "./refusal.ts";
import type { Reading } from "./refusal.ts";

/** `cut S1 S2`, `cut S1>S2 unnoticed`, `cut S1 | S2 S3 noticed in 5..10`: what is written is lost from now on. */
export const cut: CommandVerb = {
  usage: `cut ${linksUsage} ${noticeUsage}`,
  read: (words, scenario): Reading<ScriptCommand> => {
    const noticed = readNotice(words);
    if (isRefusal(noticed)) return noticed;
    const links = readLinks(noticed.before, scenario, cut.usage);
    return isRefusal(links) ? links : { kind: "cut", links, notice: noticed.notice };
  },
};

/** `heal`, `heal S1 S2`, `heal S1>S2`, `heal S1 | S2 S3`: the opposite of the cut; without names, of every cut. */
export const heal: CommandVerb = {
  usage: `heal [${linksUsage}]`,
  read: (words, scenario): Reading<ScriptCommand> => {
    const links = words.length === 0 ? allLinks(scenario) : readLinks(words, scenario, heal.usage);
    return isRefusal(links) ? links : { kind: "heal", links };
  },
};

/** `disconnect S1 S2`: the connection is reset, and there is a new one as soon as both ends have noticed. */
export const disconnect: CommandVerb = {
  usage: "disconnect A B [noticed in MIN..MAX]",
  read: (words, scenario): Reading<ScriptCommand> => {
    const noticed = readNotice(words);
    if (isRefusal(noticed)) return noticed;
    const { before, notice } = noticed;
    if (before.length !== 2 || before.includes("|") || notice === null) return misuse(disconnect.usage);
    const links = readLinks(before, scenario, disconnect.usage);
    if (isRefusal(links)) return links;
    const [link] = links;
    return link === undefined ? misuse(disconnect.usage) : { kind: "disconnect", link, notice };
  },
};

const allLinks = ({ nodes }: Scenario): readonly Link[] =>
  nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => ({ from, to })));
