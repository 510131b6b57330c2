---------------------- MODULE BlazingMQLeaderElection ----------------------
(***************************************************************************)
(* BlazingMQ's leader election as the product builds it: page sections 1.1 *)
(* to 1.10 of the elector page, the transition table 1.5 first of all.     *)
(* Timers are not modelled: whatever a timer may do in a state, it may do  *)
(* at any time in that state.                                              *)
(*                                                                         *)
(* Faults: a channel is FIFO and loses messages only with its connection.  *)
(* Each end learns by itself that the connection is gone, or that there is *)
(* a new one; a direction may be dead long before (LinkDown). Servers stop *)
(* and start, crash and come back with a term that may be older, and get   *)
(* another quorum at run time. Budgets bound all of it.                    *)
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
    MaxTimeouts,                        \* the other timers
    MaxLinkFailures,                    \* connections and directions that break by themselves
    MaxCrashes,
    MaxStops,                           \* of the elector alone; the process lives on
    MaxQuorumChanges

CONSTANTS
    QuorumChoices,                      \* what an operator may set, 0 = majority (1.8)
    ConfiguredQuorum,                   \* what a process starts with, 0 = majority (1.7)
    TermMemory                          \* what a crash leaves of the term (1.9): "durable", all of it;
                                        \*     "ledger", some of it, never less than after an
                                        \*     earlier crash; "volatile", nothing

ASSUME TermMemory \in {"durable", "ledger", "volatile"}
ASSUME ConfiguredQuorum \in Nat

CONSTANTS Follower, Candidate, Leader   \* roles
CONSTANTS Dormant, Crashed              \* the elector is stopped; there is no process
CONSTANT Nil                            \* no server

CONSTANTS                               \* kinds of messages (1.4)
    ElectionProposal,
    ElectionResponse,
    LeaderHeartbeat,
    HeartbeatResponse,
    ScoutingRequest,
    ScoutingResponse,
    LeadershipCession,
    NodeStatus

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

VARIABLES
    connected,               \* function on Server: the peers it has a connection to, as far as it knows
    links                    \* channel -> does it deliver what is written to it?

VARIABLES                    \* functions on Server
    quorumSetting,           \* as set at run time, 0 = majority (1.8)
    durableTerm              \* the term a crash found on the disk

VARIABLE spent               \* budgets used, by name

leaderVars == <<leaderId, tentativeLeaderId>>
roundVars == <<scoutingInfo, scoutingRefusals>>
nodeVars == <<currentTerm, state, leaderVars, supporters, roundVars>>
linkVars == <<connected, links>>
settingVars == <<quorumSetting, durableTerm>>
vars == <<messages, nodeVars, linkVars, settingVars, spent>>

----------------------------------------------------------------------------
\* Small words

\* 1.2: read afresh at every decision, by the server that decides.
Quorum(i) ==
    IF quorumSetting[i] = 0
    THEN Cardinality(Server) \div 2 + 1
    ELSE quorumSetting[i]

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

\* 1.3: of a stopping elector. That a server is available again is never sent.
Goodbye == [mtype |-> NodeStatus, mterm |-> 0, mavailable |-> FALSE]

\* 1.4: carries the answering server's own term, not the scouted one.
ScoutingAnswer(term, vote) == [mtype |-> ScoutingResponse, mterm |-> term, mvote |-> vote]

\* 1.3: what is written to an unconnected peer is dropped, and so is what a dead direction swallows.
Reaches(i, j) ==
    /\ j \in connected[i]
    /\ links[<<i, j>>]

Sent(channels, i, j, m) ==
    IF Reaches(i, j) THEN [channels EXCEPT ![<<i, j>>] = Append(@, m)] ELSE channels

\* 1.3: a broadcast is one write per peer, self excluded.
SentToEach(channels, i, peers, m) ==
    [pair \in Channels |->
        IF pair[1] = i /\ pair[2] \in peers /\ Reaches(i, pair[2])
        THEN Append(channels[pair], m)
        ELSE channels[pair]]

SentToAll(channels, i, m) == SentToEach(channels, i, Server, m)

\* The proposal, by its own name: a variant replaces it (ProposalToOnePeer.tla).
Proposed(channels, i, m) == messages' = SentToAll(channels, i, m)

Taken(i, j) == [messages EXCEPT ![<<j, i>>] = Tail(@)]

\* The message that i hears from j next.
Heard(i, j) == Head(messages[<<j, i>>])

Arriving(i, j, kind) ==
    /\ i /= j
    /\ j \in connected[i]
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

\* 1.3: a dormant elector ignores everything; every kind but scouting answers and node status is
\* ignored when its term is 0.
Meaningful(i, j) ==
    /\ state[i] /= Dormant
    /\ Heard(i, j).mterm > 0

----------------------------------------------------------------------------
NothingSpent ==
    [scouting |-> 0, heartbeats |-> 0, timeouts |-> 0, failures |-> 0,
     crashes |-> 0, stops |-> 0, quorums |-> 0]

\* One more of what a budget bounds. A variant counts otherwise (Liveness.tla).
Spend(budget, most) ==
    /\ spent[budget] < most
    /\ spent' = [spent EXCEPT ![budget] = @ + 1]

\* Everybody has a connection to everybody.
AllConnected ==
    /\ connected = [i \in Server |-> Server \ {i}]
    /\ links = [pair \in Channels |-> TRUE]

AsConfigured ==
    /\ quorumSetting = [i \in Server |-> ConfiguredQuorum]
    /\ durableTerm = [i \in Server |-> 0]

\* Nobody has seen anything yet; in which role is said elsewhere.
Fresh ==
    /\ messages = [pair \in Channels |-> << >>]
    /\ currentTerm = [i \in Server |-> 0]
    /\ leaderId = [i \in Server |-> Nil]
    /\ tentativeLeaderId = [i \in Server |-> Nil]
    /\ supporters = [i \in Server |-> {}]
    /\ scoutingInfo = [i \in Server |-> NoRound]
    /\ scoutingRefusals = [i \in Server |-> {}]
    /\ AsConfigured
    /\ spent = NothingSpent

Init ==
    /\ Fresh
    /\ state = [i \in Server |-> Follower]
    /\ AllConnected

\* Before the first process runs.
InitCrashed ==
    /\ Fresh
    /\ state = [i \in Server |-> Crashed]
    /\ connected = [i \in Server |-> {}]
    /\ links = [pair \in Channels |-> FALSE]

\* Where a recorded run may begin.
InitTrace == Init \/ InitCrashed

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
        /\ AllConnected
        /\ AsConfigured
        /\ spent = NothingSpent

----------------------------------------------------------------------------
\* Timers

\* FOLLOWER, INITIAL_WAIT or RANDOM_WAIT: a round; one that is open begins anew.
StartScouting(i) ==
    /\ Spend("scouting", MaxScouting)
    /\ state[i] = Follower
    /\ Leaderless(i)
    /\ Quorum(i) > 1
    /\ scoutingInfo' = [scoutingInfo EXCEPT
           ![i] = [term |-> currentTerm[i] + 1, responses |-> {i}]]
    /\ scoutingRefusals' = [scoutingRefusals EXCEPT ![i] = {}]
    /\ Broadcast(i, Message(ScoutingRequest, currentTerm[i] + 1))
    /\ UNCHANGED <<currentTerm, state, leaderVars, supporters, linkVars, settingVars>>

