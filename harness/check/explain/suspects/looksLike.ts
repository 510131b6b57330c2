import type { LocatedEvent } from "../../../../traces/trace.ts";
import type { LoadedSpec } from "../../../spec/loadSpec.ts";
import type { EnabledAction, LooksLike } from "../../checkReport.ts";
import type { Followed } from "../../follow.ts";
import { stateDifferences } from "../compare.ts";
import { isRepeat, looksLikeText } from "./looksLikeText.ts";
import { agrees, distinct, elementsOf, stepKey, stepOf } from "./foundStep.ts";
import type { Mended } from "./suspectRun.ts";
import type { Edit } from "./variant.ts";

/** Hypotheses told of one trace, and choices named for one of them. */
const MAX_HYPOTHESES = 8;
const MAX_OTHERS = 20;

/**
 * What the edits that mend a trace say about it, the likeliest first: those that reach the end before those that get
 * less far, what is specific (a repetition, a swap) before what would explain nearly everything (one too many), and the
 * best of every kind before the second best of any.
 */
export const looksLikeOf = (
  followed: Followed,
  mended: readonly Mended[],
  spec: LoadedSpec,
): readonly LooksLike[] => {
  const furthest = Math.max(...mended.map(({ reached }) => reached));
  const complete = mended.some(({ whole }) => whole);
  const best = mended.filter(({ whole, reached }) => (complete ? whole : reached === furthest));
  const context = { followed, spec };
  const all = [
    // A variant may arrive in several states.
    ...perEvent(best, "drop").flatMap((some) => some.slice(0, 1).map((one) => extra(one, context))),
    ...shortestMoves(best).map((one) => misplaced(one, context)),
    ...perEvent(best, "value").flatMap((some) => wrongValue(some, context)),
    ...perEvent(best, "argument").flatMap((some) => otherStep(some, context)),
    ...perEvent(best, "action").flatMap((some) => otherStep(some, context)),
    ...missing(best, context),
  ];
  return eachKindFirst(all.toSorted(byRank))
    .slice(0, MAX_HYPOTHESES)
    .map(({ looks }) => looks);
};

/** In the end by the text, for TLC enumerates sets in another order when other traces are in its run. */
const byRank = (left: Ranked, right: Ranked): number =>
  left.rank - right.rank || left.distance - right.distance || (left.looks.text < right.looks.text ? -1 : 1);

/** The best of each kind, then the second best of each: where little is logged, one kind alone could fill the list. */
const eachKindFirst = (sorted: readonly Ranked[]): readonly Ranked[] => {
  const seen = new Map<LooksLike["kind"], number>();
  const turns = sorted.map((one) => {
    const turn = seen.get(one.looks.kind) ?? 0;
    seen.set(one.looks.kind, turn + 1);
    return { one, turn };
  });
  return turns.toSorted((left, right) => left.turn - right.turn).map(({ one }) => one);
};

interface Context {
  readonly followed: Followed;
  readonly spec: LoadedSpec;
}

interface Ranked {
  readonly looks: LooksLike;
  readonly rank: number;
  readonly distance: number;
}

const RANK = {
  repeat: 0,
  swap: 1,
  move: 2,
  value: 3,
  argument: 4,
  action: 5,
  missing: 6,
  extra: 7,
  anyValue: 8,
} as const;

const ranked = (
  { edit, reached }: Mended,
  { followed: { trace, matched }, spec }: Context,
  told: {
    readonly rank: keyof typeof RANK;
    readonly looks: Omit<LooksLike, "event" | "line" | "rest" | "whole" | "text">;
  },
): Ranked => {
  const located = eventAt(trace.events, edit.at);
  const looks = {
    ...told.looks,
    event: located.event.seq,
    line: located.line,
    rest: Math.max(0, reached - matched - 1),
    // What comes after a piece of a long trace was not tried.
    whole: trace.more !== true && reached >= trace.events.length,
  };
  return {
    looks: {
      ...looks,
      text: looksLikeText(looks, { edit, events: trace.events, modelValues: spec.modelValues }),
    },
    rank: RANK[told.rank],
    distance: Math.abs(matched - edit.at),
  };
};

const eventAt = (events: readonly LocatedEvent[], at: number): LocatedEvent => {
  const located = events[at];
  if (located === undefined) throw new Error("an edit outside of its trace");
  return located;
};

const extra = (one: Mended, context: Context): Ranked => {
  const { events } = context.followed.trace;
  const { at } = one.edit;
  return ranked(one, context, { rank: isRepeat(events, at) ? "repeat" : "extra", looks: { kind: "extra" } });
};

type Move = Extract<Edit, { kind: "move" }>;
type MendedByMove = Mended & { readonly edit: Move };

/** Per event and direction the move over the fewest others. */
const shortestMoves = (mended: readonly Mended[]): readonly MendedByMove[] => {
  const shortest = new Map<string, MendedByMove>();
  for (const one of mended) {
    const { edit } = one;
    if (edit.kind !== "move") continue;
    const key = `${edit.at} ${isLate(edit)}`;
    const known = shortest.get(key);
    if (known === undefined || passed(edit) < passed(known.edit)) shortest.set(key, { ...one, edit });
  }
  return [...shortest.values()];
};

