---------------------- MODULE BlazingMQLeaderElection ----------------------
(***************************************************************************)
(* The election of BlazingMQ as its published model states it, including   *)
(* everything in which that model departs from the product (spec/README.md *)
(* lists the departures, spec/election is the protocol as built). Nothing  *)
(* here is repaired: this module is the reference that the implementation  *)
(* is compared with, and the number of states must stay what it was.       *)
(*                                                                         *)
(* Convention: i acts, j is the other server. A handler takes any pending  *)
(* message m of its kind that j sent to i.                                 *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS
    Server,          \* the configured servers
    MaxRestarts,     \* budgets, each per server
    MaxScouting,
    MaxUnavailable

CONSTANTS Follower, Candidate, Leader   \* roles
CONSTANT Nil                            \* no server; no scouting round

CONSTANTS                               \* kinds of messages
    ElectionProposal,
    ElectionResponse,
    LeaderHeartbeat,
    HeartbeatResponse,
    ScoutingRequest,
    ScoutingResponse,
    LeadershipCession,
    NodeUnavailable

VARIABLE messages            \* bag: message record -> number of pending copies

VARIABLES                    \* functions on Server
    currentTerm,
    state,
    leaderId,
    tentativeLeaderId,       \* the server voted for, until its first heartbeat
    supporters,              \* the servers that voted for this candidate or leader
    scoutingInfo             \* the round: [term, responses], term Nil when none is open

VARIABLES                    \* budgets used, functions on Server
    restartCounter,
    scoutingCounter,
    unavailableCounter

serverVars == <<currentTerm, state, leaderId, tentativeLeaderId, supporters, scoutingInfo>>
auxVars == <<restartCounter, scoutingCounter, unavailableCounter>>
allVars == <<messages, serverVars, auxVars>>

----------------------------------------------------------------------------
\* Small words

Quorum == Cardinality(Server) \div 2 + 1

Others(i) == Server \ {i}

NoRound == [term |-> Nil, responses |-> {}]

RoundOpen(i) == scoutingInfo[i].term /= Nil

Leaderless(i) ==
    /\ leaderId[i] = Nil
    /\ tentativeLeaderId[i] = Nil

----------------------------------------------------------------------------
\* Messages

Message(kind, term, source, dest) ==
    [mtype |-> kind, mterm |-> term, msource |-> source, mdest |-> dest]

\* A notice of unavailability carries no term.
Unavailability(source, dest) ==
    [mtype |-> NodeUnavailable, msource |-> source, mdest |-> dest]

\* A used up message stays in the bag's domain with count 0; it is not pending.
Pending(kind, i, j) ==
    {m \in DOMAIN messages :
        /\ messages[m] > 0
        /\ m.mtype = kind
        /\ m.mdest = i
        /\ m.msource = j}

OneMore(bag, m) ==
    IF m \in DOMAIN bag
    THEN [bag EXCEPT ![m] = @ + 1]
    ELSE bag @@ (m :> 1)

OneLess(bag, m) == [bag EXCEPT ![m] = @ - 1]

Send(m) == messages' = OneMore(messages, m)

\* "Once" in the strict sense: what was ever sent before, even if used up since, is not sent again.
SendMultipleOnce(ms) ==
    /\ \A m \in ms : m \notin DOMAIN messages
    /\ messages' = messages @@ [m \in ms |-> 1]

Discard(m) ==
    /\ messages[m] > 0
    /\ messages' = OneLess(messages, m)

Reply(answer, m) ==
    /\ messages[m] > 0
    /\ messages' = OneMore(OneLess(messages, m), answer)

----------------------------------------------------------------------------
Init ==
    /\ messages = << >>
    /\ currentTerm = [i \in Server |-> 0]
    /\ state = [i \in Server |-> Follower]
    /\ leaderId = [i \in Server |-> Nil]
    /\ tentativeLeaderId = [i \in Server |-> Nil]
    /\ supporters = [i \in Server |-> {}]
    /\ scoutingInfo = [i \in Server |-> NoRound]
    /\ restartCounter = [i \in Server |-> 0]
    /\ scoutingCounter = [i \in Server |-> 0]
    /\ unavailableCounter = [i \in Server |-> 0]

----------------------------------------------------------------------------
\* What a server does of its own accord

\* The term survives a restart; in the product it falls back (page 1.9).
Restart(i) ==
    /\ restartCounter[i] < MaxRestarts
    /\ state' = [state EXCEPT ![i] = Follower]
    /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
    /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
    /\ supporters' = [supporters EXCEPT ![i] = {}]
    /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
    /\ restartCounter' = [restartCounter EXCEPT ![i] = @ + 1]
    /\ UNCHANGED <<messages, currentTerm, scoutingCounter, unavailableCounter>>

HeartbeatTimeout(i) ==
    /\ state[i] = Follower
    /\ supporters[i] = {}
    /\ \/ \* the leader fell silent
          /\ leaderId[i] /= Nil
          /\ tentativeLeaderId[i] = Nil
          /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
          /\ UNCHANGED tentativeLeaderId
       \/ \* the candidate voted for was never heard of as a leader
          /\ leaderId[i] = Nil
          /\ tentativeLeaderId[i] /= Nil
          /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
          /\ UNCHANGED leaderId
    /\ UNCHANGED <<messages, currentTerm, state, supporters, scoutingInfo, auxVars>>

StartScouting(i) ==
    /\ scoutingCounter[i] < MaxScouting
    /\ state[i] = Follower
    /\ Leaderless(i)
    /\ scoutingInfo[i] = NoRound
    /\ scoutingInfo' = [scoutingInfo EXCEPT
           ![i] = [term |-> currentTerm[i] + 1, responses |-> {i}]]
    /\ scoutingCounter' = [scoutingCounter EXCEPT ![i] = @ + 1]
    /\ SendMultipleOnce({Message(ScoutingRequest, currentTerm[i] + 1, i, k) : k \in Others(i)})
    /\ UNCHANGED <<currentTerm, state, leaderId, tentativeLeaderId, supporters,
                   restartCounter, unavailableCounter>>

