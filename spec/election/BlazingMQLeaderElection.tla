---------------------- MODULE BlazingMQLeaderElection ----------------------
(***************************************************************************)
(* BlazingMQ's leader election as the product builds it: page sections 1.1 *)
(* to 1.6 and 1.10 of the elector page, the transition table 1.5 first of  *)
(* all. Links are reliable and FIFO; nobody restarts, stops, loses a link  *)
(* or changes its quorum. Timers are not modelled: whatever a timer may do *)
(* in a state, it may do at any time in that state.                        *)
(*                                                                         *)
(* Convention: i acts, j is the other server. A handler takes the message  *)
(* at the head of the channel from j to i and consumes it, whether or not  *)
(* it has an effect. Each \/ row cites its row of table 1.5.               *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Sequences, TLC

CONSTANT Server                         \* the configured servers

CONSTANTS                               \* budgets, totals over all servers
    MaxScouting,                        \* rounds begun (StartScouting, RequestVote)
    MaxHeartbeats,                      \* periodic heartbeat broadcasts
    MaxTimeouts                         \* the other timers

CONSTANTS Follower, Candidate, Leader   \* roles
CONSTANT Nil                            \* no server

CONSTANTS                               \* kinds of messages (1.4)
    ElectionProposal,
    ElectionResponse,
    LeaderHeartbeat,
    HeartbeatResponse,
    ScoutingRequest,
    ScoutingResponse,
    LeadershipCession

VARIABLE messages            \* channel <<source, dest>> -> the messages in flight, oldest first

VARIABLES                    \* functions on Server (1.2)
    currentTerm,             \* 0: never elected
    state,
    leaderId,
    tentativeLeaderId,       \* voted for, first heartbeat not yet heard
    supporters,              \* voters of this candidate, followers known to this leader
    scoutingInfo,            \* the round: [term, responses], term 0 when none is open;
                             \*     responses: who said yes, itself included
    scoutingRefusals         \* who said no in the round

VARIABLE spent               \* budgets used: [scouting, heartbeats, timeouts]

leaderVars == <<leaderId, tentativeLeaderId>>
roundVars == <<scoutingInfo, scoutingRefusals>>
nodeVars == <<currentTerm, state, leaderVars, supporters, roundVars>>
vars == <<messages, nodeVars, spent>>

----------------------------------------------------------------------------
\* Small words

\* 1.2: read afresh at every decision, by the server that decides.
Quorum(i) == Cardinality(Server) \div 2 + 1

Leaderless(i) ==
    /\ leaderId[i] = Nil
    /\ tentativeLeaderId[i] = Nil

NoRound == [term |-> 0, responses |-> {}]

RoundOpen(i) == scoutingInfo[i].term > 0

ResetRound(i) ==
    /\ scoutingInfo' = [scoutingInfo EXCEPT ![i] = NoRound]
    /\ scoutingRefusals' = [scoutingRefusals EXCEPT ![i] = {}]

Adopt(i, term) == currentTerm' = [currentTerm EXCEPT ![i] = term]

\* i follows j from now on, or nobody when j is Nil.
Follow(i, j) ==
    /\ leaderId' = [leaderId EXCEPT ![i] = j]
    /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]

\* i votes for j: it follows once it hears j's heartbeat.
Await(i, j) ==
    /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
    /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = j]

\* A candidate or leader becomes a follower; whose is said by its leaderVars.
StepDown(i) ==
    /\ state' = [state EXCEPT ![i] = Follower]
    /\ supporters' = [supporters EXCEPT ![i] = {}]

----------------------------------------------------------------------------
\* Channels and messages

Channels == {pair \in Server \X Server : pair[1] /= pair[2]}

Message(kind, term) == [mtype |-> kind, mterm |-> term]

\* 1.4: carries the answering server's own term, not the scouted one.
ScoutingAnswer(term, vote) == [mtype |-> ScoutingResponse, mterm |-> term, mvote |-> vote]

Sent(channels, i, j, m) == [channels EXCEPT ![<<i, j>>] = Append(@, m)]