\* FOLLOWER, INITIAL_WAIT or RANDOM_WAIT, 1 >= quorum: nobody need be asked (1.8).
RequestVote(i) ==
    /\ Spend("scouting", MaxScouting)
    /\ state[i] = Follower
    /\ Leaderless(i)
    /\ Quorum(i) <= 1
    /\ state' = [state EXCEPT ![i] = Candidate]
    /\ Adopt(i, currentTerm[i] + 1)
    /\ supporters' = [supporters EXCEPT ![i] = {i}]
    /\ ResetRound(i)
    /\ Proposed(messages, i, Message(ElectionProposal, currentTerm[i] + 1))
    /\ UNCHANGED <<leaderVars, linkVars, settingVars>>

\* FOLLOWER, SCOUTING_RESULT.
ScoutingTimeout(i) ==
    /\ Spend("timeouts", MaxTimeouts)
    /\ state[i] = Follower
    /\ RoundOpen(i)
    /\ ResetRound(i)
    /\ UNCHANGED <<messages, currentTerm, state, leaderVars, supporters, linkVars, settingVars>>

\* CANDIDATE, ELECTION_RESULT below quorum; the term stays raised.
ElectionTimeout(i) ==
    /\ Spend("timeouts", MaxTimeouts)
    /\ state[i] = Candidate
    /\ Cardinality(supporters[i]) < Quorum(i)
    /\ StepDown(i)
    /\ UNCHANGED <<messages, currentTerm, leaderVars, roundVars, linkVars, settingVars>>

