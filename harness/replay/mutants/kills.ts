import { edgesFrom, endOf } from "../../graph/stateGraph.ts";
import { isSameAction } from "../compare.ts";
import type { Performed, ReplayDriver, SpecState } from "../driver.ts";
import { labelOf } from "../judge.ts";
import { differencesOf, forbiddenText, showsAgain } from "./differences.ts";
import { sameData } from "./dataDifference.ts";
import type { GraphTechnique, Kill, Kills, Limits } from "./kill.ts";
import type { LabMutant, MutantLab } from "./lab.ts";
import { FORBIDDEN, type Question, type Rights } from "./questions.ts";
import { startSearch, type Search, type Slot } from "./slots.ts";
import type { Suspects } from "./suspects.ts";

interface Hunt<World> {
  readonly suspects: Suspects<World>;
  readonly lab: MutantLab<World>;
  readonly mutant: LabMutant<World>;
  readonly suspicion: Suspects<World>["suspicions"][number];
  readonly search: Search<World>;
  readonly limits: Record<GraphTechnique, number>;
  readonly kills: Record<GraphTechnique, Kill | null>;
}

interface Place<World> {
  readonly slot: Slot;
  readonly world: World;
  readonly before: SpecState;
  readonly rights: Rights;
}

/**
 * The shortest ways on which a mutant shows itself, breadth first, one for each technique. As long as the mutant has done
 * nothing else than the true implementation, only the questions are asked on which it would; in worlds of its own, all.
 * Of each state two worlds are kept at most: the true one, and the first that is the mutant's own. Every way that is found is
 * walked once more by the mutant alone before it counts.
 */
export const findKills = <World>(
  suspects: Suspects<World>,
  number: number,
  { lab, limits }: { readonly lab: MutantLab<World>; readonly limits: Limits },
): Kills => {
  const mutant = lab.mutants[number];
  const suspicion = suspects.suspicions[number];
  if (mutant === undefined || suspicion === undefined) throw new Error(`the lab has no mutant ${number}`);
  const search = startSearch<World>(suspects.graph);
  const kills = { replay: null, against: null, promises: null };
  const hunt: Hunt<World> = { suspects, lab, mutant, suspicion, search, limits: { ...limits }, kills };
  for (let slot = search.next(); slot !== null; slot = search.next()) {
    if (
      Object.values(hunt.limits).every((limit) => limit <= slot.depth + 1) &&
      !isWanted(hunt, "promises", slot.depth)
    )
      break;
    visit(hunt, slot);
  }
  return hunt.kills;
};

const isWanted = <World>({ limits }: Hunt<World>, technique: GraphTechnique, steps: number): boolean =>
  steps < limits[technique];

const visit = <World>(hunt: Hunt<World>, slot: Slot): void => {
  const { suspects, suspicion, search } = hunt;
  const { graph, rights } = suspects;
  const world = slot.own ? search.worldOf(slot) : suspects.worlds[slot.state];
  if (world === undefined) return;
  const suspicious = slot.own ? null : suspicion.questions.get(slot.state);
  if (suspicious === undefined) {
    for (const edge of edgesFrom(graph, slot.state)) follow(hunt, slot, edge);
    if (!suspicion.promises.has(slot.state)) return;
  }
  const place: Place<World> = { slot, world, before: graph.stateOf(slot.state), rights: rights(slot.state) };
  lookAtPromises(hunt, place);
  if (suspicious === undefined) return;
  const asked = suspicious ?? suspects.open(slot.state);
  for (const question of asked) ask(hunt, place, question);
  if (suspicious === null) return;
  for (const edge of edgesFrom(graph, slot.state))
    if (!suspicious.includes(suspects.questionOf[endOf(graph.label, edge)] ?? -1)) follow(hunt, slot, edge);
};

/** Where the mutant does as the true implementation does, it goes where that goes. */
const follow = <World>({ search, suspects }: Hunt<World>, slot: Slot, edge: number): void => {
  search.reach(slot, { edge, state: endOf(suspects.graph.to, edge) }, null);
};