ScoutingTimeout(i) ==
    /\ state[i] = Follower
    /\ RoundOpen(i)
    /\ Cardinality(scoutingInfo[i].responses) < Quorum
    /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
    /\ UNCHANGED <<messages, currentTerm, state, leaderId, tentativeLeaderId, supporters, auxVars>>

\* Asks the one server j and is Candidate from then on: nobody else is ever asked in this term.
RequestVote(i, j) ==
    /\ i /= j
    /\ state[i] = Follower
    /\ Leaderless(i)
    /\ RoundOpen(i)
    /\ Cardinality(scoutingInfo[i].responses) >= Quorum
    /\ supporters' = [supporters EXCEPT ![i] = {i}]
    /\ currentTerm' = [currentTerm EXCEPT ![i] = scoutingInfo[i].term]
    /\ state' = [state EXCEPT ![i] = Candidate]
    /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
    /\ Send(Message(ElectionProposal, scoutingInfo[i].term, i, j))
    /\ UNCHANGED <<leaderId, tentativeLeaderId, auxVars>>

ElectionTimeout(i) ==
    /\ state[i] = Candidate
    /\ Leaderless(i)
    /\ Cardinality(supporters[i]) < Quorum
    /\ state' = [state EXCEPT ![i] = Follower]
    /\ supporters' = [supporters EXCEPT ![i] = {}]
    /\ UNCHANGED <<messages, currentTerm, leaderId, tentativeLeaderId, scoutingInfo, auxVars>>

\* No message: the first heartbeat is a step of its own.
BecomeLeader(i) ==
    /\ state[i] = Candidate
    /\ Leaderless(i)
    /\ Cardinality(supporters[i]) >= Quorum
    /\ state' = [state EXCEPT ![i] = Leader]
    /\ leaderId' = [leaderId EXCEPT ![i] = i]
    /\ UNCHANGED <<messages, currentTerm, tentativeLeaderId, supporters, scoutingInfo, auxVars>>

\* SendMultipleOnce allows one broadcast per server and term, ever.
SendHeartbeat(i) ==
    /\ state[i] = Leader
    /\ leaderId[i] = i
    /\ tentativeLeaderId[i] = Nil
    /\ supporters[i] /= {}
    /\ currentTerm[i] > 0
    /\ SendMultipleOnce({Message(LeaderHeartbeat, currentTerm[i], i, k) : k \in Others(i)})
    /\ UNCHANGED <<serverVars, auxVars>>

