-------------------------------- MODULE Mail --------------------------------
(* Letters on their way: some are delivered and read, some are lost. *)
EXTENDS Naturals

VARIABLES bag, inbox, count

Init == bag = {} /\ inbox = {} /\ count = 0

Post(id) == bag' = bag \cup {id} /\ UNCHANGED <<inbox, count>>

Lose(id) ==
  /\ id \in bag
  /\ bag' = bag \ {id}
  /\ UNCHANGED <<inbox, count>>

Deliver(id) ==
  /\ id \in bag
  /\ bag' = bag \ {id}
  /\ inbox' = inbox \cup {id}
  /\ UNCHANGED count

Read(id) ==
  /\ id \in inbox
  /\ inbox' = inbox \ {id}
  /\ count' = count + 1
  /\ UNCHANGED bag

Next == \E id \in 1..9 : Post(id) \/ Lose(id) \/ Deliver(id) \/ Read(id)

NotBoth == bag \cap inbox = {}
=============================================================================
