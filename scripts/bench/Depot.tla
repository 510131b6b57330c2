------------------------------- MODULE Depot -------------------------------
(* Couriers carry parcels between shelves: the small spec of bench:check. *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Courier, Room, Nobody

\* What was moved is counted up to here, and then from 0 again.
Limit == 1000

VARIABLES shelf, hands, owner, moved

vars == <<shelf, hands, owner, moved>>

TypeOK == /\ shelf \in Seq(Nat)
          /\ hands \in [Courier -> Nat]
          /\ owner \in Courier \cup {Nobody}
          /\ moved \in Nat

Init == /\ shelf = <<>>
        /\ hands = [c \in Courier |-> 0]
        /\ owner = Nobody
        /\ moved = 0

\* A parcel of size n comes in.
Deliver(n) == /\ Len(shelf) < Room
              /\ shelf' = Append(shelf, n)
              /\ UNCHANGED <<hands, owner, moved>>

\* A courier with empty hands takes the key.
Lock(c) == /\ owner = Nobody
           /\ hands[c] = 0
           /\ owner' = c
           /\ UNCHANGED <<shelf, hands, moved>>

Take(c) == /\ owner = c
           /\ hands[c] = 0
           /\ shelf # <<>>
           /\ hands' = [hands EXCEPT ![c] = Head(shelf)]
           /\ shelf' = Tail(shelf)
           /\ UNCHANGED <<owner, moved>>

Unlock(c) == /\ owner = c
             /\ owner' = Nobody
             /\ UNCHANGED <<shelf, hands, moved>>

Drop(c) == /\ hands[c] > 0
           /\ owner # c
           /\ moved' = (moved + hands[c]) % Limit
           /\ hands' = [hands EXCEPT ![c] = 0]
           /\ UNCHANGED <<shelf, owner>>

Next == \/ \E n \in 1..3 : Deliver(n)
        \/ \E c \in Courier : Lock(c) \/ Take(c) \/ Unlock(c) \/ Drop(c)

Spec == Init /\ [][Next]_vars
=============================================================================