\* 1.3: a broadcast is one write per peer, self excluded.
SentToAll(channels, i, m) ==
    [pair \in Channels |->
        IF pair[1] = i THEN Append(channels[pair], m) ELSE channels[pair]]

Taken(i, j) == [messages EXCEPT ![<<j, i>>] = Tail(@)]

\* The message that i hears from j next.
Heard(i, j) == Head(messages[<<j, i>>])

Arriving(i, j, kind) ==
    /\ i /= j
    /\ messages[<<j, i>>] /= << >>
    /\ Heard(i, j).mtype = kind

Broadcast(i, m) == messages' = SentToAll(messages, i, m)

\* What i does with the message it hears from j.
Consume(i, j) == messages' = Taken(i, j)

Reply(i, j, m) == messages' = Sent(Taken(i, j), i, j, m)

ConsumeAndBroadcast(i, j, m) == messages' = SentToAll(Taken(i, j), i, m)

Ignore(i, j) ==
    /\ Consume(i, j)
    /\ UNCHANGED nodeVars

\* 1.3: every kind but scouting answers is ignored when its term is 0.
Meaningful(i, j) == Heard(i, j).mterm > 0

----------------------------------------------------------------------------
Init ==
    /\ messages = [pair \in Channels |-> << >>]
    /\ currentTerm = [i \in Server |-> 0]
    /\ state = [i \in Server |-> Follower]
    /\ leaderId = [i \in Server |-> Nil]
    /\ tentativeLeaderId = [i \in Server |-> Nil]
    /\ supporters = [i \in Server |-> {}]
    /\ scoutingInfo = [i \in Server |-> NoRound]
    /\ scoutingRefusals = [i \in Server |-> {}]
    /\ spent = [scouting |-> 0, heartbeats |-> 0, timeouts |-> 0]

\* A later beginning, for questions that Init reaches too slowly: l leads term 1 with every vote,
\* all that was sent has arrived, and some have lost l since.
InitEstablished ==
    \E l \in Server : \E lost \in SUBSET (Server \ {l}) :
        /\ messages = [pair \in Channels |-> << >>]
        /\ currentTerm = [i \in Server |-> 1]
        /\ state = [i \in Server |-> IF i = l THEN Leader ELSE Follower]
        /\ leaderId = [i \in Server |-> IF i \in lost THEN Nil ELSE l]
        /\ tentativeLeaderId = [i \in Server |-> Nil]
        /\ supporters = [i \in Server |-> IF i = l THEN Server ELSE {}]
        /\ scoutingInfo = [i \in Server |-> NoRound]
        /\ scoutingRefusals = [i \in Server |-> {}]
        /\ spent = [scouting |-> 0, heartbeats |-> 0, timeouts |-> 0]

----------------------------------------------------------------------------
\* Timers

\* FOLLOWER, INITIAL_WAIT or RANDOM_WAIT: a round; one that is open begins anew.
StartScouting(i) ==
    /\ spent.scouting < MaxScouting
    /\ state[i] = Follower
    /\ Leaderless(i)
    /\ Quorum(i) > 1
    /\ scoutingInfo' = [scoutingInfo EXCEPT
           ![i] = [term |-> currentTerm[i] + 1, responses |-> {i}]]
    /\ scoutingRefusals' = [scoutingRefusals EXCEPT ![i] = {}]
    /\ spent' = [spent EXCEPT !.scouting = @ + 1]
    /\ Broadcast(i, Message(ScoutingRequest, currentTerm[i] + 1))
    /\ UNCHANGED <<currentTerm, state, leaderVars, supporters>>

\* FOLLOWER, INITIAL_WAIT or RANDOM_WAIT, 1 >= quorum: nobody need be asked (1.8).
RequestVote(i) ==
    /\ spent.scouting < MaxScouting
    /\ state[i] = Follower
    /\ Leaderless(i)
    /\ Quorum(i) <= 1
    /\ state' = [state EXCEPT ![i] = Candidate]
    /\ Adopt(i, currentTerm[i] + 1)
    /\ supporters' = [supporters EXCEPT ![i] = {i}]
    /\ ResetRound(i)
    /\ spent' = [spent EXCEPT !.scouting = @ + 1]
    /\ Broadcast(i, Message(ElectionProposal, currentTerm[i] + 1))
    /\ UNCHANGED leaderVars

