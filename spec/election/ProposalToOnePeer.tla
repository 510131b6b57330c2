------------------------- MODULE ProposalToOnePeer -------------------------
(***************************************************************************)
(* The published model's proposal: to one peer, and the candidate then     *)
(* asks nobody else (model page, "Where the model and the product          *)
(* disagree"). All else is as built. A cfg chooses it by                   *)
(* Proposed <- ProposedToOne; without that line this is the election as    *)
(* built, for comparison.                                                  *)
(***************************************************************************)
EXTENDS BlazingMQLeaderElection

ProposedToOne(channels, i, m) ==
    \E j \in Server \ {i} : messages' = Sent(channels, i, j, m)

NoLeader == \A i \in Server : state[i] /= Leader
============================================================================