\* CANDIDATE, ELECTION_RESULT with quorum: the only way when the quorum is 1 (1.10 E2).
BecomeLeader(i) ==
    /\ state[i] = Candidate
    /\ Cardinality(supporters[i]) >= Quorum(i)
    /\ state' = [state EXCEPT ![i] = Leader]
    /\ Follow(i, i)
    /\ Broadcast(i, Message(LeaderHeartbeat, currentTerm[i]))
    /\ UNCHANGED <<currentTerm, supporters, roundVars, linkVars, settingVars, spent>>

\* LEADER, HEARTBEAT_BROADCAST.
SendHeartbeat(i) ==
    /\ Spend("heartbeats", MaxHeartbeats)
    /\ state[i] = Leader
    /\ Broadcast(i, Message(LeaderHeartbeat, currentTerm[i]))
    /\ UNCHANGED <<nodeVars, linkVars, settingVars>>

\* FOLLOWER, HEARTBEAT_CHECK expired, leader or tentative leader set. Nobody is told.
HeartbeatTimeout(i) ==
    /\ Spend("timeouts", MaxTimeouts)
    /\ state[i] = Follower
    /\ ~Leaderless(i)
    /\ Follow(i, Nil)
    /\ UNCHANGED <<messages, currentTerm, state, supporters, roundVars, linkVars, settingVars>>

----------------------------------------------------------------------------
\* Scouting

\* Any role: always answered. A server with a leader, a leader itself included, says no.
WouldVote(i, j) ==
    /\ leaderId[i] = Nil
    /\ Heard(i, j).mterm > currentTerm[i]

ApplyScoutingRequestEvent(i, j) ==
    /\ Arriving(i, j, ScoutingRequest)
    /\ \/ \* 1.3: dormant, term 0
          /\ ~Meaningful(i, j)
          /\ Consume(i, j)
       \/ \* SCOUTING_REQUEST
          /\ Meaningful(i, j)
          /\ Reply(i, j, ScoutingAnswer(currentTerm[i], WouldVote(i, j)))
    /\ UNCHANGED <<nodeVars, linkVars, settingVars, spent>>

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
          /\ Proposed(Taken(i, j), i, Message(ElectionProposal, scoutingInfo[i].term))
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
    /\ UNCHANGED <<linkVars, settingVars, spent>>

----------------------------------------------------------------------------
\* Election

\* Who may vote for a proposal: not a leader, nor a follower that has one ("sticky leader").
MayVote(i, j) ==
    /\ Meaningful(i, j)
    /\ leaderId[i] = Nil
    /\ Heard(i, j).mterm > currentTerm[i]

ApplyElectionProposalEvent(i, j) ==
    /\ Arriving(i, j, ElectionProposal)
    /\ \/ \* FOLLOWER or LEADER with a leader; t <= T; dormant, term 0
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
    /\ UNCHANGED <<linkVars, settingVars, spent>>

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
    /\ UNCHANGED <<linkVars, settingVars, spent>>

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
    /\ \/ \* 1.3: dormant, term 0
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
    /\ UNCHANGED <<linkVars, settingVars, spent>>

ApplyHeartbeatResponseEvent(i, j) ==
    /\ Arriving(i, j, HeartbeatResponse)
    /\ \/ \* LEADER, t > T
          /\ Outdated(i, j)
          /\ Preempted(i, j)
       \/ \* LEADER: t <= T. FOLLOWER, CANDIDATE: ignored
          /\ ~Outdated(i, j)
          /\ Ignore(i, j)
    /\ UNCHANGED <<linkVars, settingVars, spent>>

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
    /\ UNCHANGED <<linkVars, settingVars, spent>>

----------------------------------------------------------------------------
\* Connections

