import type { Scenario } from "./draft.ts";
import type { Expectation, Wanted } from "./expectation.ts";
import { readNode, readNumber } from "./read-words.ts";
import { isRefusal, misuse, refuse } from "./refusal.ts";
import type { Reading } from "./refusal.ts";
import { actionNames, reasons, roles } from "./vocabulary.ts";

export const expectUsage =
  "expect leader NODE [term N] | expect leader none | expect happened NODE ACTION-OR-REASON | " +
  "expect NODE [role R] [term N] [leader NODE] [tentative NODE] [reason R] [supporters S1,S2]";

/** The words after `expect`. */
export const readExpectation = (words: readonly string[], scenario: Scenario): Reading<Expectation> => {
  const [first, ...rest] = words;
  if (first === undefined) return misuse(expectUsage);
  if (first === "leader") return readLeader(rest, scenario);
  if (first === "happened") return readHappened(rest, scenario);
  const node = readNode(first, scenario);
  if (isRefusal(node)) return node;
  const wanted = readWanted(rest, scenario);
  return isRefusal(wanted) ? wanted : { kind: "node", node, wanted };
};

const readLeader = (
  [name, key, value, ...more]: readonly string[],
  scenario: Scenario,
): Reading<Expectation> => {
  if (name === undefined || more.length > 0) return misuse(expectUsage);
  if (name === "none") return key === undefined ? { kind: "noLeader" } : misuse(expectUsage);
  const node = readNode(name, scenario);
  if (isRefusal(node)) return node;
  if (key === undefined) return { kind: "leader", node };
  if (key !== "term" || value === undefined) return misuse(expectUsage);
  const term = readTerm(value);
  return isRefusal(term) ? term : { kind: "leader", node, term };
};

const readHappened = ([name, what, ...more]: readonly string[], scenario: Scenario): Reading<Expectation> => {
  if (name === undefined || what === undefined || more.length > 0) return misuse(expectUsage);
  const node = readNode(name, scenario);
  if (isRefusal(node)) return node;
  const action = actionNames.find((known) => known === what);
  if (action !== undefined) return { kind: "action", node, action };
  const reason = readOneOf(what, reasons);
  return isRefusal(reason) ? reason : { kind: "reason", node, reason };
};

const readWanted = (words: readonly string[], scenario: Scenario): Reading<Wanted> => {
  if (words.length === 0 || words.length % 2 === 1) return misuse(expectUsage);
  const [key, value, ...rest] = words;
  if (key === undefined || value === undefined) return misuse(expectUsage);
  const one = readProperty(key, value, scenario);
  if (isRefusal(one) || rest.length === 0) return one;
  const others = readWanted(rest, scenario);
  if (isRefusal(others)) return others;
  return key in others ? misuse(expectUsage) : { ...one, ...others };
};

const readProperty = (key: string, value: string, scenario: Scenario): Reading<Wanted> => {
  switch (key) {
    case "role":
      return named("role", readOneOf(value, roles));
    case "reason":
      return named("reason", readOneOf(value, reasons));
    case "term":
      return named("term", readTerm(value));
    case "leader":
    case "tentative":
      return named(key, value === "none" ? null : readNode(value, scenario));
    case "supporters":
      return named("supporters", value === "none" ? "" : readSupporters(value, scenario));
    default:
      return refuse("SCN010", `"${key}" is nothing a node has`, `write: ${expectUsage}`);
  }
};

const named = <Key extends keyof Wanted>(key: Key, reading: Reading<Wanted[Key]>): Reading<Wanted> =>
  isRefusal(reading) ? reading : { [key]: reading };

const readSupporters = (word: string, scenario: Scenario): Reading<string> => {
  const names = word.split(",");
  return names.map((name) => readNode(name, scenario)).find(isRefusal) ?? names.toSorted().join(",");
};

const readTerm = (word: string): Reading<number> => readNumber(word, Number.MAX_SAFE_INTEGER);

const readOneOf = <T extends string>(word: string, known: readonly T[]): Reading<T> =>
  known.find((name) => name === word) ??
  refuse("SCN010", `"${word}" cannot be expected here`, `name one of ${known.join(", ")}`);