/** An event that should stand earlier comes too late. */
const isLate = ({ at, to }: Move): boolean => to < at;

/** How many events it passes. */
const passed = (edit: Move): number => (isLate(edit) ? edit.at - edit.to : edit.to - edit.at - 1);

const misplaced = (one: MendedByMove, context: Context): Ranked => {
  const { edit } = one;
  const other = isLate(edit) ? edit.to : edit.to - 1;
  return ranked(one, context, {
    rank: passed(edit) === 1 ? "swap" : "move",
    looks: {
      kind: isLate(edit) ? "late" : "early",
      events: [eventAt(context.followed.trace.events, other).event.seq],
    },
  });
};

/** Grouped by the event that they change; there is at least one in each group. */
const perEvent = (mended: readonly Mended[], kind: Edit["kind"]): readonly (readonly Mended[])[] => {
  const groups = new Map<number, Mended[]>();
  for (const one of mended.filter(({ edit }) => edit.kind === kind))
    groups.set(one.edit.at, [...(groups.get(one.edit.at) ?? []), one]);
  return [...groups.values()];
};

/** Of several states that the event can lead to, the one that differs least from the log. */
const wrongValue = (some: readonly Mended[], context: Context): readonly Ranked[] => {
  const { spec, followed } = context;
  const shape = { variables: spec.model.variables.map(({ name }) => name), modelValues: spec.modelValues };
  const [nearest] = some
    .flatMap((one) => {
      const { event } = eventAt(followed.trace.events, one.edit.at);
      const leaves = stateDifferences(event, elementsOf(one.found), shape);
      return leaves.length === 0 ? [] : [{ one, leaves }];
    })
    .toSorted(
      (left, right) =>
        left.leaves.length - right.leaves.length ||
        (leavesKey(left.leaves) < leavesKey(right.leaves) ? -1 : 1),
    );
  if (nearest === undefined) return [];
  const { one, leaves } = nearest;
  const { action } = eventAt(followed.trace.events, one.edit.at).event;
  // Without an action any step would do, and what it leads to is near the log only where little of it is wrong.
  const rank = action !== undefined || leaves.length === 1 ? "value" : "anyValue";
  return [ranked(one, context, { rank, looks: { kind: "value", leaves } })];
};

const leavesKey = (leaves: LooksLike["leaves"]): string => JSON.stringify(leaves);

const otherStep = (some: readonly Mended[], context: Context): readonly Ranked[] => {
  const [one] = some;
  if (one === undefined) return [];
  const { event } = eventAt(context.followed.trace.events, one.edit.at);
  const kind = one.edit.kind === "argument" ? "argument" : "action";
  const steps = distinct(some.flatMap(({ found }) => stepOf(found, context.spec))).filter(
    ({ action, args }) => action !== event.action || !agrees(args, event.args ?? {}, context.spec),
  );
  const [step, ...others] = steps;
  return step === undefined
    ? []
    : [ranked(one, context, { rank: kind, looks: { kind, ...step, ...further(others) } })];
};

const further = (others: readonly EnabledAction[]) =>
  others.length === 0 ? {} : { others: others.slice(0, MAX_OTHERS) };

/** Steps that could be missing before the same event, the nearest to the divergence for each, are told together. */
const missing = (mended: readonly Mended[], context: Context): readonly Ranked[] => {
  const nearest = new Map<number, Insertion[]>();
  for (const insertion of insertions(mended, context)) {
    const [at] = insertion.places;
    if (at !== undefined) nearest.set(at, [...(nearest.get(at) ?? []), insertion]);
  }
  const { events } = context.followed.trace;
  return [...nearest].flatMap(([at, some]) => {
    const [first, ...others] = some;
    if (first === undefined) return [];
    // Other places are those at which every one of the steps could stand.
    const elsewhere = first.places.filter(
      (place) => place !== at && others.every(({ places }) => places.includes(place)),
    );
    const looks = {
      ...{ kind: "missing" as const, ...first.step, ...further(others.map(({ step }) => step)) },
      ...(elsewhere.length === 0
        ? {}
        : { events: elsewhere.map((place) => eventAt(events, place).event.seq) }),
    };
    return [ranked(first.by, context, { rank: "missing", looks })];
  });
};

interface Insertion {
  readonly step: EnabledAction;
  /** Indexes of the events before which it could stand, from the divergence backwards. */
  readonly places: readonly number[];
  /** The insertion at the first of them. */
  readonly by: Mended;
}

const insertions = (mended: readonly Mended[], { spec }: Context): readonly Insertion[] => {
  const inserted = mended.filter(({ edit }) => edit.kind === "insert");
  const backwards = inserted.toSorted((left, right) => right.edit.at - left.edit.at);
  const found = new Map<string, Insertion>();
  for (const by of backwards)
    for (const step of stepOf(by.found, spec)) {
      const known = found.get(stepKey(step)) ?? { step, places: [], by };
      found.set(stepKey(step), { ...known, places: [...new Set([...known.places, by.edit.at])] });
    }
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, insertion]) => insertion);
};
