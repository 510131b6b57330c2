---- MODULE BlazingMQLeaderElection ----
\* Named as the published model is: file and module differ. See "The module's name" in docs/findings.md.
====
