import type { LocatedEvent } from "../../../../traces/trace.ts";
import { fromItf } from "../../../tla/itfValue.ts";
import { canonicalText } from "../../../tla/value.ts";
import type { EnabledAction, LooksLike } from "../../checkReport.ts";
import type { Edit } from "./variant.ts";

/** Choices, and leaves of a state, that are named in one sentence. */
const MAX_NAMED = 3;

interface LooksLikeContext {
  readonly edit: Edit;
  readonly events: readonly LocatedEvent[];
  readonly modelValues: ReadonlySet<string>;
}

/** One hypothesis as half a sentence: `events 13 and 14 are swapped`. */
export const looksLikeText = (
  looks: Omit<LooksLike, "text">,
  { edit, events, modelValues }: LooksLikeContext,
): string => {
  const number = (at: number): number => events[at]?.event.seq ?? at + 1;
  const { event } = looks;
  switch (edit.kind) {
    case "drop":
      return isRepeat(events, edit.at)
        ? `event ${event} repeats event ${number(edit.at - 1)}`
        : `event ${event} is one too many`;
    case "move":
      return moveText(edit, number);
    case "insert":
      return `an event is missing before event ${event}${elsewhere(looks)}: ${choices(looks, modelValues)}`;
    case "value":
      return `event ${event} logs a wrong value: ${leaves(looks)}`;
    case "argument":
      return `event ${event} has wrong arguments: ${choices(looks, modelValues)} in its place`;
    case "action":
      return `event ${event} is of another action: ${choices(looks, modelValues)} in its place`;
  }
};

/** Whether an event is logged twice, one right after the other. */
export const isRepeat = (events: readonly LocatedEvent[], at: number): boolean => {
  const text = (index: number): string | undefined => {
    const event = events[index]?.event;
    return event && JSON.stringify([event.action, event.args, event.state]);
  };
  return text(at) === text(at - 1);
};

/** `Take(id = 2, by = S1, how = "fast")`: values in TLA+ syntax, so that a string is no model value. */
export const stepText = ({ action, args }: EnabledAction, modelValues: ReadonlySet<string>): string => {
  const texts = Object.entries(args).map(
    ([name, value]) => `${name} = ${canonicalText(fromItf(value, modelValues))}`,
  );
  return texts.length === 0 ? action : `${action}(${texts.join(", ")})`;
};

const moveText = ({ at, to }: Extract<Edit, { kind: "move" }>, number: (at: number) => number): string => {
  if (to === at - 1) return `events ${number(to)} and ${number(at)} are swapped`;
  if (to === at + 2) return `events ${number(at)} and ${number(at + 1)} are swapped`;
  return to < at
    ? `event ${number(at)} comes too late: it could happen before event ${number(to)}`
    : `event ${number(at)} comes too early: it could happen after event ${number(to - 1)}`;
};

const elsewhere = ({ events = [] }: Pick<LooksLike, "events">): string =>
  events.length === 0
    ? ""
    : ` (or ${events.slice(0, MAX_NAMED).join(", ")}${events.length > MAX_NAMED ? ", ..." : ""})`;

const choices = (
  { action = "", args = {}, others = [] }: Omit<LooksLike, "text">,
  modelValues: ReadonlySet<string>,
): string => {
  const named = [{ action, args }, ...others].slice(0, MAX_NAMED).map((step) => stepText(step, modelValues));
  const more = others.length + 1 - named.length;
  return named.join(" or ") + (more > 0 ? ` or ${more} more` : "");
};

const leaves = ({ leaves: all = [] }: Pick<LooksLike, "leaves">): string => {
  const named = all
    .slice(0, MAX_NAMED)
    .map(({ path, expected, logged }) => `${path} = ${logged} where the spec gives ${expected}`);
  const more = all.length - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
};
