-- $1 position and ledger, with a space between. Never inside an append: a notifying transaction holds a lock of the whole server while it commits.
select pg_notify('quorate_log', $1)
