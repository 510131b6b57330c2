----------------------------- MODULE NobodyCanLead -----------------------------
(***************************************************************************)
(* The induction step of Questions!NobodyCanLead, checked by TLC: one step   *)
(* from every state of a kind in which it holds, reachable or not.           *)
(*                                                                           *)
(* Which states are enough: a step of Actor reads and changes only Actor's   *)
(* own variables, and messages to or from it (all indices in the actions     *)
(* are i, the server that acts). So the others may stand still: only their   *)
(* terms occur in the invariant, and as upper bounds. A part of the          *)
(* invariant that a step breaks is broken with at most two messages that     *)
(* were there before, one of them a proposal. Renaming servers makes Actor   *)
(* any of them.                                                              *)
(***************************************************************************)
EXTENDS Questions

CONSTANTS Actor, Terms      \* who acts; 0..n

VARIABLE stepped

Kinds == {ElectionProposal, ElectionResponse, ScoutingRequest, ScoutingResponse}

Between(kinds) ==
    {Message(kind, term, Actor, j) : kind \in kinds, term \in Terms, j \in Others(Actor)}
        \cup {Message(kind, term, j, Actor) : kind \in kinds, term \in Terms, j \in Others(Actor)}

Notices ==
    {Unavailability(j, Actor) : j \in Others(Actor)}
        \cup {Unavailability(Actor, j) : j \in Others(Actor)}

\* Any message, and a proposal.
Bags ==
    {<< >>} \cup UNION {[{m, n} -> {0, 1}] : m \in Between(Kinds) \cup Notices, n \in Between({ElectionProposal})}

Of(value, otherwise) == [i \in Server |-> IF i = Actor THEN value ELSE otherwise]

Top == CHOOSE term \in Terms : \A other \in Terms : other <= term

\* The conjuncts of the invariant stand where they can be decided; all of it is asked at the end.
AnyState ==
    /\ messages \in Bags
    /\ AnswersWereAsked
    /\ \E term \in Terms : currentTerm = Of(term, Top)
    /\ OneProposalPerTerm
    /\ \E role \in {Follower, Candidate} : state = Of(role, Follower)
    /\ \E voters \in SUBSET Server : supporters = Of(voters, {})
    /\ SupportersWereAsked
    /\ \E round \in {NoRound} \cup [term : {currentTerm[Actor] + 1}, responses : {{}, {Actor}, Server}] :
           scoutingInfo = Of(round, NoRound)
    /\ leaderId = Of(Nil, Nil)
    /\ NobodyCanLead
    /\ \E j \in Server \cup {Nil} : tentativeLeaderId = Of(j, Nil)
    /\ restartCounter = Of(0, 0)
    /\ scoutingCounter = Of(0, 0)
    /\ unavailableCounter = Of(0, 0)
    /\ stepped = FALSE

Act ==
    /\ ~stepped
    /\ Next
    /\ stepped' = TRUE

\* The others are alike.
Alike == Permutations(Others(Actor))
==============================================================================