\* The server runs on; only the others are told that it is gone.
MakeUnavailable(i) ==
    /\ unavailableCounter[i] < MaxUnavailable
    /\ unavailableCounter' = [unavailableCounter EXCEPT ![i] = @ + 1]
    /\ SendMultipleOnce({Unavailability(i, k) : k \in Others(i)})
    /\ UNCHANGED <<serverVars, restartCounter, scoutingCounter>>

----------------------------------------------------------------------------
\* What a server does with a message; what matches no row stays pending

ApplyElectionProposalEvent(i, j) ==
    \E m \in Pending(ElectionProposal, i, j) :
        /\ m.mterm > currentTerm[i]
        /\ \/ \* a follower votes, once it has no leader
              /\ state[i] = Follower
              /\ leaderId[i] = Nil
              /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
              /\ UNCHANGED <<state, leaderId, supporters>>
           \/ \* a candidate gives up and votes
              /\ state[i] = Candidate
              /\ state' = [state EXCEPT ![i] = Follower]
              /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
              /\ supporters' = [supporters EXCEPT ![i] = {}]
              /\ UNCHANGED scoutingInfo
        /\ currentTerm' = [currentTerm EXCEPT ![i] = m.mterm]
        /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = j]
        /\ Reply(Message(ElectionResponse, m.mterm, i, j), m)
        /\ UNCHANGED auxVars

ApplyElectionResponseEvent(i, j) ==
    \E m \in Pending(ElectionResponse, i, j) :
        /\ \/ \* a candidate counts the vote, of a higher term too
              /\ state[i] = Candidate
              /\ m.mterm >= currentTerm[i]
              /\ j \notin supporters[i]
              /\ supporters' = [supporters EXCEPT ![i] = @ \cup {j}]
              /\ Discard(m)
              /\ UNCHANGED <<currentTerm, state, leaderId, tentativeLeaderId>>
           \/ \* a leader notes who follows it
              /\ state[i] = Leader
              /\ m.mterm = currentTerm[i]
              /\ supporters' = [supporters EXCEPT ![i] = @ \cup {j}]
              /\ Discard(m)
              /\ UNCHANGED <<currentTerm, state, leaderId, tentativeLeaderId>>
           \/ \* a leader learns of a higher term; only j is told that it gives up
              /\ state[i] = Leader
              /\ m.mterm > currentTerm[i]
              /\ state' = [state EXCEPT ![i] = Follower]
              /\ currentTerm' = [currentTerm EXCEPT ![i] = m.mterm]
              /\ supporters' = [supporters EXCEPT ![i] = {}]
              /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
              /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
              /\ Reply(Message(LeadershipCession, m.mterm, i, j), m)
        /\ UNCHANGED <<scoutingInfo, auxVars>>

\* Yes or silence: there is no message for "no".
ApplyScoutingRequestEvent(i, j) ==
    \E m \in Pending(ScoutingRequest, i, j) :
        /\ i /= j
        /\ leaderId[i] = Nil
        /\ m.mterm > currentTerm[i]
        /\ Reply(Message(ScoutingResponse, currentTerm[i], i, j), m)
        /\ UNCHANGED <<serverVars, auxVars>>

\* The answer's term is not looked at, so an answer to an earlier round counts too.
ApplyScoutingResponseEvent(i, j) ==
    \E m \in Pending(ScoutingResponse, i, j) :
        /\ state[i] = Follower
        /\ Leaderless(i)
        /\ RoundOpen(i)
        /\ scoutingInfo' = [scoutingInfo EXCEPT ![i].responses = @ \cup {j}]
        /\ Discard(m)
        /\ UNCHANGED <<currentTerm, state, leaderId, tentativeLeaderId, supporters, auxVars>>

