import { serverNames } from "../world.ts";
import type { TermMemory } from "../world.ts";
import type { Scenario, Verb } from "./draft.ts";
import { mostQuorum, readMs, readNode, readNumber } from "./read-words.ts";
import { isRefusal, misuse, refuse } from "./refusal.ts";
import type { Reading, Refusal } from "./refusal.ts";

const memories: readonly TermMemory[] = ["durable", "ledger", "volatile"];

/** `nodes 3`: S1, S2, S3. The first statement, for every other one may name a node. */
export const nodes: Verb = {
  usage: "nodes COUNT (1 to 9)",
  read: ({ words: [word, ...more] }, scenario): Reading<Scenario> => {
    if (word === undefined || more.length > 0) return misuse(nodes.usage);
    if (scenario.nodes.length > 0) return refuse("SCN007", "nodes is set twice", "leave one of them out");
    const count = readNumber(word, 9);
    if (isRefusal(count)) return count;
    return count === 0
      ? refuse("SCN003", "a cluster has at least one node", `write: ${nodes.usage}`)
      : { ...scenario, nodes: serverNames(count) };
  },
};

/** `seed 7`: 1 unless said. */
export const seed: Verb = {
  usage: "seed NUMBER",
  read: ({ words: [word, ...more] }, scenario): Reading<Scenario> => {
    if (word === undefined || more.length > 0) return misuse(seed.usage);
    const value = readNumber(word, Number.MAX_SAFE_INTEGER);
    return isRefusal(value) ? value : beforeTheFirstRun(scenario, { ...scenario, seed: value });
  },
};

/** `wait S2 9000`: INITIAL_WAIT of one node. */
export const wait: Verb = {
  usage: "wait NODE MS",
  read: ({ words: [name, time, ...more] }, scenario): Reading<Scenario> => {
    if (name === undefined || time === undefined || more.length > 0) return misuse(wait.usage);
    const [node, ms] = [readNode(name, scenario), readMs(time)];
    if (isRefusal(node)) return node;
    if (isRefusal(ms)) return ms;
    const initialWaits = { ...scenario.initialWaits, [node]: ms };
    return beforeTheFirstRun(scenario, { ...scenario, initialWaits });
  },
};

/** `memory volatile`: what crashes leave of the term (1.9). */
export const memory: Verb = {
  usage: `memory ${memories.join(" | ")}`,
  read: ({ words: [word, ...more] }, scenario): Reading<Scenario> => {
    const known = memories.find((name) => name === word);
    if (known === undefined || more.length > 0) return misuse(memory.usage);
    return beforeTheFirstRun(scenario, { ...scenario, memory: known });
  },
};

/** `quorum 2`: what every process starts with (1.7). With a node before the number it is a command. */
export const configuredQuorum: Verb = {
  usage: "quorum N",
  read: ({ words: [word, ...more] }, scenario): Reading<Scenario> => {
    if (word === undefined || more.length > 0) return misuse(configuredQuorum.usage);
    const value = readNumber(word, mostQuorum);
    return isRefusal(value) ? value : beforeTheFirstRun(scenario, { ...scenario, quorum: value });
  },
};

const tooLate: Refusal = refuse(
  "SCN007",
  "a setting after the first run has no effect",
  "move it above the first run",
);

const beforeTheFirstRun = (scenario: Scenario, changed: Scenario): Reading<Scenario> =>
  scenario.acts.some(({ kind }) => kind === "run") ? tooLate : changed;
