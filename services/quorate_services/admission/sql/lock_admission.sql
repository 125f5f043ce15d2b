-- One admission at a time: $1 ledger. Ends with the transaction.
select pg_advisory_xact_lock(hashtextextended('quorate admission ' || $1, 0))