ApplyLeaderHeartbeatEvent(i, j) ==
    \E m \in Pending(LeaderHeartbeat, i, j) :
        /\ \/ \* a follower hears the candidate it voted for
              /\ state[i] = Follower
              /\ m.mterm = currentTerm[i]
              /\ tentativeLeaderId[i] = j
              /\ leaderId' = [leaderId EXCEPT ![i] = j]
              /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
              /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
              /\ Discard(m)
              /\ UNCHANGED <<currentTerm, state, supporters>>
           \/ \* a follower without leader finds one of its own term
              /\ state[i] = Follower
              /\ m.mterm = currentTerm[i]
              /\ Leaderless(i)
              /\ leaderId' = [leaderId EXCEPT ![i] = j]
              /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
              /\ Reply(Message(ElectionResponse, m.mterm, i, j), m)
              /\ UNCHANGED <<currentTerm, state, tentativeLeaderId, supporters>>
           \/ \* a follower corrects a leader of a lower term
              /\ state[i] = Follower
              /\ m.mterm < currentTerm[i]
              /\ Reply(Message(HeartbeatResponse, currentTerm[i], i, j), m)
              /\ UNCHANGED serverVars
           \/ \* a follower changes over to the higher term, whatever its leader
              /\ state[i] = Follower
              /\ m.mterm > currentTerm[i]
              /\ leaderId' = [leaderId EXCEPT ![i] = j]
              /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
              /\ currentTerm' = [currentTerm EXCEPT ![i] = m.mterm]
              /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
              /\ Reply(Message(ElectionResponse, m.mterm, i, j), m)
              /\ UNCHANGED <<state, supporters>>
           \/ \* a candidate corrects a leader of a lower term
              /\ state[i] = Candidate
              /\ m.mterm < currentTerm[i]
              /\ Reply(Message(HeartbeatResponse, currentTerm[i], i, j), m)
              /\ UNCHANGED serverVars
           \/ \* a candidate has lost to the sender
              /\ state[i] = Candidate
              /\ m.mterm >= currentTerm[i]
              /\ state' = [state EXCEPT ![i] = Follower]
              /\ supporters' = [supporters EXCEPT ![i] = {}]
              /\ currentTerm' = [currentTerm EXCEPT ![i] = m.mterm]
              /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
              /\ leaderId' = [leaderId EXCEPT ![i] = j]
              /\ Reply(Message(ElectionResponse, m.mterm, i, j), m)
              /\ UNCHANGED scoutingInfo
           \/ \* a leader holds its ground
              /\ state[i] = Leader
              /\ m.mterm <= currentTerm[i]
              /\ Reply(Message(LeaderHeartbeat, currentTerm[i], i, j), m)
              /\ UNCHANGED serverVars
           \/ \* a leader yields to the sender; only the sender is told
              /\ state[i] = Leader
              /\ m.mterm > currentTerm[i]
              /\ state' = [state EXCEPT ![i] = Follower]
              /\ supporters' = [supporters EXCEPT ![i] = {}]
              /\ currentTerm' = [currentTerm EXCEPT ![i] = m.mterm]
              /\ leaderId' = [leaderId EXCEPT ![i] = j]
              /\ Reply(Message(LeadershipCession, m.mterm, i, j), m)
              /\ UNCHANGED <<tentativeLeaderId, scoutingInfo>>
        /\ UNCHANGED auxVars

ApplyHeartbeatResponseEvent(i, j) ==
    \E m \in Pending(HeartbeatResponse, i, j) :
        /\ state[i] = Leader
        /\ m.mterm > currentTerm[i]
        /\ state' = [state EXCEPT ![i] = Follower]
        /\ currentTerm' = [currentTerm EXCEPT ![i] = m.mterm]
        /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
        /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
        /\ supporters' = [supporters EXCEPT ![i] = {}]
        /\ Reply(Message(LeadershipCession, m.mterm, i, j), m)
        /\ UNCHANGED <<scoutingInfo, auxVars>>

ApplyLeadershipCessionEvent(i, j) ==
    \E m \in Pending(LeadershipCession, i, j) :
        /\ state[i] = Follower
        /\ supporters[i] = {}
        /\ currentTerm[i] <= m.mterm
        /\ leaderId' = [leaderId EXCEPT ![i] = IF @ = j THEN Nil ELSE @]
        /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = IF @ = j THEN Nil ELSE @]
        /\ Discard(m)
        /\ UNCHANGED <<currentTerm, state, supporters, scoutingInfo, auxVars>>

