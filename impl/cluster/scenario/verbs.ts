import { commands } from "./commands.ts";
import { withAct } from "./draft.ts";
import type { CommandVerb, Scenario, Statement, Verb } from "./draft.ts";
import { expectUsage, readExpectation } from "./read-expectation.ts";
import { readMs } from "./read-words.ts";
import { isRefusal, misuse, refuse } from "./refusal.ts";
import type { Reading } from "./refusal.ts";
import { configuredQuorum, memory, nodes, seed, wait } from "./settings.ts";

/** `run 60000`: lets virtual time pass. */
const run: Verb = {
  usage: "run MS",
  read: ({ words: [word, ...more] }, scenario): Reading<Scenario> => {
    if (word === undefined || more.length > 0) return misuse(run.usage);
    const ms = readMs(word);
    if (isRefusal(ms)) return ms;
    const until = scenario.elapsed + ms;
    return { ...withAct(scenario, { kind: "run", until }), elapsed: until };
  },
};

/** `at 30000 pause S1`: a command at a time that lies ahead. */
const at: Verb = {
  usage: "at MS COMMAND",
  read: ({ words: [time, name, ...words], line }, scenario): Reading<Scenario> => {
    if (time === undefined || name === undefined) return misuse(at.usage);
    const ms = readMs(time);
    if (isRefusal(ms)) return ms;
    const verb = commandVerbs.get(name);
    if (verb === undefined) return unknownVerb(name, [...commandVerbs.keys()]);
    if (ms < scenario.elapsed)
      return refuse("SCN008", `${ms} is past: the runs above end at ${scenario.elapsed}`, "move it up");
    return commanded(verb, { at: ms, words, line }, scenario);
  },
};

/** `expect leader S2 term 1`: of the moment between two runs. */
const expect: Verb = {
  usage: expectUsage,
  read: ({ words, text, line }, scenario): Reading<Scenario> => {
    const expectation = readExpectation(words, scenario);
    return isRefusal(expectation)
      ? expectation
      : withAct(scenario, { kind: "expect", line, text, expectation });
  },
};

const commanded = (
  verb: CommandVerb,
  { at, words, line }: Pick<Statement, "words" | "line"> & { readonly at: number },
  scenario: Scenario,
): Reading<Scenario> => {
  const command = verb.read(words, scenario);
  return isRefusal(command) ? command : withAct(scenario, { kind: "command", at, command, line });
};

/** A command without `at` is one for the present moment. */
const atOnce = (verb: CommandVerb): Verb => ({
  usage: verb.usage,
  read: ({ words, line }, scenario) => commanded(verb, { at: scenario.elapsed, words, line }, scenario),
});

/** `quorum 2` is what processes start with, `quorum S1 2` an order to one that runs. */
const quorum: Verb = {
  usage: `${configuredQuorum.usage} | ${commands.quorum.usage}`,
  read: (statement, scenario) => {
    if (statement.words.length === 0) return misuse(quorum.usage);
    const verb = statement.words.length === 1 ? configuredQuorum : atOnce(commands.quorum);
    return verb.read(statement, scenario);
  },
};

const commandVerbs: ReadonlyMap<string, CommandVerb> = new Map(Object.entries(commands));

/** The whole language. */
export const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["nodes", nodes],
  ["seed", seed],
  ["wait", wait],
  ["memory", memory],
  ["at", at],
  ["run", run],
  ["expect", expect],
  ...[...commandVerbs].map(([name, verb]) => [name, atOnce(verb)] as const),
  ["quorum", quorum],
]);

export const unknownVerb = (name: string, known: readonly string[]) =>
  refuse("SCN001", `unknown verb "${name}"`, `use one of ${known.join(", ")}`);