const ask = <World>(hunt: Hunt<World>, place: Place<World>, question: number): void => {
  const { suspects, mutant } = hunt;
  const { rights } = place;
  const asked = suspects.questions[question];
  if (asked === undefined || !isWorthAsking(hunt, place, asked)) return;
  const { action, args } = labelOf(suspects.graph, asked.label);
  const performed = mutant.driver.perform(place.world, { action, args, before: place.before });
  for (const label of asked.labels) {
    const right = rights.get(label) ?? FORBIDDEN;
    if (right.kind === "forbidden") lookAtForbidden(hunt, place, { label, performed });
    else if (right.kind === "edges")
      for (const edge of right.edges) lookAtEdge(hunt, place, { edge, performed });
  }
};

/** A step that the spec forbids leads nowhere: it is asked for only as long as it is looked for. */
const isWorthAsking = <World>(
  hunt: Hunt<World>,
  { slot, rights }: Place<World>,
  { labels }: Question,
): boolean =>
  isWanted(hunt, "against", slot.depth + 1) || labels.some((label) => rights.get(label)?.kind === "edges");

const lookAtEdge = <World>(
  hunt: Hunt<World>,
  place: Place<World>,
  { edge, performed }: { readonly edge: number; readonly performed: Performed<World> },
): void => {
  const { suspects, search, mutant } = hunt;
  const state = endOf(suspects.graph.to, edge);
  if (performed.kind === "taken" && isTrueAgain(hunt, place, { edge, world: performed.world })) {
    search.reach(place.slot, { edge, state }, null);
    return;
  }
  const wanted = labelOf(suspects.graph, endOf(suspects.graph.label, edge));
  const why = differencesOf(mutant.driver, { wanted, after: suspects.graph.stateOf(state) }, performed);
  if (why !== null) keep(hunt, "replay", { path: [...search.pathTo(place.slot), edge], label: null, why });
  else if (performed.kind === "taken") search.reach(place.slot, { edge, state }, performed.world);
};

/** Whether a step out of the true world led to the true world again, in all that still matters. */
const isTrueAgain = <World>(
  { lab, suspects, limits }: Hunt<World>,
  { slot, world, before }: Place<World>,
  { edge, world: after }: { readonly edge: number; readonly world: World },
): boolean => {
  if (slot.own) return false;
  const { action, args } = labelOf(suspects.graph, endOf(suspects.graph.label, edge));
  const truth = lab.honest.perform(world, { action, args, before });
  if (truth.kind === "refused") return false;
  const ignored = limits.promises > slot.depth + 1 ? undefined : lab.incidental;
  return sameData(truth.world, after, ignored);
};

const lookAtForbidden = <World>(
  hunt: Hunt<World>,
  place: Place<World>,
  { label, performed }: { readonly label: number; readonly performed: Performed<World> },
): void => {
  const { suspects, search, mutant } = hunt;
  if (performed.kind === "refused" || !isWanted(hunt, "against", place.slot.depth + 1)) return;
  const wanted = labelOf(suspects.graph, label);
  if (!isSameAction(wanted, performed) || isAllowed(mutant.driver, wanted, place.before)) return;
  const why = forbiddenText(mutant.driver, { wanted, before: place.before }, performed.world);
  if (why !== null) keep(hunt, "against", { path: search.pathTo(place.slot), label, why });
};

const isAllowed = <World>(
  { exempt }: ReplayDriver<World>,
  { action, args }: ReturnType<typeof labelOf>,
  before: SpecState,
): boolean => (exempt?.(action, args, before) ?? null) !== null;

const lookAtPromises = <World>(hunt: Hunt<World>, { slot, world }: Place<World>): void => {
  if (!isWanted(hunt, "promises", slot.depth)) return;
  const [why] = hunt.mutant.driver.promises?.(world) ?? [];
  if (why !== undefined) keep(hunt, "promises", { path: hunt.search.pathTo(slot), label: null, why });
};

/** Keeps a way if it is the shortest so far, and the mutant, walking it alone, shows itself at its end. */
const keep = <World>(hunt: Hunt<World>, technique: GraphTechnique, found: Omit<Kill, "steps">): void => {
  const steps = found.path.length + (found.label === null ? 0 : 1);
  if (!isWanted(hunt, technique, steps)) return;
  if (!showsAgain(hunt.suspects.graph, hunt.mutant.driver, { ...found, technique })) return;
  hunt.kills[technique] = { ...found, steps };
  hunt.limits[technique] = steps;
};