ApplyAvailability(i, j) ==
    \E m \in Pending(NodeUnavailable, i, j) :
        /\ \/ \* a follower loses its leader
              /\ state[i] = Follower
              /\ leaderId[i] = j
              /\ tentativeLeaderId[i] = Nil
              /\ supporters[i] = {}
              /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
              /\ Discard(m)
              /\ UNCHANGED <<state, tentativeLeaderId, supporters, scoutingInfo>>
           \/ \* a follower loses the candidate it voted for
              /\ state[i] = Follower
              /\ tentativeLeaderId[i] = j
              /\ leaderId[i] = Nil
              /\ supporters[i] = {}
              /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
              /\ Discard(m)
              /\ UNCHANGED <<state, leaderId, supporters, scoutingInfo>>
           \/ \* any follower may as well only forget the answer to its round, even its leader's
              /\ state[i] = Follower
              /\ scoutingInfo' = [scoutingInfo EXCEPT ![i].responses = @ \ {j}]
              /\ Discard(m)
              /\ UNCHANGED <<state, leaderId, tentativeLeaderId, supporters>>
           \/ \* a candidate loses a vote
              /\ state[i] = Candidate
              /\ supporters' = [supporters EXCEPT ![i] = @ \ {j}]
              /\ Discard(m)
              /\ UNCHANGED <<state, leaderId, tentativeLeaderId, scoutingInfo>>
           \/ \* a leader keeps its quorum
              /\ state[i] = Leader
              /\ Cardinality(supporters[i] \ {j}) >= Quorum
              /\ supporters' = [supporters EXCEPT ![i] = @ \ {j}]
              /\ Discard(m)
              /\ UNCHANGED <<state, leaderId, tentativeLeaderId, scoutingInfo>>
           \/ \* a leader loses its quorum; can never happen, two values are asked of messages'
              /\ state[i] = Leader
              /\ Cardinality(supporters[i] \ {j}) < Quorum
              /\ state' = [state EXCEPT ![i] = Follower]
              /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
              /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
              /\ supporters' = [supporters EXCEPT ![i] = {}]
              /\ Discard(m)
              /\ SendMultipleOnce(
                     {Message(LeadershipCession, currentTerm[i], i, k) : k \in Others(i)})
              /\ UNCHANGED scoutingInfo
        /\ UNCHANGED <<currentTerm, auxVars>>

----------------------------------------------------------------------------
Next ==
    \/ \E i \in Server : Restart(i)
    \/ \E i \in Server : HeartbeatTimeout(i)
    \/ \E i \in Server : StartScouting(i)
    \/ \E i \in Server : ScoutingTimeout(i)
    \/ \E i, j \in Server : RequestVote(i, j)
    \/ \E i \in Server : ElectionTimeout(i)
    \/ \E i \in Server : BecomeLeader(i)
    \/ \E i \in Server : SendHeartbeat(i)
    \/ \E i \in Server : MakeUnavailable(i)
    \/ \E i, j \in Server : ApplyElectionProposalEvent(i, j)
    \/ \E i, j \in Server : ApplyElectionResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyScoutingRequestEvent(i, j)
    \/ \E i, j \in Server : ApplyScoutingResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyLeaderHeartbeatEvent(i, j)
    \/ \E i, j \in Server : ApplyHeartbeatResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyLeadershipCessionEvent(i, j)
    \/ \E i, j \in Server : ApplyAvailability(i, j)

Spec == Init /\ [][Next]_allVars

----------------------------------------------------------------------------
BothLeader(i, j) ==
    /\ i /= j
    /\ state[i] = Leader
    /\ state[j] = Leader
    /\ currentTerm[i] = currentTerm[j]

MoreThanOneLeader == \E i, j \in Server : BothLeader(i, j)

\* One leader per term; leaders of different terms do coexist.
NotMoreThanOneLeader == ~MoreThanOneLeader

\* Bounds the search: what lies beyond is counted as generated, not explored.
TermConstraint == \A i \in Server : currentTerm[i] < 3

\* A smaller question than the published one: the elections of term 1 only.
FirstTermConstraint == \A i \in Server : currentTerm[i] < 2

symmServers == Permutations(Server)
============================================================================
