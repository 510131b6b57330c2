import { asIf, except, received } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";

// Bugs of scouting.

const welcomesScoutsDespiteLeader: Mutant = {
  name: "welcomes-scouts-despite-leader",
  description: "who has a leader, or is one, still says yes to the scouting of a higher term (1.5: no)",
  step: except((theCase) => {
    const { leaderId } = theCase.before;
    if (received(theCase, "ScoutingRequest") === undefined || leaderId === null) return undefined;
    const wrong = asIf(theCase, { leaderId: null });
    return { ...wrong, state: { ...wrong.state, leaderId } };
  }),
};

const takesNoForYes: Mutant = {
  name: "takes-no-for-yes",
  description: "a scout counts answers instead of yeses (1.5: #yes >= quorum)",
  step: except((theCase) => {
    const answer = received(theCase, "ScoutingResponse");
    if (answer === undefined || answer.message.willVote === true) return undefined;
    const message = { ...answer.message, willVote: true };
    const input = { ...theCase.input, event: { ...answer, message } };
    return asIf({ ...theCase, input }, {});
  }),
};

const bumpsTermWhenScouting: Mutant = {
  name: "bumps-term-when-scouting",
  description: "the term grows with every scouting round (1.9: scouting does not bump)",
  step: except((theCase) => {
    const { before, honest } = theCase;
    if (honest.action?.name !== "StartScouting") return undefined;
    return { ...honest, state: { ...honest.state, term: before.term + 1 } };
  }),
};

/** Every bug of this file. */
export const scoutingMutants: readonly Mutant[] = [
  welcomesScoutsDespiteLeader,
  takesNoForYes,
  bumpsTermWhenScouting,
];