\* 1.5 NODE_UNAVAILABLE(j), where `channels` is what the news itself leaves in flight.
LosesNode(i, j, channels) ==
    \/ \* FOLLOWER, s = leader or tentative. Nobody is told
       /\ state[i] = Follower
       /\ j \in {leaderId[i], tentativeLeaderId[i]}
       /\ Follow(i, Nil)
       /\ messages' = channels
       /\ UNCHANGED <<currentTerm, state, supporters, roundVars>>
    \/ \* FOLLOWER, other: its answer is forgotten
       /\ state[i] = Follower
       /\ j \notin {leaderId[i], tentativeLeaderId[i]}
       /\ scoutingInfo' = [scoutingInfo EXCEPT ![i].responses = @ \ {j}]
       /\ scoutingRefusals' = [scoutingRefusals EXCEPT ![i] = @ \ {j}]
       /\ messages' = channels
       /\ UNCHANGED <<currentTerm, state, leaderVars, supporters>>
    \/ \* CANDIDATE; LEADER that keeps its quorum
       /\ \/ state[i] = Candidate
          \/ state[i] = Leader /\ Cardinality(supporters[i] \ {j}) >= Quorum(i)
       /\ supporters' = [supporters EXCEPT ![i] = @ \ {j}]
       /\ messages' = channels
       /\ UNCHANGED <<currentTerm, state, leaderVars, roundVars>>
    \/ \* LEADER, now below quorum, also by a quorum raised since (1.6)
       /\ state[i] = Leader
       /\ Cardinality(supporters[i] \ {j}) < Quorum(i)
       /\ StepDown(i)
       /\ Follow(i, Nil)
       /\ messages' = SentToEach(channels, i, connected'[i], Message(LeadershipCession, currentTerm[i]))
       /\ UNCHANGED <<currentTerm, roundVars>>
    \/ \* DORMANT
       /\ state[i] = Dormant
       /\ messages' = channels
       /\ UNCHANGED nodeVars

\* The connection cannot last: a direction is dead, or the other end has closed it, which also shows as that.
Broken(i, j) ==
    \/ ~links[<<i, j>>]
    \/ ~links[<<j, i>>]

\* i sees its connection to j close, at any time. It reads no more; what it wrote may still arrive.
ApplyNodeUnavailable(i, j) ==
    /\ i /= j
    /\ j \in connected[i]
    /\ IF Broken(i, j)
       THEN UNCHANGED spent
       ELSE Spend("failures", MaxLinkFailures)
    /\ connected' = [connected EXCEPT ![i] = @ \ {j}]
    /\ links' = [links EXCEPT ![<<j, i>>] = FALSE]
    /\ LosesNode(i, j, [messages EXCEPT ![<<j, i>>] = << >>])
    /\ UNCHANGED settingVars

\* Nobody is on a connection: i is the first on a new one, which carries nothing of the old.
OpensConnection(i, j) ==
    /\ i \notin connected[j]
    /\ links' = [links EXCEPT ![<<i, j>>] = TRUE, ![<<j, i>>] = TRUE]

\* j is on the new one already.
JoinsConnection(i, j) ==
    /\ i \in connected[j]
    /\ links[<<j, i>>]
    /\ UNCHANGED links

\* What is in flight when i has its connection; on a new one nothing.
FlightOnConnecting(i, j) ==
    IF i \in connected[j]
    THEN messages
    ELSE [messages EXCEPT ![<<i, j>>] = << >>, ![<<j, i>>] = << >>]

\* i gets a connection to j. Each end has to lose the old one before either gets a new one.
ApplyNodeAvailable(i, j) ==
    /\ i /= j
    /\ j \notin connected[i]
    /\ state[i] /= Crashed
    /\ state[j] /= Crashed
    /\ OpensConnection(i, j) \/ JoinsConnection(i, j)
    /\ connected' = [connected EXCEPT ![i] = @ \cup {j}]
    /\ \/ \* LEADER: shows itself; the node is no supporter yet
          /\ state[i] = Leader
          /\ messages' = [FlightOnConnecting(i, j) EXCEPT
                 ![<<i, j>>] = IF links'[<<i, j>>]
                               THEN Append(@, Message(LeaderHeartbeat, currentTerm[i]))
                               ELSE @]
       \/ \* everybody else: nothing
          /\ state[i] /= Leader
          /\ messages' = FlightOnConnecting(i, j)
    /\ UNCHANGED <<nodeVars, settingVars, spent>>

