import { configFor } from "../../../impl/elector/config.ts";
import { createElector } from "../../../impl/elector/create.ts";
import type { ElectorState, NodeId, Role } from "../../../impl/elector/types.ts";
import { step } from "../../../impl/elector/step.ts";
import { valueAt } from "../../check/explain/compare.ts";
import type { SpecState } from "../../replay/driver.ts";
import { model, type TlaValue } from "../../tla/value.ts";
import { serversOf } from "../election/driver.ts";
import { bagOf, type PublishedWorld } from "./world.ts";

/** Product electors in a state of the model: the inverse of the projection, for what lies behind a deviation. */
export const loadPublished = (state: SpecState): PublishedWorld => {
  const nodes = serversOf(state);
  return {
    electors: Object.fromEntries(nodes.map((node) => [node, loadElector(node, nodes, state)])),
    bag: bagOf(state),
  };
};

/** A started elector of the product. */
export const startedElector = (self: NodeId, nodes: readonly NodeId[], term: number): ElectorState => {
  const name = `${self} ${term} ${nodes.join(" ")}`;
  const known = started.get(name);
  if (known !== undefined) return known;
  const elector = createElector({ self, nodes, term, config: configFor(nodes.length) });
  const { state } = step(elector, { event: { kind: "start" }, now: 0 });
  if (started.size === MOST_STARTED) started.clear();
  started.set(name, state);
  return state;
};

/** Electors are values, and a replay asks for the same few very often. */
const started = new Map<string, ElectorState>();
const MOST_STARTED = 10_000;

const loadElector = (self: NodeId, nodes: readonly NodeId[], state: SpecState): ElectorState => {
  const at = (variable: string): TlaValue => {
    const value = valueAt(state.get(variable) ?? { kind: "seq", elements: [] }, model(self));
    if (value === undefined) throw new Error(`${variable} has no value at ${self}`);
    return value;
  };
  const round = at("scoutingInfo");
  const leaderId = nodeOrNull(at("leaderId"));
  const tentativeLeaderId = nodeOrNull(at("tentativeLeaderId"));
  const role = roleOf(at("state"));
  return {
    ...startedElector(self, nodes, numberOf(at("currentTerm"))),
    role,
    reason: "NONE",
    leaderId,
    tentativeLeaderId,
    supporters: namesOf(at("supporters")),
    scouting: {
      term: numberOf(valueAt(round, { kind: "string", value: "term" })),
      responses: Object.fromEntries(
        namesOf(valueAt(round, { kind: "string", value: "responses" })).map((node) => [node, true]),
      ),
    },
    lastLeaderHeartbeat: role === "Follower" && (leaderId ?? tentativeLeaderId) !== null ? 1 : 0,
  };
};

const nodeOrNull = (value: TlaValue): NodeId | null =>
  value.kind === "model" && value.name !== "Nil" ? value.name : null;

const numberOf = (value: TlaValue | undefined): number => (value?.kind === "int" ? value.value : 0);

const namesOf = (value: TlaValue | undefined): readonly NodeId[] =>
  value?.kind === "set" ? value.elements.flatMap((element) => nodeOrNull(element) ?? []).sort() : [];

const roleOf = (value: TlaValue): Role => {
  const name = value.kind === "model" ? value.name : "";
  if (name === "Candidate" || name === "Leader") return name;
  return "Follower";
};