\* FOLLOWER, SCOUTING_RESULT.
ScoutingTimeout(i) ==
    /\ spent.timeouts < MaxTimeouts
    /\ state[i] = Follower
    /\ RoundOpen(i)
    /\ ResetRound(i)
    /\ spent' = [spent EXCEPT !.timeouts = @ + 1]
    /\ UNCHANGED <<messages, currentTerm, state, leaderVars, supporters>>

\* CANDIDATE, ELECTION_RESULT below quorum; the term stays raised.
ElectionTimeout(i) ==
    /\ spent.timeouts < MaxTimeouts
    /\ state[i] = Candidate
    /\ Cardinality(supporters[i]) < Quorum(i)
    /\ StepDown(i)
    /\ spent' = [spent EXCEPT !.timeouts = @ + 1]
    /\ UNCHANGED <<messages, currentTerm, leaderVars, roundVars>>

\* CANDIDATE, ELECTION_RESULT with quorum: the only way when the quorum is 1 (1.10 E2).
BecomeLeader(i) ==
    /\ state[i] = Candidate
    /\ Cardinality(supporters[i]) >= Quorum(i)
    /\ state' = [state EXCEPT ![i] = Leader]
    /\ Follow(i, i)
    /\ Broadcast(i, Message(LeaderHeartbeat, currentTerm[i]))
    /\ UNCHANGED <<currentTerm, supporters, roundVars, spent>>

\* LEADER, HEARTBEAT_BROADCAST.
SendHeartbeat(i) ==
    /\ spent.heartbeats < MaxHeartbeats
    /\ state[i] = Leader
    /\ spent' = [spent EXCEPT !.heartbeats = @ + 1]
    /\ Broadcast(i, Message(LeaderHeartbeat, currentTerm[i]))
    /\ UNCHANGED nodeVars

\* FOLLOWER, HEARTBEAT_CHECK expired, leader or tentative leader set. Nobody is told.
HeartbeatTimeout(i) ==
    /\ spent.timeouts < MaxTimeouts
    /\ state[i] = Follower
    /\ ~Leaderless(i)
    /\ Follow(i, Nil)
    /\ spent' = [spent EXCEPT !.timeouts = @ + 1]
    /\ UNCHANGED <<messages, currentTerm, state, supporters, roundVars>>

----------------------------------------------------------------------------
\* Scouting

\* Any role: always answered. A server with a leader, a leader itself included, says no.
WouldVote(i, j) ==
    /\ leaderId[i] = Nil
    /\ Heard(i, j).mterm > currentTerm[i]

ApplyScoutingRequestEvent(i, j) ==
    /\ Arriving(i, j, ScoutingRequest)
    /\ \/ \* 1.3: term 0
          /\ ~Meaningful(i, j)
          /\ Consume(i, j)
       \/ \* SCOUTING_REQUEST
          /\ Meaningful(i, j)
          /\ Reply(i, j, ScoutingAnswer(currentTerm[i], WouldVote(i, j)))
    /\ UNCHANGED <<nodeVars, spent>>

\* A later answer of the same server overwrites its earlier one; neither the answer's term nor
\* the round it answers is looked at (1.10 E4).
YesAfter(i, j) ==
    IF Heard(i, j).mvote
    THEN scoutingInfo[i].responses \cup {j}
    ELSE scoutingInfo[i].responses \ {j}

NoAfter(i, j) ==
    IF Heard(i, j).mvote
    THEN scoutingRefusals[i] \ {j}
    ELSE scoutingRefusals[i] \cup {j}

EnoughYes(i, j) == Cardinality(YesAfter(i, j)) >= Quorum(i)

