-------------------------------- MODULE Lock --------------------------------
(* A lock that is handed over in the order in which it was asked for. *)
EXTENDS Naturals, Sequences

CONSTANTS Client, Nobody

VARIABLES holder, waiting

vars == <<holder, waiting>>

Init ==
    /\ holder = Nobody
    /\ waiting = << >>

\* A client that holds the lock, or waits for it, does not ask again.
Idle(c) ==
    /\ holder /= c
    /\ \A n \in 1..Len(waiting) : waiting[n] /= c

Acquire(c) ==
    /\ holder = Nobody
    /\ holder' = c
    /\ UNCHANGED waiting

Wait(c) ==
    /\ holder /= Nobody
    /\ Idle(c)
    /\ waiting' = Append(waiting, c)
    /\ UNCHANGED holder

Release(c) ==
    /\ holder = c
    /\ IF waiting = << >>
       THEN holder' = Nobody /\ UNCHANGED waiting
       ELSE holder' = Head(waiting) /\ waiting' = Tail(waiting)

Next == \E c \in Client : Acquire(c) \/ Wait(c) \/ Release(c)

Spec == Init /\ [][Next]_vars

HolderDoesNotWait == \A n \in 1..Len(waiting) : waiting[n] /= holder
=============================================================================
