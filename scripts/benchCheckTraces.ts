import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { encodeEvent, encodeHeader } from "../traces/encode.ts";
import type { ItfValue, LoggedValue } from "../traces/itf.ts";
import type { TraceEvent, TraceHeader } from "../traces/schema.ts";

/** A run of the depot of scripts/bench/Depot.tla. */
export interface DepotRun {
  readonly events: number;
  readonly couriers: readonly string[];
  /** Every variable as a whole after every step, or what the step changes. */
  readonly whole: boolean;
  readonly seed: number;
}

/** Writes a run as a trace file, event by event. */
export const writeDepotTrace = (file: string, run: DepotRun): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = openSync(file, "w");
  try {
    const header: TraceHeader = {
      ...({ format: "tla-trace", version: 1, spec: "Depot" } as const),
      constants: { Courier: { "#set": run.couriers } },
    };
    writeSync(handle, `${encodeHeader(header)}\n`);
    for (const event of depotEvents(run)) writeSync(handle, `${encodeEvent(event)}\n`);
  } finally {
    closeSync(handle);
  }
};

/** Writes `count` short runs of 30 to 40 events into a folder. */
export const writeDepotTraces = (folder: string, count: number, couriers: readonly string[]): void => {
  for (let index = 0; index < count; index++) {
    const run = { events: 30 + (index % 11), couriers, whole: false, seed: index };
    writeDepotTrace(path.join(folder, `${String(index).padStart(4, "0")}.ndjson`), run);
  }
};

/** The same short runs, one of whose couriers does what the spec forbids; a few wrongs may be right by chance. */
export const writeWrongTraces = (folder: string, count: number, couriers: readonly string[]): void => {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const run = { events: 30 + (index % 11), couriers, whole: false, seed: index };
    const events = [...depotEvents(run)];
    const at = 3 + (index % 25);
    const wrong = events.flatMap((event, number) => (number === at ? mistake(event, index) : [event]));
    const lines = wrong.map((event, number) => encodeEvent({ ...event, seq: number + 1 }));
    const header = { format: "tla-trace", version: 1, spec: "Depot" } as const;
    const text = [encodeHeader({ ...header, constants: { Courier: { "#set": couriers } } }), ...lines, ""];
    writeFileSync(path.join(folder, `${String(index).padStart(4, "0")}.ndjson`), text.join("\n"));
  }
};

/** Left out, done twice, done with another value. */
const mistake = (event: TraceEvent, index: number): readonly TraceEvent[] => {
  if (index % 3 === 0) return [];
  if (index % 3 === 1) return [event, event];
  return [{ ...event, state: { ...event.state, moved: 99_999 } }];
};

interface Depot {
  shelf: readonly number[];
  readonly hands: Map<string, number>;
  owner: string;
  moved: number;
}

function* depotEvents({ events, couriers, whole, seed }: DepotRun): Generator<TraceEvent> {
  const chance = createChance(seed);
  const world: Depot = {
    ...{ shelf: [], owner: "Nobody", moved: 0 },
    hands: new Map(couriers.map((courier) => [courier, 0])),
  };
  for (let seq = 1; seq <= events; seq++) {
    const moves = possibleMoves(world);
    const move = moves[Math.floor(chance() * moves.length)];
    if (move === undefined) throw new Error("the depot never stands still");
    const step = move(chance);
    yield { seq, ...step, ...(whole ? { state: wholeState(world) } : {}) };
  }
}

const createChance = (seed: number) => {
  let state = seed + 1;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const wholeState = ({ shelf, hands, owner, moved }: Depot): Readonly<Record<string, LoggedValue>> => ({
  ...{ shelf, owner, moved },
  hands: { "#map": [...hands] },
});

type Move = (chance: () => number) => Omit<TraceEvent, "seq">;

const possibleMoves = (world: Depot): readonly Move[] => [
  ...(world.shelf.length < 3 ? [deliver(world)] : []),
  ...[...world.hands.keys()].flatMap((courier) => movesOf(world, courier)),
];

const step = (
  action: string,
  args: Readonly<Record<string, ItfValue>>,
  state: Readonly<Record<string, LoggedValue>>,
) => ({ action, args, state });

const deliver =
  (world: Depot): Move =>
  (chance) => {
    const n = 1 + Math.floor(chance() * 3);
    world.shelf = [...world.shelf, n];
    return step("Deliver", { n }, { shelf: world.shelf });
  };

const movesOf = (world: Depot, c: string): readonly Move[] => {
  const full = (world.hands.get(c) ?? 0) > 0;
  const own = world.owner === c;
  const carry = (size: number) => {
    world.hands.set(c, size);
    return { hands: { "#at": [[c, size]] as const } };
  };
  const lock: Move = () => step("Lock", { c }, { owner: (world.owner = c) });
  const unlock: Move = () => step("Unlock", { c }, { owner: (world.owner = "Nobody") });
  const take: Move = () => {
    const [first = 0, ...rest] = world.shelf;
    world.shelf = rest;
    return step("Take", { c }, { ...carry(first), shelf: rest });
  };
  const drop: Move = () => {
    // Numbers stay small enough to come again: a real log's values do.
    world.moved = (world.moved + (world.hands.get(c) ?? 0)) % LIMIT;
    return step("Drop", { c }, { ...carry(0), moved: world.moved });
  };
  return [
    ...(world.owner === "Nobody" && !full ? [lock] : []),
    ...(own ? [unlock] : []),
    ...(own && !full && world.shelf.length > 0 ? [take] : []),
    ...(full && !own ? [drop] : []),
  ];
};

/** `Limit` of Depot.tla. */
const LIMIT = 1_000;
