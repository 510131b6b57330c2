-------------------------------- MODULE Desk --------------------------------
\* A desk that serves customers in the order in which they come, each once.
EXTENDS Sequences, Naturals

CONSTANT Customer

VARIABLES queue, served, open

vars == <<queue, served, open>>

Init == queue = <<>> /\ served = {} /\ open = TRUE

Waits(c) == \E place \in 1..Len(queue) : queue[place] = c

Join(c) ==
    /\ open
    /\ ~Waits(c)
    /\ c \notin served
    /\ queue' = Append(queue, c)
    /\ UNCHANGED <<served, open>>

Serve ==
    /\ queue # <<>>
    /\ queue' = Tail(queue)
    /\ served' = served \cup {Head(queue)}
    /\ UNCHANGED open

Close == open /\ queue = <<>> /\ open' = FALSE /\ UNCHANGED <<queue, served>>

Next == (\E c \in Customer : Join(c)) \/ Serve \/ Close

Spec == Init /\ [][Next]_vars

ServedOnce == \A c \in served : ~Waits(c)
=============================================================================