AllAnswered(i, j) == Cardinality(YesAfter(i, j) \cup NoAfter(i, j)) = Cardinality(Server)

ListensToScouts(i) ==
    /\ state[i] = Follower
    /\ Leaderless(i)
    /\ RoundOpen(i)

ApplyScoutingResponseEvent(i, j) ==
    /\ Arriving(i, j, ScoutingResponse)
    /\ \/ \* FOLLOWER: leader or tentative set, or no round. CANDIDATE, LEADER: ignored
          /\ ~ListensToScouts(i)
          /\ Ignore(i, j)
       \/ \* FOLLOWER, #yes >= quorum: candidate, and the proposal is out in the same step
          /\ ListensToScouts(i)
          /\ EnoughYes(i, j)
          /\ state' = [state EXCEPT ![i] = Candidate]
          /\ Adopt(i, scoutingInfo[i].term)
          /\ supporters' = [supporters EXCEPT ![i] = {i}]
          /\ ResetRound(i)
          /\ ConsumeAndBroadcast(i, j, Message(ElectionProposal, scoutingInfo[i].term))
          /\ UNCHANGED leaderVars
       \/ \* FOLLOWER, #answers = numTotalPeers: the round has failed
          /\ ListensToScouts(i)
          /\ ~EnoughYes(i, j)
          /\ AllAnswered(i, j)
          /\ ResetRound(i)
          /\ Consume(i, j)
          /\ UNCHANGED <<currentTerm, state, leaderVars, supporters>>
       \/ \* FOLLOWER, otherwise: recorded
          /\ ListensToScouts(i)
          /\ ~EnoughYes(i, j)
          /\ ~AllAnswered(i, j)
          /\ scoutingInfo' = [scoutingInfo EXCEPT ![i].responses = YesAfter(i, j)]
          /\ scoutingRefusals' = [scoutingRefusals EXCEPT ![i] = NoAfter(i, j)]
          /\ Consume(i, j)
          /\ UNCHANGED <<currentTerm, state, leaderVars, supporters>>
    /\ UNCHANGED spent

----------------------------------------------------------------------------
\* Election

\* Who may vote for a proposal: not a leader, nor a follower that has one ("sticky leader").
MayVote(i, j) ==
    /\ Meaningful(i, j)
    /\ leaderId[i] = Nil
    /\ Heard(i, j).mterm > currentTerm[i]

ApplyElectionProposalEvent(i, j) ==
    /\ Arriving(i, j, ElectionProposal)
    /\ \/ \* FOLLOWER or LEADER with a leader; t <= T; term 0
          /\ ~MayVote(i, j)
          /\ Ignore(i, j)
       \/ \* FOLLOWER, no leader, t > T: the vote; replaces an older tentative leader
          /\ MayVote(i, j)
          /\ state[i] = Follower
          /\ Adopt(i, Heard(i, j).mterm)
          /\ Await(i, j)
          /\ ResetRound(i)
          /\ Reply(i, j, Message(ElectionResponse, Heard(i, j).mterm))
          /\ UNCHANGED <<state, supporters>>
       \/ \* CANDIDATE, t > T: gives up and votes
          /\ MayVote(i, j)
          /\ state[i] = Candidate
          /\ StepDown(i)
          /\ Adopt(i, Heard(i, j).mterm)
          /\ Await(i, j)
          /\ Reply(i, j, Message(ElectionResponse, Heard(i, j).mterm))
          /\ UNCHANGED roundVars
    /\ UNCHANGED spent

\* A leader that hears of a higher term leads no more, and follows nobody yet.
Preempted(i, j) ==
    /\ StepDown(i)
    /\ Adopt(i, Heard(i, j).mterm)
    /\ Follow(i, Nil)
    /\ ConsumeAndBroadcast(i, j, Message(LeadershipCession, Heard(i, j).mterm))
    /\ UNCHANGED roundVars

\* A higher term is accepted as a vote; a vote for an older candidacy is not.
CountsVote(i, j) ==
    /\ state[i] = Candidate
    /\ Meaningful(i, j)
    /\ Heard(i, j).mterm >= currentTerm[i]
    /\ j \notin supporters[i]

