----------------------------- MODULE Reachable -----------------------------
(***************************************************************************)
(* What the election can come to. Each "Never" is false, and meant to be:  *)
(* its configuration passes when TLC finds a run that refutes it, so that  *)
(* a branch which only faults or odd timing reach is known to be reached.  *)
(* NoLeader and NeverScouts are true in one configuration each.            *)
(***************************************************************************)
EXTENDS BlazingMQLeaderElection

NoLeader == \A i \in Server : state[i] /= Leader

NeverScouts == \A i \in Server : ~RoundOpen(i)

\* 1.10 E2: a candidate has its quorum and is not yet leader, although others have voted for it.
NeverWaitsWithQuorum ==
    \A i \in Server :
        state[i] = Candidate =>
            \/ Cardinality(supporters[i]) < Quorum(i)
            \/ supporters[i] = {i}

\* The servers that may have answered the last round of i: its request to them is no longer under way.
MayHaveAnswered(i) ==
    {j \in Server \ {i} :
        \A n \in DOMAIN messages[<<i, j>>] : messages[<<i, j>>][n].mtype /= ScoutingRequest}

\* 1.10 E4: it stands, and the answers to its last round cannot have been enough. For reliable links.
NeverCountsLateYes ==
    \A i \in Server :
        state[i] = Candidate => Cardinality(MayHaveAnswered(i)) + 1 >= Quorum(i)

----------------------------------------------------------------------------
\* The rest are steps.

\* 1.5 FOLLOWER, SCOUTING_RESPONSE, #answers = numTotalPeers.
NeverEndsRoundEarly ==
    [][\A i \in Server :
        /\ RoundOpen(i)
        /\ ~RoundOpen(i)'
        /\ state'[i] = Follower
        /\ Leaderless(i)'
        => spent'.timeouts > spent.timeouts]_vars

\* 1.5 FOLLOWER, LEADERSHIP_CESSION(T) of its leader, which has lost its quorum.
NeverDesertedInTerm ==
    [][\A i, j \in Server :
        /\ i /= j
        /\ leaderId[i] = j
        /\ messages[<<j, i>>] /= << >>
        /\ Heard(i, j) = Message(LeadershipCession, currentTerm[i])
        => leaderId'[i] = j]_vars

\* 1.5 LEADER, NODE_AVAILABLE: it is followed anew, and counts the follower.
NeverRegainsFollower ==
    [][\A i \in Server :
        /\ state[i] = Leader
        /\ state'[i] = Leader
        => supporters'[i] \subseteq supporters[i]]_vars

\* 1.10 E3: from one leader to another in one step.
NeverChangesOver ==
    [][\A i \in Server :
        /\ leaderId[i] \notin {Nil, i}
        /\ leaderId'[i] /= Nil
        => leaderId'[i] = leaderId[i]]_vars

\* Those who follow i and are connected to it, i included.
Following(i) == {i} \cup {j \in connected[i] : leaderId[j] = i /\ i \in connected[j]}

\* 1.10 E8: it gives up although a quorum follows it and will follow it after this step.
NeverGivesUpFollowed ==
    [][\A i \in Server :
        /\ state[i] = Leader
        /\ state'[i] = Follower
        /\ leaderId'[i] = Nil
        /\ currentTerm'[i] = currentTerm[i]
        => Cardinality(Following(i) \cap (connected'[i] \cup {i})) < Quorum(i)]_vars

\* 1.10 E6: a round begun before a stop is won after the start, in a term of its own time.
NeverWinsOldRound ==
    [][\A i \in Server :
        /\ RoundOpen(i)
        /\ scoutingInfo[i].term > currentTerm[i] + 1
        => state'[i] /= Candidate]_vars
============================================================================
