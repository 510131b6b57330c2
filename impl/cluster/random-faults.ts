import type { NodeId } from "../elector/types.ts";
import { linksOf } from "./faults/pairs.ts";
import { drawInteger, drawMany, drawOne } from "./prng.ts";
import type { Drawn, Prng, Range } from "./prng.ts";
import { promptNotice } from "./script.ts";
import type { Link, Notice, ScriptCommand, ScriptEntry } from "./script.ts";

/** What breaks, and what mends it a while later; some things mend themselves. */
interface Episode {
  readonly fault: ScriptCommand;
  readonly mend: readonly ScriptCommand[];
}

type DrawEpisode = (random: Prng, nodes: readonly NodeId[]) => Drawn<Episode>;

/** A cluster that hardly comes to rest, or one that is settled when something breaks. */
const calms: readonly number[] = [4000, 10000, 25000];

/** Faults of every kind, mended or not, all over the time up to `horizon`. */
export const drawFaults = (
  random: Prng,
  nodes: readonly NodeId[],
  horizon: number,
): Drawn<readonly ScriptEntry[]> => {
  const kinds = nodes.length === 1 ? alone : together;
  const calm = drawOne(random, calms);
  const drawn = drawMany(calm.random, Math.ceil(horizon / calm.value), (current) =>
    drawEntries(current, { nodes, horizon, kinds }),
  );
  return { value: drawn.value.flat(), random: drawn.random };
};

/** From a blip to longer than a follower waits for its leader (20 s, 1.6). */
const durations: readonly Range[] = [
  { min: 0, max: 300 },
  { min: 300, max: 5000 },
  { min: 5000, max: 15000 },
  { min: 15000, max: 40000 },
];

interface Setting {
  readonly nodes: readonly NodeId[];
  readonly horizon: number;
  readonly kinds: readonly DrawEpisode[];
}

const drawEntries = (random: Prng, { nodes, horizon, kinds }: Setting): Drawn<readonly ScriptEntry[]> => {
  const at = drawInteger(random, { min: 0, max: Math.floor(horizon) });
  const kind = drawOne(at.random, kinds);
  const episode = kind.value(kind.random, nodes);
  const lasting = drawOne(episode.random, durations);
  const lasts = drawInteger(lasting.random, lasting.value);
  const { fault, mend } = episode.value;
  const mended = mend.map((command) => ({ at: at.value + lasts.value, command }));
  return { value: [{ at: at.value, command: fault }, ...mended], random: lasts.random };
};

/** Noticed at once, late, or not at all. */
const notices: readonly Notice[] = [promptNotice, promptNotice, { min: 0, max: 8000 }, null];

const drawCut = (random: Prng, links: readonly Link[]): Drawn<Episode> => {
  const { value: notice, random: next } = drawOne(random, notices.map(boxed));
  return {
    value: { fault: { kind: "cut", links, notice: notice.it }, mend: [{ kind: "heal", links }] },
    random: next,
  };
};

const cutPair: DrawEpisode = (random, nodes) => {
  const link = drawLink(random, nodes);
  return drawCut(link.random, linksOf([link.value.from, link.value.to]));
};

const cutOneWay: DrawEpisode = (random, nodes) => {
  const link = drawLink(random, nodes);
  return drawCut(link.random, [link.value]);
};

/** Everything between some nodes and the rest: both ways, or only one. */
const partition: DrawEpisode = (random, nodes) => {
  const sides = drawMany(random, nodes.length, (current) => drawInteger(current, { min: 0, max: 2 }));
  const isApart = (index: number) => sides.value[index] === 0;
  const left = nodes.filter((_, index) => isApart(index));
  const right = nodes.filter((_, index) => !isApart(index));
  const oneWay = drawInteger(sides.random, { min: 0, max: 2 });
  const links = left.flatMap((from) => right.flatMap((to) => linksOf([from, to])));
  const chosen = oneWay.value === 0 ? links.filter(({ from }) => left.includes(from)) : links;
  return drawCut(oneWay.random, chosen);
};

const disconnect: DrawEpisode = (random, nodes) => {
  const { value: link, random: next } = drawLink(random, nodes);
  return { value: { fault: { kind: "disconnect", link, notice: promptNotice }, mend: [] }, random: next };
};

const crash: DrawEpisode = (random, nodes) => {
  const node = drawOne(random, nodes);
  const { value: notice, random: next } = drawOne(node.random, notices.map(boxed));
  const fault = { kind: "crash", node: node.value, notice: notice.it } as const;
  return { value: { fault, mend: [{ kind: "restart", node: node.value }] }, random: next };
};

const stop: DrawEpisode = (random, nodes) => {
  const { value: node, random: next } = drawOne(random, nodes);
  return { value: { fault: { kind: "stop", node }, mend: [{ kind: "start", node }] }, random: next };
};

/** Everybody's or one's, to anything from 1 to more than there are nodes; then as configured. */
const quorum: DrawEpisode = (random, nodes) => {
  const choices = [1, 1, 2, nodes.length, nodes.length + 1, 99];
  const value = drawOne(random, choices);
  const who = drawOne(value.random, [...nodes, "all"]);
  const node = who.value === "all" ? {} : { node: who.value };
  const mend = [{ kind: "quorum", quorum: 0, ...node } as const];
  return { value: { fault: { kind: "quorum", quorum: value.value, ...node }, mend }, random: who.random };
};

const force: DrawEpisode = (random, nodes) => {
  const { value: node, random: next } = drawOne(random, nodes);
  const links = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => ({ from, to })));
  const mend = [
    { kind: "heal", links },
    { kind: "quorum", quorum: 0 },
  ] as const;
  return { value: { fault: { kind: "force", node }, mend }, random: next };
};

const skew: DrawEpisode = (random, nodes) => {
  const node = drawOne(random, nodes);
  const factor = drawOne(node.random, [0.3, 0.5, 0.9, 1.1, 2, 3]);
  const mend = [{ kind: "skew", node: node.value, factor: 1 } as const];
  const fault = { kind: "skew", node: node.value, factor: factor.value } as const;
  return { value: { fault, mend }, random: factor.random };
};

/** What can happen to a cluster of one, and to one of several; a kind that stands twice comes twice as often. */
const alone: readonly DrawEpisode[] = [crash, stop, quorum, skew];
const together: readonly DrawEpisode[] = [
  ...[cutPair, cutPair, cutOneWay, partition, partition, disconnect, disconnect],
  ...[crash, crash, stop, quorum, force, skew],
];

const drawLink = (random: Prng, nodes: readonly NodeId[]): Drawn<Link> => {
  const from = drawOne(random, nodes);
  const others = nodes.filter((node) => node !== from.value);
  const to = drawOne(from.random, others);
  return { value: { from: from.value, to: to.value }, random: to.random };
};

/** So that null can be drawn. */
const boxed = <Value>(it: Value): { readonly it: Value } => ({ it });
