------------------------------ MODULE Questions ------------------------------
(***************************************************************************)
(* What is asked of the published model beside its own invariant: bounds    *)
(* for smaller questions, and why no server can lead among four or more.    *)
(* Nothing here changes a behaviour.                                        *)
(***************************************************************************)
EXTENDS BlazingMQLeaderElection

----------------------------------------------------------------------------
\* Bounds

RECURSIVE Sum(_, _)
Sum(counts, over) ==
    IF over = {} THEN 0
    ELSE LET one == CHOOSE i \in over : TRUE IN counts[one] + Sum(counts, over \ {one})

OneNotice == Sum(unavailableCounter, Server) <= 1
OneRound == Sum(scoutingCounter, Server) <= 1
TwoRounds == Sum(scoutingCounter, Server) <= 2

----------------------------------------------------------------------------
\* The last row of ApplyAvailability wants of the next messages that they are those before with one
\* used up, and those before with new ones added. Whatever the messages are, that is never the same.

Letters == 1..4

NeverBoth ==
    \A known \in SUBSET Letters : \A bag \in [known -> 0..2] :
        \A used \in {m \in known : bag[m] > 0}, new \in SUBSET (Letters \ known) :
            OneLess(bag, used) /= bag @@ [m \in new |-> 1]

ASSUME NeverBoth

----------------------------------------------------------------------------
\* A server proposes to one server in a term, so it gets one vote besides its own: with a quorum of
\* three or more nobody leads. `NobodyCanLead` is inductive; docs/findings.md has the argument.

NoLeader == \A i \in Server : state[i] /= Leader

Known(kind) == {m \in DOMAIN messages : m.mtype = kind}

\* What only a leader sends, or is sent, does not exist, and nobody names one.
NobodyLed ==
    /\ NoLeader
    /\ \A i \in Server : leaderId[i] = Nil
    /\ \A kind \in {LeaderHeartbeat, HeartbeatResponse, LeadershipCession} : Known(kind) = {}

\* A round is for the term after the current one, and only a follower has one open.
RoundIsForNextTerm ==
    \A i \in Server :
        RoundOpen(i) => state[i] = Follower /\ scoutingInfo[i].term = currentTerm[i] + 1

\* Nobody proposes for a term that it has not reached itself, and for each only once.
OneProposalPerTerm ==
    /\ \A m \in Known(ElectionProposal) : m.mterm <= currentTerm[m.msource]
    /\ \A m, n \in Known(ElectionProposal) :
           m.msource = n.msource /\ m.mterm = n.mterm => m = n

Proposed(term, i, j) == Message(ElectionProposal, term, i, j) \in DOMAIN messages

\* Only who was asked answers.
AnswersWereAsked ==
    \A m \in Known(ElectionResponse) : Proposed(m.mterm, m.mdest, m.msource)

\* A candidate's supporters are itself and whom it asked in this term.
SupportersWereAsked ==
    \A i \in Server :
        state[i] = Candidate =>
            \A j \in supporters[i] \ {i} : Proposed(currentTerm[i], i, j)

NobodyCanLead ==
    /\ NobodyLed
    /\ RoundIsForNextTerm
    /\ OneProposalPerTerm
    /\ AnswersWereAsked
    /\ SupportersWereAsked
==============================================================================