\* A direction dies unnoticed: what is in flight is lost, and what is written from now on.
LinkDown(i, j) ==
    /\ i /= j
    /\ links[<<i, j>>]
    /\ Spend("failures", MaxLinkFailures)
    /\ links' = [links EXCEPT ![<<i, j>>] = FALSE]
    /\ messages' = [messages EXCEPT ![<<i, j>>] = << >>]
    /\ UNCHANGED <<nodeVars, connected, settingVars>>

\* 1.3: a stopping elector says so, which counts as the loss of its link; the link itself stays.
ApplyNodeStatusEvent(i, j) ==
    /\ Arriving(i, j, NodeStatus)
    /\ UNCHANGED connected
    /\ LosesNode(i, j, Taken(i, j))
    /\ UNCHANGED <<links, settingVars, spent>>

----------------------------------------------------------------------------
\* Stop, crash, start, quorum

Larger(a, b) == IF a > b THEN a ELSE b

\* 1.9: the terms that may be found after the process of i is gone. Nothing is written when a term is
\* adopted; the last record of the ledger may be of any term up to it.
Remembered(i) ==
    LET known == Larger(durableTerm[i], currentTerm[i])
    IN  CASE TermMemory = "durable" -> {known}
          [] TermMemory = "ledger" -> durableTerm[i]..known
          [] TermMemory = "volatile" -> {0}

ForgetRoles(i) ==
    /\ leaderId' = [leaderId EXCEPT ![i] = Nil]
    /\ tentativeLeaderId' = [tentativeLeaderId EXCEPT ![i] = Nil]
    /\ supporters' = [supporters EXCEPT ![i] = {}]

\* 1.5 stop(): term 0, everything cleared but the scouting record (1.10 E6). Connections stay.
Stop(i) ==
    /\ Spend("stops", MaxStops)
    /\ state[i] \in {Follower, Candidate, Leader}
    /\ state' = [state EXCEPT ![i] = Dormant]
    /\ Adopt(i, 0)
    /\ ForgetRoles(i)
    /\ \E term \in Remembered(i) : durableTerm' = [durableTerm EXCEPT ![i] = term]
    /\ Broadcast(i, Goodbye)
    /\ UNCHANGED <<roundVars, linkVars, quorumSetting>>

\* The process of i is gone. It reads no more; what it wrote may still arrive.
Crash(i) ==
    /\ Spend("crashes", MaxCrashes)
    /\ state[i] /= Crashed
    /\ state' = [state EXCEPT ![i] = Crashed]
    /\ ForgetRoles(i)
    /\ ResetRound(i)
    /\ \E term \in Remembered(i) :
          /\ Adopt(i, term)
          /\ durableTerm' = [durableTerm EXCEPT ![i] = term]
    /\ quorumSetting' = [quorumSetting EXCEPT ![i] = ConfiguredQuorum]
    /\ connected' = [connected EXCEPT ![i] = {}]
    /\ links' = [pair \in Channels |-> pair[2] /= i /\ links[pair]]
    /\ messages' = [pair \in Channels |-> IF pair[2] = i THEN << >> ELSE messages[pair]]

\* 1.5 start(): of a stopped elector, or of a new process; the term is what it is.
Start(i) ==
    /\ state[i] \in {Dormant, Crashed}
    /\ state' = [state EXCEPT ![i] = Follower]
    /\ UNCHANGED <<messages, currentTerm, leaderVars, supporters, roundVars, linkVars, settingVars, spent>>

\* 1.8: takes part in the next decision; a leader does not look at it before it loses a node (1.6).
SetQuorum(i, quorum) ==
    /\ Spend("quorums", MaxQuorumChanges)
    /\ state[i] /= Crashed
    /\ quorum /= quorumSetting[i]
    /\ quorumSetting' = [quorumSetting EXCEPT ![i] = quorum]
    /\ UNCHANGED <<messages, nodeVars, linkVars, durableTerm>>

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
    \/ \E i, j \in Server : ApplyNodeUnavailable(i, j)
    \/ \E i, j \in Server : ApplyNodeAvailable(i, j)
    \/ \E i, j \in Server : ApplyNodeStatusEvent(i, j)
    \/ \E i, j \in Server : LinkDown(i, j)
    \/ \E i \in Server : Stop(i)
    \/ \E i \in Server : Start(i)
    \/ \E i \in Server : Crash(i)
    \/ \E i \in Server, quorum \in QuorumChoices : SetQuorum(i, quorum)

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
\* What must hold in every state

