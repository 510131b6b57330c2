import type { GraphLabel } from "../../graph/stateGraph.ts";
import { canonicalText } from "../../tla/value.ts";
import { sha256 } from "../../cache/entry.ts";
import { shortIds } from "./shortIds.ts";

/**
 * Names of labels for people: `StartScouting(i = S1)` is `SS.S1`. Words that tell actions apart are longer:
 * `ASReqE` and `ASResE`; labels that would have the same name all the same get a piece of their digest too.
 */
export const labelIds = (labels: readonly GraphLabel[]): readonly string[] => {
  const actions = actionIds([...new Set(labels.map(({ action }) => action))]);
  const spoken = labels.map(({ action, args }) =>
    [actions.get(action), ...Object.values(args).map((value) => argumentId(canonicalText(value)))].join("."),
  );
  const counts = new Map<string, number>();
  for (const id of spoken) counts.set(id, (counts.get(id) ?? 0) + 1);
  const digests = shortIds(
    labels.map(({ text }) => sha256(text)),
    4,
  );
  return spoken.map((id, index) => ((counts.get(id) ?? 0) > 1 ? `${id}~${digests[index] ?? ""}` : id));
};

const actionIds = (actions: readonly string[]): ReadonlyMap<string, string> => {
  const alike = new Map<string, string[]>();
  for (const action of actions) {
    const initials = initialsOf(action);
    alike.set(initials, [...(alike.get(initials) ?? []), action]);
  }
  return new Map(
    [...alike.values()].flatMap((group) => {
      const words = group.map(wordsOf);
      return group.map((action, index) => [action, actionId(words[index] ?? [], words)] as const);
    }),
  );
};

/** Each word by as many letters as it takes to tell it from those that others have in its place. */
const actionId = (words: readonly string[], group: readonly (readonly string[])[]): string =>
  words
    .map((word, place) => {
      const others = group.map((other) => other[place] ?? "").filter((other) => other !== word);
      let length = words.length === 1 ? word.length : 1;
      while (length < word.length && others.some((other) => other.startsWith(word.slice(0, length))))
        length += 1;
      return word.slice(0, length);
    })
    .join("");

/** `ApplyNodeAvailable` has three; a name without capitals is one. */
const wordsOf = (action: string): readonly string[] => {
  const plain = action.replace(/[^\w!]/g, "_");
  return plain.match(/[A-Z]?[^A-Z]+|[A-Z]/g) ?? [plain];
};

const initialsOf = (action: string): string =>
  wordsOf(action)
    .map((word) => word.slice(0, 1))
    .join("");

const argumentId = (text: string): string => (/^-?\w{1,8}$/.test(text) ? text : sha256(text).slice(0, 4));
