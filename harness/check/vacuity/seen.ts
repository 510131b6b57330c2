import { createHash } from "node:crypto";
import { canonicalText } from "../../../traces/canonical.ts";
import type { ItfValue, LoggedValue } from "../../../traces/itf.ts";
import { isPoints } from "../tables.ts";

/** What events gave for a variable or an argument: whether it was always the same. JSON-serialisable. */
export interface Seen {
  /** Events that gave it. */
  readonly events: number;
  /** Two events gave different values, or too many points to tell. */
  readonly varies: boolean;
  /** The one whole value, as canonical text or its hash; null while there is none, or once it varies. */
  readonly whole: string | null;
  /** The one value at each point of a function, by the text of the point; empty once it varies. */
  readonly points: Readonly<Record<string, string>>;
}

/** Points of one function that are told apart; beyond, it counts as varying, and no warning is given. */
export const MAX_POINTS = 500;

export const NOTHING_SEEN: Seen = { events: 0, varies: false, whole: null, points: {} };

/** What two sets of events gave. Commutative and associative; `NOTHING_SEEN` is neutral. */
export const mergeSeen = (left: Seen, right: Seen): Seen => {
  const events = left.events + right.events;
  const points = joined(left, right);
  const varies = left.varies || right.varies || points === null || differ(left.whole, right.whole);
  if (varies) return { events, varies, whole: null, points: {} };
  return { events, varies, whole: left.whole ?? right.whole, points };
};

/** Null where a point has two values, or there are too many. */
const joined = (left: Seen, right: Seen): Seen["points"] | null => {
  const conflict = Object.entries(left.points).some(([key, value]) =>
    differ(value, ownValue(right.points, key)),
  );
  const points = { ...left.points, ...right.points };
  return conflict || Object.keys(points).length > MAX_POINTS ? null : points;
};

const ownValue = (points: Seen["points"], key: string): string | null =>
  Object.hasOwn(points, key) ? (points[key] ?? null) : null;

const differ = (left: string | null, right: string | null): boolean =>
  left !== null && right !== null && left !== right;

/** Notes one value after the other; costs next to nothing once the value is known to vary, or is the same again. */
export interface Watch {
  /** `json` is the value's JSON. */
  readonly note: (value: LoggedValue, json: string) => void;
  readonly seen: () => Seen;
}

export const createWatch = (): Watch => {
  let [events, varies] = [0, false];
  let whole: string | null = null;
  const points = new Map<string, string>();
  const known = new Set<string>();
  const noteWhole = (value: ItfValue): void => {
    const text = shortText(value);
    varies = whole !== null && whole !== text;
    whole = text;
  };
  const notePoint = (key: ItfValue, value: ItfValue): void => {
    const [place, text] = [canonicalText(key), shortText(value)];
    varies ||= (points.get(place) ?? text) !== text;
    points.set(place, text);
    varies ||= points.size > MAX_POINTS;
  };
  return {
    note: (value, json) => {
      events += 1;
      if (varies || known.has(json)) return;
      if (known.size < MAX_KNOWN) known.add(json);
      if (isPoints(value)) for (const [key, image] of value["#at"]) notePoint(key, image);
      else noteWhole(value);
    },
    seen: () =>
      varies
        ? { events, varies, whole: null, points: {} }
        : { events, varies, whole, points: Object.fromEntries(points) },
  };
};

/** Texts of which it is known that they bring nothing new: a node or two log a few points each. */
const MAX_KNOWN = 64;

/** Longer texts are kept as their hash. */
const MAX_TEXT = 64;

const shortText = (value: ItfValue): string => {
  const text = canonicalText(value);
  return text.length <= MAX_TEXT ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
};