PlainKinds == {ElectionProposal, ElectionResponse, LeaderHeartbeat, HeartbeatResponse,
               ScoutingRequest, LeadershipCession}

Messages ==
    [mtype : PlainKinds, mterm : Nat]
    \cup [mtype : {ScoutingResponse}, mterm : Nat, mvote : BOOLEAN]
    \cup {Goodbye}

TypeOK ==
    /\ messages \in [Channels -> Seq(Messages)]
    /\ currentTerm \in [Server -> Nat]
    /\ state \in [Server -> {Follower, Candidate, Leader, Dormant, Crashed}]
    /\ leaderId \in [Server -> Server \cup {Nil}]
    /\ tentativeLeaderId \in [Server -> Server \cup {Nil}]
    /\ supporters \in [Server -> SUBSET Server]
    /\ scoutingInfo \in [Server -> [term : Nat, responses : SUBSET Server]]
    /\ scoutingRefusals \in [Server -> SUBSET Server]
    /\ connected \in [Server -> SUBSET Server]
    /\ links \in [Channels -> BOOLEAN]
    /\ quorumSetting \in [Server -> Nat]
    /\ durableTerm \in [Server -> Nat]
    /\ spent \in [DOMAIN NothingSpent -> Nat]

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

\* Of the roles only follower and leader know of a leader.
OthersNameNobody ==
    \A i \in Server : state[i] \in {Candidate, Dormant, Crashed} => Leaderless(i)

\* Who is available again was unavailable, and is no supporter: the remark on NODE_AVAILABLE in 1.5.
SupportersShape ==
    \A i \in Server :
        IF state[i] \in {Candidate, Leader}
        THEN i \in supporters[i] /\ supporters[i] \ {i} \subseteq connected[i]
        ELSE supporters[i] = {}

\* A leader that loses a supporter looks at its quorum at once. Not so when the quorum is raised (1.6).
LeaderHadQuorum ==
    \A i \in Server : state[i] = Leader => Cardinality(supporters[i]) >= Quorum(i)

ScoutingOnlyWhileLeaderless ==
    \A i \in Server :
        RoundOpen(i) =>
            /\ state[i] \in {Follower, Dormant}
            /\ Leaderless(i)

\* A closed round holds nothing; in an open one a server says yes or no, and itself yes.
RoundShape ==
    \A i \in Server :
        IF RoundOpen(i)
        THEN /\ i \in scoutingInfo[i].responses
             /\ scoutingInfo[i].responses \cap scoutingRefusals[i] = {}
        ELSE /\ scoutingInfo[i].responses = {}
             /\ scoutingRefusals[i] = {}

\* A channel that does not deliver is empty, and nobody hears from where it has no connection to.
LinksShape ==
    \A pair \in Channels :
        /\ ~links[pair] => messages[pair] = << >>
        /\ state[pair[1]] = Crashed => pair[2] \notin connected[pair[1]]

\* One leader per term is promised for equal majorities and terms that are not forgotten (1.8, 1.9).
NothingForgotten ==
    /\ spent.quorums = 0
    /\ spent.stops = 0
    /\ spent.crashes = 0 \/ TermMemory = "durable"
    /\ ConfiguredQuorum = 0 \/ ConfiguredQuorum > Cardinality(Server) \div 2

OneLeaderPerTermAsPromised == NothingForgotten => OneLeaderPerTerm

LeaderHadQuorumAsPromised == spent.quorums = 0 => LeaderHadQuorum

----------------------------------------------------------------------------
\* What must hold in every step

\* Only a stop or a crash forgets a term.
TermsNeverDecrease ==
    [][\A i \in Server :
        \/ currentTerm'[i] >= currentTerm[i]
        \/ state'[i] \in {Dormant, Crashed} \ {state[i]}]_vars

ElectedWithQuorum ==
    [][\A i \in Server :
        /\ state[i] /= Leader
        /\ state'[i] = Leader
        => Cardinality(supporters'[i]) >= Quorum(i)]_vars

----------------------------------------------------------------------------
symmServers == Permutations(Server)

\* What traces may set as quorum; "unreachable" is 99 or 100 (1.8).
UpToAHundred == 0..100
============================================================================
