------------------------------ MODULE Liveness ------------------------------
(***************************************************************************)
(* What comes of the election in the end, when the faults are over.        *)
(*                                                                         *)
(* Partial synchrony: a timer is long against the travel of a message, so  *)
(* it fires when no message is under way, and as often as it likes. One    *)
(* that fires earlier is hasty and spends a budget: MaxScouting,           *)
(* MaxTimeouts and MaxHeartbeats bound the hasty ones only.                *)
(* Fairness is stated in Fair below, and in words in spec/README.md.       *)
(* LiveSpec needs a cfg with Spend <- SpendHasty. No SYMMETRY, CONSTRAINT. *)
(***************************************************************************)
EXTENDS BlazingMQLeaderElection

\* Nothing is under way but what was written to a connection that both ends have left or never had.
Quiet ==
    \A pair \in Channels :
        \/ messages[pair] = << >>
        \/ /\ pair[1] \notin connected[pair[2]]
           /\ pair[2] \notin connected[pair[1]]

TimerBudgets == {"scouting", "timeouts", "heartbeats"}

SpendHasty(budget, most) ==
    IF budget \in TimerBudgets /\ Quiet
    THEN UNCHANGED spent
    ELSE /\ spent[budget] < most
         /\ spent' = [spent EXCEPT ![budget] = @ + 1]

\* For Start, where what is down stays down.
NeverStarts(i) == FALSE

Up(i) == state[i] \in {Follower, Candidate, Leader}

\* i and j have a connection to each other, and it delivers both ways.
Linked(i, j) ==
    /\ Reaches(i, j)
    /\ Reaches(j, i)

\* Heartbeats come, so the check does not expire.
LedByHeartbeats(i) ==
    \E l \in {leaderId[i], tentativeLeaderId[i]} \ {Nil} :
        /\ state[l] = Leader
        /\ Linked(l, i)

----------------------------------------------------------------------------
\* The timers of i. In any state at most one of them is armed.

\* A round is over before the next wait begins.
Wait(i) == ~RoundOpen(i) /\ (StartScouting(i) \/ RequestVote(i))
RoundTimer(i) == ScoutingTimeout(i)
ElectionTimer(i) == ElectionTimeout(i) \/ BecomeLeader(i)
HeartbeatCheck(i) == ~(Quiet /\ LedByHeartbeats(i)) /\ HeartbeatTimeout(i)

Timer(i) ==
    \/ Wait(i)
    \/ RoundTimer(i)
    \/ ElectionTimer(i)
    \/ HeartbeatCheck(i)
    \/ SendHeartbeat(i)

Deliver(i, j) ==
    \/ ApplyElectionProposalEvent(i, j)
    \/ ApplyElectionResponseEvent(i, j)
    \/ ApplyScoutingRequestEvent(i, j)
    \/ ApplyScoutingResponseEvent(i, j)
    \/ ApplyLeaderHeartbeatEvent(i, j)
    \/ ApplyHeartbeatResponseEvent(i, j)
    \/ ApplyLeadershipCessionEvent(i, j)
    \/ ApplyNodeStatusEvent(i, j)

\* A connection that cannot last is seen to be gone, and a new one comes.
Reconnect(i, j) ==
    \/ Broken(i, j) /\ ApplyNodeUnavailable(i, j)
    \/ ApplyNodeAvailable(i, j)

LiveNext ==
    \/ \E i \in Server : Wait(i)
    \/ \E i \in Server : RoundTimer(i)
    \/ \E i \in Server : ElectionTimer(i)
    \/ \E i \in Server : HeartbeatCheck(i)
    \/ \E i \in Server : SendHeartbeat(i)
    \/ \E i, j \in Server : ApplyElectionProposalEvent(i, j)
    \/ \E i, j \in Server : ApplyElectionResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyScoutingRequestEvent(i, j)
    \/ \E i, j \in Server : ApplyScoutingResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyLeaderHeartbeatEvent(i, j)
    \/ \E i, j \in Server : ApplyHeartbeatResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyLeadershipCessionEvent(i, j)
    \/ \E i, j \in Server : ApplyNodeUnavailable(i, j)
    \/ \E i, j \in Server : ApplyNodeAvailable(i, j)
    \/ \E i, j \in Server : ApplyNodeStatusEvent(i, j)
    \/ \E i, j \in Server : LinkDown(i, j)
    \/ \E i \in Server : Stop(i)
    \/ \E i \in Server : Start(i)
    \/ \E i \in Server : Crash(i)
    \/ \E i \in Server, quorum \in QuorumChoices : SetQuorum(i, quorum)

\* Messages and news arrive; a timer that is due again and again fires in the end.
\* Nothing makes a server start again that is down.
Fair ==
    /\ \A pair \in Channels : WF_vars(Deliver(pair[1], pair[2]))
    /\ \A pair \in Channels : WF_vars(Reconnect(pair[1], pair[2]))
    /\ \A i \in Server : SF_vars(Timer(i))

LiveSpec == Init /\ [][LiveNext]_vars /\ Fair

\* Every timer budgeted, as everywhere else; for a cfg without SpendHasty.
BudgetedSpec == Init /\ [][Next]_vars /\ Fair

\* Some one server leads term 1 and all follow it; which one makes no difference.
InitLed ==
    /\ InitEstablished
    /\ \A i \in Server : leaderId[i] = CHOOSE l \in Server : TRUE

LiveSpecLed == InitLed /\ [][LiveNext]_vars /\ Fair

----------------------------------------------------------------------------
\* More than half of the servers, up and linked to one another.
MajorityLinked ==
    \E some \in SUBSET Server :
        /\ Cardinality(some) > Cardinality(Server) \div 2
        /\ \A i \in some : Up(i)
        /\ \A i, j \in some : i /= j => Linked(i, j)

\* One leads, and who is up and linked to it follows it.
Led ==
    \E l \in Server :
        /\ state[l] = Leader
        /\ \A i \in Server \ {l} : Up(i) /\ Linked(l, i) => leaderId[i] = l

\* (a) for equal quorums.
EventuallyLed == <>[]MajorityLinked => <>[]Led

Clings(i, l) ==
    /\ Up(i)
    /\ l \in {leaderId[i], tentativeLeaderId[i]}
    /\ state[l] /= Leader

\* (b) Again and again nobody clings, so nobody clings for ever.
NobodyClings == []<>(\A i, l \in Server : i /= l => ~Clings(i, l))

\* (c) false for two leaders of one term (1.10 E1).
QuietAgain == []<>Quiet
============================================================================