\* Exactly the quorum decides, not "at least" (1.10 E2).
DecidingVote(i) == Cardinality(supporters[i]) + 1 = Quorum(i)

\* A leader counts the votes that come late, and followers that found it by its heartbeat.
CountsFollower(i, j) ==
    /\ state[i] = Leader
    /\ Heard(i, j).mterm = currentTerm[i]

Outdated(i, j) ==
    /\ state[i] = Leader
    /\ Heard(i, j).mterm > currentTerm[i]

ApplyElectionResponseEvent(i, j) ==
    /\ Arriving(i, j, ElectionResponse)
    /\ \/ \* CANDIDATE, t >= T, new supporter, below or beyond the quorum
          /\ CountsVote(i, j)
          /\ ~DecidingVote(i)
          /\ supporters' = [supporters EXCEPT ![i] = @ \cup {j}]
          /\ Consume(i, j)
          /\ UNCHANGED <<currentTerm, state, leaderVars, roundVars>>
       \/ \* CANDIDATE, #supporters = quorum: leader, and the first heartbeat in the same step
          /\ CountsVote(i, j)
          /\ DecidingVote(i)
          /\ supporters' = [supporters EXCEPT ![i] = @ \cup {j}]
          /\ state' = [state EXCEPT ![i] = Leader]
          /\ Follow(i, i)
          /\ ConsumeAndBroadcast(i, j, Message(LeaderHeartbeat, currentTerm[i]))
          /\ UNCHANGED <<currentTerm, roundVars>>
       \/ \* LEADER, t = T
          /\ CountsFollower(i, j)
          /\ supporters' = [supporters EXCEPT ![i] = @ \cup {j}]
          /\ Consume(i, j)
          /\ UNCHANGED <<currentTerm, state, leaderVars, roundVars>>
       \/ \* LEADER, t > T
          /\ Outdated(i, j)
          /\ Preempted(i, j)
       \/ \* CANDIDATE, LEADER: t < T. CANDIDATE: counted before. FOLLOWER: ignored
          /\ ~CountsVote(i, j)
          /\ ~CountsFollower(i, j)
          /\ ~Outdated(i, j)
          /\ Ignore(i, j)
    /\ UNCHANGED spent

----------------------------------------------------------------------------
\* Leadership

\* FOLLOWER or CANDIDATE and a leader of a lower term.
Corrects(i, j) ==
    /\ state[i] \in {Follower, Candidate}
    /\ Meaningful(i, j)
    /\ Heard(i, j).mterm < currentTerm[i]

FollowerHearsLeader(i, j) ==
    \/ \* FOLLOWER, t = T, s = tentative
       /\ Heard(i, j).mterm = currentTerm[i]
       /\ tentativeLeaderId[i] = j
       /\ Follow(i, j)
       /\ ResetRound(i)
       /\ Consume(i, j)
       /\ UNCHANGED currentTerm
    \/ \* FOLLOWER, t = T, s = leader (a time stamp only); another leader or tentative: ignored
       /\ Heard(i, j).mterm = currentTerm[i]
       /\ ~Leaderless(i)
       /\ tentativeLeaderId[i] /= j
       /\ Consume(i, j)
       /\ UNCHANGED <<currentTerm, leaderVars, roundVars>>
    \/ \* FOLLOWER, t = T, neither leader nor tentative
       /\ Heard(i, j).mterm = currentTerm[i]
       /\ Leaderless(i)
       /\ Follow(i, j)
       /\ ResetRound(i)
       /\ Reply(i, j, Message(ElectionResponse, currentTerm[i]))
       /\ UNCHANGED currentTerm
    \/ \* FOLLOWER, t > T, whatever its leader
       /\ Heard(i, j).mterm > currentTerm[i]
       /\ Adopt(i, Heard(i, j).mterm)
       /\ Follow(i, j)
       /\ ResetRound(i)
       /\ Reply(i, j, Message(ElectionResponse, Heard(i, j).mterm))

