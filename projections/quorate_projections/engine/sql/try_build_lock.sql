-- Held by the session until it ends: one writer per build.
select pg_try_advisory_lock(hashtextextended('quorate build ' || $1 || ' ' || $2::integer, 0))
