/** What could be wrong with a trace, as an edit that would mend it; positions are indexes of its events, from 0. */
export type Edit =
  /** The event should not be there. */
  | { readonly kind: "drop"; readonly at: number }
  /** The event should stand before the event that is now at `to`. */
  | { readonly kind: "move"; readonly at: number; readonly to: number }
  /** An event should stand before this one. */
  | { readonly kind: "insert"; readonly at: number }
  /** The event's action, if it names one, is right with its arguments; what it logs of the state is not. */
  | { readonly kind: "value"; readonly at: number }
  /** The event's action is right with other arguments. */
  | { readonly kind: "argument"; readonly at: number }
  /** The event is another action. */
  | { readonly kind: "action"; readonly at: number };

/** How an event is taken inside a splice; numbers of the generated module. */
export const TAKE = { asLogged: 0, withoutState: 1, otherArguments: 2, otherAction: 3, anyStep: 4 } as const;

export type Take = (typeof TAKE)[keyof typeof TAKE];

/** An edit as TLC follows it: from the trace's own path at `start` on, first the items, then the trace from `next` on. */
export interface Variant {
  readonly edit: Edit;
  readonly start: number;
  readonly items: readonly { readonly at: number; readonly take: Take }[];
  readonly next: number;
}

/** The trace that is asked about. */
export interface Suspect {
  readonly events: readonly SuspectEvent[];
  /** Index of the event that could not happen. */
  readonly failed: number;
  readonly can: Askable;
}

export interface SuspectEvent {
  /** Equal for equal events. */
  readonly key: string;
  readonly hasAction: boolean;
  readonly hasArgs: boolean;
  readonly hasState: boolean;
}

/** What TLC can be asked about. */
export interface Askable {
  /** To take the failed event as it is logged, at another place. */
  readonly asLogged: boolean;
  /** To take its action with its arguments. */
  readonly withoutState: boolean;
  /** Steps of which nothing is known; there may be many, and some that cannot be evaluated. */
  readonly anyStep: boolean;
}

/** How far before and after the failed event mistakes are looked for. */
export const WINDOW = 10;

/** Every edit that is tried on a trace, none twice under two names. */
export const variantsOf = (suspect: Suspect): readonly Variant[] => {
  const { failed, can, events } = suspect;
  const first = can.asLogged ? Math.max(0, failed - WINDOW) : failed;
  const places = Array.from({ length: failed - first + 1 }, (_, index) => failed - index);
  const valued = (at: number): boolean =>
    events[at]?.hasState === true &&
    // Of an event that names no action nothing else is known.
    (events[at].hasAction || can.anyStep) &&
    (at < failed || can.withoutState);
  return [
    ...(can.asLogged ? moves(suspect, places.slice(1)) : []),
    ...places.flatMap((at) => dropped(suspect, at)),
    ...places.filter(valued).map((at) => changed("value", at)),
    ...(can.anyStep ? places.flatMap((at) => otherwise(events[at], at)) : []),
    ...(can.anyStep ? places.map(inserted) : []),
  ];
};

/** Of a run of equal events the last stands for all. */
const dropped = ({ events, failed }: Suspect, at: number): readonly Variant[] =>
  at < failed && events[at]?.key === events[at + 1]?.key
    ? []
    : [{ edit: { kind: "drop", at }, start: at, items: [], next: at + 1 }];

const moves = (suspect: Suspect, before: readonly number[]): readonly Variant[] => {
  const { failed, events } = suspect;
  const later = Array.from({ length: WINDOW }, (_, index) => failed + 2 + index).filter(
    (to) => to <= events.length,
  );
  return [
    ...before.map((to) => ({ at: failed, to })),
    ...later.map((to) => ({ at: failed, to })),
    ...before.slice(1).map((at) => ({ at, to: failed + 1 })),
    ...before.slice(1).map((at) => ({ at: at + 1, to: at })),
  ].flatMap((move) => moved(suspect, move));
};

/** Moving an event past its equal is the same as moving it less far. */
const moved = (
  { events }: Suspect,
  { at, to }: { readonly at: number; readonly to: number },
): readonly Variant[] => {
  const passed = to < at ? to : to - 1;
  if (events[at]?.key === events[passed]?.key) return [];
  const edit = { kind: "move", at, to } as const;
  return to < at
    ? [{ edit, start: to, items: [logged(at), ...range(to, at).map(logged)], next: at + 1 }]
    : [{ edit, start: at, items: [...range(at + 1, to).map(logged), logged(at)], next: to }];
};

const logged = (at: number) => ({ at, take: TAKE.asLogged });

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

const otherwise = (event: SuspectEvent | undefined, at: number): readonly Variant[] =>
  event?.hasAction === true
    ? [...(event.hasArgs ? [changed("argument", at)] : []), changed("action", at)]
    : [];

const changed = (kind: "value" | "argument" | "action", at: number): Variant => ({
  edit: { kind, at },
  start: at,
  items: [{ at, take: CHANGED[kind] }],
  next: at + 1,
});

const CHANGED = {
  value: TAKE.withoutState,
  argument: TAKE.otherArguments,
  action: TAKE.otherAction,
} as const;

const inserted = (at: number): Variant => ({
  edit: { kind: "insert", at },
  start: at,
  items: [{ at, take: TAKE.anyStep }],
  next: at,
});