ApplyLeaderHeartbeatEvent(i, j) ==
    /\ Arriving(i, j, LeaderHeartbeat)
    /\ \/ \* 1.3: term 0
          /\ ~Meaningful(i, j)
          /\ Ignore(i, j)
       \/ \* FOLLOWER, CANDIDATE: t < T
          /\ Corrects(i, j)
          /\ Reply(i, j, Message(HeartbeatResponse, currentTerm[i]))
          /\ UNCHANGED nodeVars
       \/ \* FOLLOWER, t >= T
          /\ state[i] = Follower
          /\ Meaningful(i, j)
          /\ FollowerHearsLeader(i, j)
          /\ UNCHANGED <<state, supporters>>
       \/ \* CANDIDATE, t >= T: has lost
          /\ state[i] = Candidate
          /\ Meaningful(i, j)
          /\ Heard(i, j).mterm >= currentTerm[i]
          /\ StepDown(i)
          /\ Adopt(i, Heard(i, j).mterm)
          /\ Follow(i, j)
          /\ Reply(i, j, Message(ElectionResponse, Heard(i, j).mterm))
          /\ UNCHANGED roundVars
       \/ \* LEADER, t <= T, equal terms included (1.10 E1)
          /\ state[i] = Leader
          /\ Meaningful(i, j)
          /\ Heard(i, j).mterm <= currentTerm[i]
          /\ Reply(i, j, Message(LeaderHeartbeat, currentTerm[i]))
          /\ UNCHANGED nodeVars
       \/ \* LEADER, t > T: follows the sender at once, which never counts it (1.10 E3, E8)
          /\ Outdated(i, j)
          /\ StepDown(i)
          /\ Adopt(i, Heard(i, j).mterm)
          /\ Follow(i, j)
          /\ ConsumeAndBroadcast(i, j, Message(LeadershipCession, Heard(i, j).mterm))
          /\ UNCHANGED roundVars
    /\ UNCHANGED spent

ApplyHeartbeatResponseEvent(i, j) ==
    /\ Arriving(i, j, HeartbeatResponse)
    /\ \/ \* LEADER, t > T
          /\ Outdated(i, j)
          /\ Preempted(i, j)
       \/ \* LEADER: t <= T. FOLLOWER, CANDIDATE: ignored
          /\ ~Outdated(i, j)
          /\ Ignore(i, j)
    /\ UNCHANGED spent

\* FOLLOWER whose (tentative) leader cedes.
Deserted(i, j) ==
    /\ state[i] = Follower
    /\ Meaningful(i, j)
    /\ Heard(i, j).mterm >= currentTerm[i]
    /\ j \in {leaderId[i], tentativeLeaderId[i]}

\* LEADER and a cession of no higher term: the sender is told who leads.
Reassures(i, j) ==
    /\ state[i] = Leader
    /\ Meaningful(i, j)
    /\ Heard(i, j).mterm <= currentTerm[i]

ApplyLeadershipCessionEvent(i, j) ==
    /\ Arriving(i, j, LeadershipCession)
    /\ \/ \* FOLLOWER, s = leader or tentative; T stays even when t > T
          /\ Deserted(i, j)
          /\ Follow(i, Nil)
          /\ Consume(i, j)
          /\ UNCHANGED <<currentTerm, state, supporters, roundVars>>
       \/ \* LEADER, t <= T
          /\ Reassures(i, j)
          /\ Reply(i, j, Message(LeaderHeartbeat, currentTerm[i]))
          /\ UNCHANGED nodeVars
       \/ \* FOLLOWER: t < T, or another sender. LEADER: t > T. CANDIDATE: ignored
          /\ ~Deserted(i, j)
          /\ ~Reassures(i, j)
          /\ Ignore(i, j)
    /\ UNCHANGED spent

----------------------------------------------------------------------------
Next ==
    \/ \E i \in Server : StartScouting(i)
    \/ \E i \in Server : RequestVote(i)
    \/ \E i \in Server : ScoutingTimeout(i)
    \/ \E i \in Server : ElectionTimeout(i)
    \/ \E i \in Server : BecomeLeader(i)
    \/ \E i \in Server : SendHeartbeat(i)
    \/ \E i \in Server : HeartbeatTimeout(i)
    \/ \E i, j \in Server : ApplyElectionProposalEvent(i, j)
    \/ \E i, j \in Server : ApplyElectionResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyScoutingRequestEvent(i, j)
    \/ \E i, j \in Server : ApplyScoutingResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyLeaderHeartbeatEvent(i, j)
    \/ \E i, j \in Server : ApplyHeartbeatResponseEvent(i, j)
    \/ \E i, j \in Server : ApplyLeadershipCessionEvent(i, j)

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
\* What must hold in every state

PlainKinds == {ElectionProposal, ElectionResponse, LeaderHeartbeat, HeartbeatResponse,
               ScoutingRequest, LeadershipCession}

Messages ==
    [mtype : PlainKinds, mterm : Nat]
    \cup [mtype : {ScoutingResponse}, mterm : Nat, mvote : BOOLEAN]

TypeOK ==
    /\ messages \in [Channels -> Seq(Messages)]
    /\ currentTerm \in [Server -> Nat]
    /\ state \in [Server -> {Follower, Candidate, Leader}]
    /\ leaderId \in [Server -> Server \cup {Nil}]
    /\ tentativeLeaderId \in [Server -> Server \cup {Nil}]
    /\ supporters \in [Server -> SUBSET Server]
    /\ scoutingInfo \in [Server -> [term : Nat, responses : SUBSET Server]]
    /\ scoutingRefusals \in [Server -> SUBSET Server]
    /\ spent \in [scouting : Nat, heartbeats : Nat, timeouts : Nat]

\* Per term: leaders of different terms do coexist (1.11).
OneLeaderPerTerm ==
    \A i, j \in Server :
        /\ state[i] = Leader
        /\ state[j] = Leader
        /\ currentTerm[i] = currentTerm[j]
        => i = j

FollowerNeverNamesItself ==
    \A i \in Server :
        state[i] = Follower =>
            /\ leaderId[i] /= i
            /\ tentativeLeaderId[i] /= i

LeaderAndTentativeExclusive ==
    \A i \in Server :
        \/ leaderId[i] = Nil
        \/ tentativeLeaderId[i] = Nil

LeaderNamesItself ==
    \A i \in Server : state[i] = Leader => leaderId[i] = i

CandidateNamesNobody ==
    \A i \in Server : state[i] = Candidate => Leaderless(i)

SupportersShape ==
    \A i \in Server :
        IF state[i] \in {Candidate, Leader}
        THEN i \in supporters[i]
        ELSE supporters[i] = {}

\* True while links are reliable: nothing takes a supporter away from a leader.
LeaderHadQuorum ==
    \A i \in Server : state[i] = Leader => Cardinality(supporters[i]) >= Quorum(i)

ScoutingOnlyWhileLeaderless ==
    \A i \in Server :
        RoundOpen(i) =>
            /\ state[i] = Follower
            /\ Leaderless(i)

\* A closed round holds nothing; in an open one a server says yes or no, and itself yes.
RoundShape ==
    \A i \in Server :
        IF RoundOpen(i)
        THEN /\ i \in scoutingInfo[i].responses
             /\ scoutingInfo[i].responses \cap scoutingRefusals[i] = {}
        ELSE /\ scoutingInfo[i].responses = {}
             /\ scoutingRefusals[i] = {}

----------------------------------------------------------------------------
\* What must hold in every step

TermsNeverDecrease ==
    [][\A i \in Server : currentTerm'[i] >= currentTerm[i]]_vars

ElectedWithQuorum ==
    [][\A i \in Server :
        /\ state[i] /= Leader
        /\ state'[i] = Leader
        => Cardinality(supporters'[i]) >= Quorum(i)]_vars

----------------------------------------------------------------------------
symmServers == Permutations(Server)
============================================================================
